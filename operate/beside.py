"""`./tanlu up --with-fakes`: other companies' systems played beside Tanlu, and set up for it.

A Jira to connect on one port, and on the next a plugin to install.
"""

import http.client
import json
import os
import time
from collections.abc import Mapping
from typing import Any

from rich.console import Console

from infra.settings import settings
from infra.trouble import Trouble
from operate.home import Home
from operate.processes import Household, Kept, fakes, sample_plugin

_PATIENCE = 60.0
_TEAM = 12

Told = Mapping[str, Any]


def play(household: Household, home: Home, host: str, port: int) -> Told:
    """Returns when they answer, with what to enter to connect, and who works with that Jira."""
    kept = fakes(home, host, port)
    household.start(kept)
    told = _wait_for(kept, host, port)
    busiest = _ask(host, port, "/people")[:_TEAM]
    plugin = f"{host}:{port + 1}"
    _point_at(told, plugin)
    heard = sample_plugin(home, host, port + 1)
    household.start(heard)
    return {
        **told,
        "colleagues": {one["email"]: one["name"] for one in busiest},
        "plugin": f"http://{plugin}/plugin.json",
        "heard": str(heard.log),
    }


def _wait_for(kept: Kept, host: str, port: int) -> Told:
    """What the played Jira wants to be told, as soon as it answers."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            told: Told = _ask(host, port)
        except OSError as error:
            if kept.has_ended() or time.monotonic() > deadline:
                raise Trouble(f"The fakes do not answer ({error}); see {kept.log}.") from None
        else:
            return told
        time.sleep(0.1)


def _ask(host: str, port: int, path: str = "") -> Any:  # noqa: ANN401 - JSON
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", f"/control/jira{path}")
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


def _point_at(told: Told, plugin: str) -> None:
    """Every process that is started from here on takes the played Jira for Atlassian's.

    It and the plugin are on this machine, where nothing may be asked unless it is named.
    """
    peer = told["apiUrl"].partition("://")[2]
    os.environ |= {
        "TANLU_PRIVATE_PEERS": json.dumps([*settings().private_peers, peer, plugin]),
        "TANLU_JIRA_AUTH_URL": told["authUrl"],
        "TANLU_JIRA_API_URL": told["apiUrl"],
        "TANLU_JIRA_CLIENT_ID": told["clientId"],
        "TANLU_JIRA_CLIENT_SECRET": told["clientSecret"],
    }


def tell(console: Console, told: Told) -> None:
    lines = {
        "its page, with buttons": told["apiUrl"],
        "Cloud, by consent": f"app {told['clientId']}, which Tanlu already has",
    }
    for site in told["sites"]:
        by_token = f"{site['url']}  {site['admin']}  {told['apiToken']}"
        lines[f"Cloud, {site['name']} by token"] = by_token
    lines["Data Center by token"] = f"{told['dataCenterUrl']}  {told['personalAccessToken']}"
    console.print("To connect, there is a Jira that is only played:")
    for what, where in lines.items():
        console.print(f"  {what:<28} {where}", markup=False)
    console.print(f"To install, there is a plugin: {told['plugin']}", markup=False)
    console.print(f"  what it hears is written to  {told['heard']}", markup=False)
