"""Pages of issues, and the changes of many: Cloud's way with tokens, Data Center's with numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

from integrations.jira.client import Client
from integrations.jira.history import Step, steps_of
from integrations.jira.reading import many, number, some, text

A_PAGE = 100
_HISTORY_FIELDS = ("status", "resolution")
_CHANGES_AT_ONCE = 1000


async def search(
    client: Client, question: str, page: str, fields: Sequence[str]
) -> tuple[Sequence[Any], str]:
    """A page, and where the next one is; empty at the end."""
    body: dict[str, Any] = {"jql": question, "fields": list(fields), "maxResults": A_PAGE}
    if client.is_cloud:
        body |= {"nextPageToken": page} if page else {}
        told = some(await client.post("/rest/api/3/search/jql", body, objects=A_PAGE))
        return many(told.get("issues")), text(told.get("nextPageToken"))
    start = int(page or 0)
    body |= {"startAt": start, "expand": ["changelog"]}
    told = some(await client.post("/rest/api/2/search", body, objects=A_PAGE))
    issues = many(told.get("issues"))
    ends = start + len(issues)
    return issues, str(ends) if issues and ends < (number(told.get("total")) or 0) else ""


async def count(client: Client, question: str) -> int | None:
    if client.is_cloud:
        path, body = "/rest/api/3/search/approximate-count", {"jql": question}
        return _whole(some(await client.post(path, body)).get("count"))
    asked = {"jql": question, "maxResults": 0, "fields": ["updated"]}
    return _whole(some(await client.post("/rest/api/2/search", asked)).get("total"))


async def histories_of(client: Client, ids: Sequence[str]) -> Mapping[str, list[Step]]:
    """Of many issues at once, which only Cloud can."""
    if not ids or not client.is_cloud:
        return {}
    found: dict[str, list[Any]] = {}
    page, more = "", True
    while more:
        body: dict[str, Any] = {
            "issueIdsOrKeys": list(ids),
            "fieldIds": list(_HISTORY_FIELDS),
            "maxResults": _CHANGES_AT_ONCE,
        }
        body |= {"nextPageToken": page} if page else {}
        path = "/rest/api/3/changelog/bulkfetch"
        told = some(await client.post(path, body, objects=3 * len(ids)))
        for log in map(some, many(told.get("issueChangeLogs"))):
            histories = many(log.get("changeHistories"))
            found.setdefault(text(log.get("issueId")), []).extend(histories)
        page = text(told.get("nextPageToken"))
        more = bool(page)
    return {issue: steps_of(histories) for issue, histories in found.items()}


def _whole(value: object) -> int | None:
    found = number(value)
    return None if found is None else int(found)
