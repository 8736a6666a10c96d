"""Versions that were released and sprints that were closed.

Only what is reached from now on is told, so the sprints that are active are remembered, and so
are the versions that are open: closing a sprint changes none of its issues, and the date of a
version is the one that was planned.
"""

from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from infra import clock
from integrations.jira import jql
from integrations.jira.issues import Reader
from integrations.jira.reading import many, moment, some, text
from integrations.observation import Page, ReachedMilestone, tidy
from integrations.troubles import Unusable

VERSION, SPRINT = "VERSION", "SPRINT"
_NEWS = timedelta(days=14)
"""What was reached longer ago is no occasion any more."""
_AT_ONCE = 50
_RARELY = timedelta(hours=1)
"""Unless a webhook has told of one: looking costs a call for each project and board."""


async def reached(reader: Reader, cursor: Mapping[str, Any]) -> AsyncGenerator[Page, None]:
    """What was reached since the cursor, whose part `milestones` is carried on."""
    known = some(cursor.get("milestones"))
    looked_at = moment(known.get("looked_at"))
    if looked_at and clock.now() - looked_at < _RARELY and not cursor.get("eager"):
        return
    versions, told = await _versions(reader, known)
    active, over = await _sprints(reader, known)
    carried = {**told, "sprints": active, "looked_at": clock.now().isoformat()}
    after = {name: value for name, value in cursor.items() if name != "eager"}
    yield Page(
        milestones=[*versions, *over],
        troubles=tuple(reader.lost),
        cursor={**after, "milestones": carried},
    )


async def _versions(
    reader: Reader, known: Mapping[str, Any]
) -> tuple[list[ReachedMilestone], dict[str, list[str]]]:
    """A version that was open when we looked last is out now, whenever it was meant to be."""
    was_out = set(map(text, many(known.get("versions"))))
    was_open = set(map(text, many(known.get("open"))))
    found: list[ReachedMilestone] = []
    told: dict[str, list[str]] = {"versions": [], "open": []}
    for project in reader.projects:
        for version in await _versions_of(reader, project.external_id):
            version_id, is_out = text(version.get("id")), version.get("released") is True
            told["versions" if is_out else "open"].append(version_id)
            planned = moment(f"{text(version.get('releaseDate'))}T12:00:00Z") or clock.now()
            is_news = version_id in was_open or clock.now() - planned <= _NEWS
            if is_out and version_id not in was_out and is_news:
                at = clock.now() if version_id in was_open else planned
                found.append(await _version(reader, version, at))
    return found, told


async def _versions_of(reader: Reader, project_id: str) -> list[Mapping[str, Any]]:
    """None where the project is there no longer: that is told elsewhere."""
    path = f"{reader.client.api}/project/{int(project_id)}/versions"
    found = await reader.client.found(path, objects=_AT_ONCE)
    return [version for version in map(some, many(found)) if version.get("id")]


async def _version(reader: Reader, version: Mapping[str, Any], at: datetime) -> ReachedMilestone:
    version_id = text(version.get("id"))
    return ReachedMilestone(
        external_id=f"version/{version_id}",
        kind=VERSION,
        name=tidy(version.get("name"), most=200) or version_id,
        reached_at=min(at, clock.now()),
        items=await reader.ids_in(jql.in_version(version_id)),
        url=_link(reader, f"projects/{text(version.get('projectId'))}/versions/{version_id}"),
    )


async def _sprints(
    reader: Reader, known: Mapping[str, Any]
) -> tuple[list[str], list[ReachedMilestone]]:
    """The active ones now, and of those that were active before, those that are over."""
    active: list[str] = []
    for board in reader.door.sources:
        if board.kind == jql.BOARD:
            active += await _active(reader, board.external_id)
    ended = [text(one) for one in many(known.get("sprints")) if text(one) not in active]
    over = [found for one in ended if (found := await _closed(reader, one)) is not None]
    return active, over


async def _active(reader: Reader, board_id: str) -> list[str]:
    path = f"/rest/agile/1.0/board/{int(board_id)}/sprint"
    try:
        told = await reader.client.get(path, objects=5, state="active")
    except Unusable:
        # A board without sprints says so by refusing.
        return []
    return [text(some(sprint).get("id")) for sprint in many(some(told).get("values"))]


async def _closed(reader: Reader, sprint_id: str) -> ReachedMilestone | None:
    path = f"/rest/agile/1.0/sprint/{int(sprint_id)}"
    sprint = some(await reader.client.found(path))
    if text(sprint.get("state")).lower() != "closed":
        return None
    return ReachedMilestone(
        external_id=f"sprint/{sprint_id}",
        kind=SPRINT,
        name=tidy(sprint.get("name"), most=200) or sprint_id,
        reached_at=moment(sprint.get("completeDate")) or clock.now(),
        items=await _issues_in(reader, path),
        url=_link(reader, f"secure/RapidBoard.jspa?rapidView={text(sprint.get('originBoardId'))}"),
    )


async def _issues_in(reader: Reader, path: str) -> Sequence[str]:
    ids: list[str] = []
    while True:
        told = some(
            await reader.client.get(
                f"{path}/issue", objects=100, startAt=len(ids), maxResults=100, fields="updated"
            )
        )
        issues = many(told.get("issues"))
        ids += [text(some(issue).get("id")) for issue in issues]
        total = told.get("total")
        if not issues or not isinstance(total, int) or len(ids) >= total:
            return ids


def _link(reader: Reader, path: str) -> str | None:
    site = reader.door.site
    return f"{site.url}/{path}" if site is not None and site.url else None
