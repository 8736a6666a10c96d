"""What was granted, in a file: a connection of yesterday works today."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fakes.jira.grants import Grant, Grants, Refresh

if TYPE_CHECKING:
    from fakes.jira.jira import Jira

Raw = dict[str, Any]


def keep_grants(jira: "Jira") -> None:
    """As it is now, wholly or not at all."""
    if jira.keeps_at is None:
        return
    told = [_told(grants) for grants in (jira.cloud_grants, jira.server_grants)]
    beside = jira.keeps_at.with_suffix(".new")
    beside.parent.mkdir(parents=True, exist_ok=True)
    beside.touch(mode=0o600)
    beside.write_text(json.dumps(told), encoding="utf-8")
    os.replace(beside, jira.keeps_at)  # noqa: PTH105 - says best what is done


def take_up_grants(jira: "Jira") -> None:
    if jira.keeps_at is None or not jira.keeps_at.is_file():
        return
    told = json.loads(Path(jira.keeps_at).read_text(encoding="utf-8"))
    for grants, raw in zip((jira.cloud_grants, jira.server_grants), told, strict=True):
        _take_up(jira, grants, raw)


def _told(grants: Grants) -> Raw:
    known = [*(grant for grant, _ in grants.access.values())]
    known += [refresh.grant for refresh in grants.refreshes.values()]
    places = {id(grant): place for place, grant in enumerate(known)}
    return {
        "grants": [
            {
                "client": grant.client_id,
                "account": grant.account.id,
                "scopes": sorted(grant.scopes),
                "sites": sorted(grant.sites),
                "since": grant.since.isoformat(),
                "revoked": grant.revoked,
            }
            for grant in known
        ],
        "access": {
            token: [places[id(grant)], ends.isoformat()]
            for token, (grant, ends) in grants.access.items()
        },
        "refreshes": {
            token: [
                places[id(one.grant)],
                one.made_at.isoformat(),
                one.used_at.isoformat() if one.used_at else None,
            ]
            for token, one in grants.refreshes.items()
        },
    }


def _take_up(jira: "Jira", grants: Grants, raw: Raw) -> None:
    accounts = {key: one for site in jira.sites for key, one in site.world.accounts.items()}
    known = [
        Grant(
            client_id=each["client"],
            account=accounts[each["account"]],
            scopes=frozenset(each["scopes"]),
            sites=frozenset(each["sites"]),
            since=_moment(each["since"]),
            revoked=each["revoked"],
        )
        for each in raw["grants"]
    ]
    for token, (place, ends) in raw["access"].items():
        grants.access[token] = (known[place], _moment(ends))
    for token, (place, made, used) in raw["refreshes"].items():
        grants.refreshes[token] = Refresh(known[place], _moment(made), used and _moment(used))


def _moment(told: str) -> datetime:
    return datetime.fromisoformat(told)
