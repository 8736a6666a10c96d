"""`./tanlu up --with-fakes`: the fakes as the process that is kept, and what follows from it."""

import json
import os
import time
import urllib.request
from pathlib import Path

import pytest
from rich.console import Console

from infra.ports import free_port
from operate import beside
from operate.home import Home
from operate.processes import Household

SET = {
    f"TANLU_{name}"
    for name in (
        "PRIVATE_PEERS",
        "JIRA_AUTH_URL",
        "JIRA_API_URL",
        "JIRA_CLIENT_ID",
        "JIRA_CLIENT_SECRET",
    )
}


def test_the_played_jira_is_what_the_others_will_ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in SET:
        monkeypatch.setenv(name, "[]")
    household, port = Household(), free_port(in_a_row=2)
    address = f"http://127.0.0.1:{port}"
    try:
        told = beside.play(household, Home.at(tmp_path), "127.0.0.1", port)
        manifest = _manifest(told["plugin"])
        with urllib.request.urlopen(f"{address}/", timeout=10) as page:
            seen = page.read().decode()
    finally:
        household.stop()

    assert [kept.name for kept in household.kept] == ["fakes", "plugin"]
    assert told["apiToken"] in seen
    assert json.loads(os.environ["TANLU_PRIVATE_PEERS"]) == [
        f"127.0.0.1:{port}",
        f"127.0.0.1:{port + 1}",
    ]
    assert manifest["baseUrl"] == f"http://127.0.0.1:{port + 1}"
    assert {name: os.environ[name] for name in SET - {"TANLU_PRIVATE_PEERS"}} == {
        "TANLU_JIRA_AUTH_URL": address,
        "TANLU_JIRA_API_URL": address,
        "TANLU_JIRA_CLIENT_ID": "fake-jira-client",
        "TANLU_JIRA_CLIENT_SECRET": "fake-jira-client-secret",
    }


def _manifest(url: str) -> dict[str, str]:
    """As the plugin publishes it, once it has started."""
    ends = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as published:
                read: dict[str, str] = json.load(published)
                return read
        except OSError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)


def test_what_to_enter_is_printed_by_the_way_it_is_connected(
    capsys: pytest.CaptureFixture[str],
) -> None:
    address = "http://127.0.0.1:8001"
    told = {
        "apiUrl": address,
        "clientId": "app",
        "apiToken": "token",
        "sites": [{"name": "Demo Ltd", "url": address, "admin": "admin@demo.example"}],
        "dataCenterUrl": f"{address}/dc",
        "personalAccessToken": "pat",
        "plugin": "http://127.0.0.1:8002/plugin.json",
        "heard": "plugin.log",
    }

    beside.tell(Console(soft_wrap=True), told)

    assert capsys.readouterr().out.splitlines() == [
        "To connect, there is a Jira that is only played:",
        "  its page, with buttons       http://127.0.0.1:8001",
        "  Cloud, by consent            app app, which Tanlu already has",
        "  Cloud, Demo Ltd by token     http://127.0.0.1:8001  admin@demo.example  token",
        "  Data Center by token         http://127.0.0.1:8001/dc  pat",
        "To install, there is a plugin: http://127.0.0.1:8002/plugin.json",
        "  what it hears is written to  plugin.log",
    ]
