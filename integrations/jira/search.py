"""Pages of issues, and the changes of many: Cloud's way with tokens, Data Center's with numbers."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any

from integrations.jira.client import Client
from integrations.jira.history import Step, steps_of
from integrations.jira.reading import many, number, some, text
from integrations.troubles import TooMuch, TryLater

A_PAGE = 100
_HISTORY_FIELDS = ("status", "resolution", "assignee")
_CHANGES_AT_ONCE = 1000


async def search(
    client: Client, question: str, page: str, fields: Sequence[str]
) -> tuple[Sequence[Any], str]:
    """A page, and where the next one is; empty at the end.

    Where a page is too large to be read, half of it is asked for, and so on; an issue whose
    history alone is too large is read without it.
    """
    most = min(A_PAGE, client.most_at_once or A_PAGE)
    while True:
        try:
            return await _page(client, question, page, fields, most)
        except TooMuch:
            if most == 1:
                return await _page(client, question, page, fields, most, with_history=False)
            most = client.most_at_once = most // 2


async def _page(
    client: Client,
    question: str,
    page: str,
    fields: Sequence[str],
    most: int,
    *,
    with_history: bool = True,
) -> tuple[Sequence[Any], str]:
    body: dict[str, Any] = {"jql": question, "fields": list(fields), "maxResults": most}
    if client.is_cloud:
        body |= {"nextPageToken": page} if page else {}
        told = some(await client.post("/rest/api/3/search/jql", body, objects=most))
        return many(told.get("issues")), text(told.get("nextPageToken"))
    start = int(page or 0)
    body |= {"startAt": start, "expand": ["changelog"] if with_history else []}
    told = some(await client.post("/rest/api/2/search", body, objects=most))
    issues = many(told.get("issues"))
    ends = start + len(issues)
    return issues, str(ends) if issues and ends < (number(told.get("total")) or 0) else ""


async def pages(
    client: Client, question: str, fields: Sequence[str], page: str = ""
) -> AsyncGenerator[tuple[Sequence[Any], str], None]:
    """One after the other, each with where the next one is. Raises TryLater for a circle."""
    passed = {page}
    while True:
        issues, page = await search(client, question, page, fields)
        yield issues, page
        if not page:
            return
        if page in passed:
            raise going_round()
        passed.add(page)


def going_round() -> TryLater:
    return TryLater(
        "Jira hands out the same page again and again; Tanlu tries again later",
        zh="Jira 反复返回同一页数据，系统稍后重试",
    )


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
    try:
        found = await _histories(client, ids)
    except TooMuch:
        if len(ids) == 1:
            return {}
        half = len(ids) // 2
        earlier = await histories_of(client, ids[:half])
        return {**earlier, **await histories_of(client, ids[half:])}
    return {issue: steps_of(histories) for issue, histories in found.items()}


async def _histories(client: Client, ids: Sequence[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    page, passed, more = "", {""}, True
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
        if page in passed and page:
            raise going_round()
        passed.add(page)
        more = bool(page)
    return found


def _whole(value: object) -> int | None:
    found = number(value)
    return None if found is None else int(found)
