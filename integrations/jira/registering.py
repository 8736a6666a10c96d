"""Registering with Jira so that it tells us: for thirty days at a time, refreshed before.

Only an app may, and at one address a site. Jira answers 200 even where it refuses, and forgets
a registration without a word; so each time we look at what is there.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from infra import clock
from integrations.connector import Door
from integrations.jira import jql
from integrations.jira.client import Client
from integrations.jira.reading import many, moment, some, text
from integrations.jira.settings import JiraOptions
from integrations.jira.vocabulary import Vocabulary
from integrations.terms import Listening
from integrations.troubles import Unusable

LASTS: Final = timedelta(days=30)
_PATH: Final = "/rest/api/3/webhook"
_ISSUES: Final = ("jira:issue_created", "jira:issue_updated", "jira:issue_deleted")
_MILESTONES: Final = ("sprint_closed", "jira:version_released")
_FIELDS: Final = (
    "summary", "status", "resolution", "assignee", "issuetype", "duedate", "fixVersions",
    "project",
)  # fmt: skip


async def listen(client: Client, door: Door, address: str) -> Listening:
    """As few registrations as say it all, at that address, good for another thirty days."""
    wanted = jql.heard_of(jql.projects_in(door.sources))
    registered = await _registered(client)
    kept = [one for one in registered if _is_good(one, address, wanted)]
    others = [one for one in registered if one not in kept]
    if others:
        # An app has one address a site: while another is registered, this one is refused.
        await _remove(client, [one["id"] for one in others])
    if kept:
        ids = [one["id"] for one in kept]
        told = some(await client.ask("PUT", f"{_PATH}/refresh", json={"webhookIds": _whole(ids)}))
        return Listening(ids=ids, expires_at=_ends(told))
    ids = await _register(client, door, address, wanted)
    return Listening(ids=ids, expires_at=clock.now() + LASTS)


def _is_good(one: Mapping[str, str], address: str, wanted: str) -> bool:
    ends = moment(one["expirationDate"])
    stands = ends is None or clock.now() < ends
    return stands and one["url"] == address and one["jqlFilter"] == wanted


async def stop(client: Client, listening: Listening) -> None:
    await _remove(client, listening.ids)


async def _register(client: Client, door: Door, address: str, wanted: str) -> list[str]:
    options = JiraOptions.model_validate(door.options.model_dump())
    fields = [*_FIELDS, *Vocabulary.of(door.catalog, options).points]
    about_issues = {"events": list(_ISSUES), "jqlFilter": wanted, "fieldIdsFilter": fields}
    about_milestones = {"events": list(_MILESTONES), "jqlFilter": wanted}
    ids, errors = await _ask(client, address, [about_issues])
    if not ids:
        raise Unusable(
            f"Jira does not let us be told of changes (“{errors}”); they are read every ten"
            " minutes instead",
            zh=f"Jira 拒绝注册 Webhook（“{errors}”），将改为每十分钟读取一次",
        )
    more, _ = await _ask(client, address, [about_milestones])
    return [*ids, *more]


async def _ask(
    client: Client, address: str, webhooks: Sequence[dict[str, Any]]
) -> tuple[list[str], str]:
    body = {"url": address, "webhooks": list(webhooks)}
    told = some(await client.post(_PATH, body, objects=0))
    results = [some(one) for one in many(told.get("webhookRegistrationResult"))]
    ids = [text(one.get("createdWebhookId")) for one in results]
    errors = [text(error) for one in results for error in many(one.get("errors"))]
    return [one for one in ids if one], "; ".join(errors)[:200]


async def _registered(client: Client) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    while True:
        told = some(await client.get(_PATH, objects=5, startAt=len(found), maxResults=100))
        values = [some(value) for value in many(told.get("values"))]
        found += [
            {name: text(value.get(name)) for name in ("id", "url", "jqlFilter", "expirationDate")}
            for value in values
        ]
        if not values or told.get("isLast") is not False:
            return found


async def _remove(client: Client, ids: Sequence[str]) -> None:
    await client.ask("DELETE", _PATH, 0, json={"webhookIds": _whole(ids)})


def _whole(ids: Sequence[str]) -> list[int]:
    return [int(one) for one in ids if one.isdecimal()]


def _ends(told: Any) -> datetime:  # noqa: ANN401 - JSON
    return moment(told.get("expirationDate")) or clock.now() + LASTS
