"""The first look: is it a Jira, who are we there, and what is there to read?"""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from integrations.connector import Door
from integrations.jira import ways
from integrations.jira.catalog import catalog_of
from integrations.jira.client import Client
from integrations.jira.jql import BOARD, PROJECT
from integrations.jira.reading import many, some, text
from integrations.jira.settings import base_of, host_of
from integrations.terms import Discovery, Site, Source
from integrations.troubles import ConsentLost, Unusable

_AT_ONCE = 50
_MOST_PAGES = 200
_BOARDS_ASKED = 10
_GATEWAY = "/ex/jira/"
"""Where a service account's token is good: behind it, not at the site's own address."""


async def look(client: Client, door: Door) -> Discovery:
    """Raises VendorTrouble: it does not work, with the reason."""
    sites = await _sites(client, door)
    site = door.site or (sites[0] if len(sites) == 1 else None)
    if site is None:
        return Discovery(sites=sites)
    at_site = client.at(site)
    me = some(await at_site.get(f"{client.api}/myself", objects=2))
    fields = many(await at_site.get(f"{client.api}/field", objects=200))
    statuses = many(await at_site.get(f"{client.api}/status", objects=50))
    boards = await _boards(at_site)
    return Discovery(
        sites=sites,
        sources=[*await _projects(at_site), *boards],
        catalog=catalog_of(
            fields,
            statuses,
            me,
            resolutions=await _resolutions(at_site),
            estimates=await _estimates(at_site, boards),
        ),
    )


async def recognised(client: Client) -> None:
    """Nothing, where they still know us. Raises VendorTrouble."""
    await client.get(f"{client.api}/myself", objects=2)


async def _resolutions(client: Client) -> Sequence[Any]:
    """None where they may not be read: they are known by their names as well."""
    try:
        return many(await client.get(f"{client.api}/resolution", objects=20))
    except Unusable:
        return ()


async def _estimates(client: Client, boards: Sequence[Source]) -> list[str]:
    """The fields that boards estimate in, first the most used; a few boards tell.

    An app needs a permission more for it than we ask for, so that it may be refused.
    """
    told: list[str] = []
    for board in boards[:_BOARDS_ASKED]:
        path = f"/rest/agile/1.0/board/{int(board.external_id)}/configuration"
        try:
            estimation = some(some(await client.found(path)).get("estimation"))
        except (ConsentLost, Unusable):
            return []
        told.append(text(some(estimation.get("field")).get("fieldId")))
    fields = [one for one in told if one.startswith("customfield_")]
    return [field for field, _ in Counter(fields).most_common()]


async def _sites(client: Client, door: Door) -> list[Site]:
    if door.way == ways.CLOUD_OAUTH:
        return await _consented(client)
    told = some(await client.get(f"{client.api}/serverInfo"))
    kind = text(told.get("deploymentType"))
    is_cloud = kind == "Cloud"
    if not kind and not told.get("baseUrl"):
        raise Unusable("What answers there is not Jira", zh="该地址返回的不是 Jira")
    if is_cloud != client.is_cloud:
        raise Unusable(
            f"This is a Jira {'Cloud' if is_cloud else 'Data Center'}: choose the way for it",
            zh=f"这是 Jira {'Cloud' if is_cloud else 'Data Center'}，请选择对应的连接方式",
        )
    address = base_of(door.settings)
    name = text(told.get("serverTitle")) or host_of(address)
    gateway, cloud_id = urlsplit(address).path.startswith(_GATEWAY), address.rpartition("/")[2]
    if gateway:
        return [Site(id=cloud_id, name=name, url=text(told.get("baseUrl")).rstrip("/") or address)]
    return [Site(id=host_of(address), name=name, url=address)]


async def _consented(client: Client) -> list[Site]:
    told = many(await client.get("/oauth/token/accessible-resources", objects=0))
    sites = [
        Site(id=text(one.get("id")), name=text(one.get("name")), url=text(one.get("url")))
        for one in map(some, told)
        if one.get("id") and any(":jira" in text(scope) for scope in many(one.get("scopes")))
    ]
    if not sites:
        raise Unusable(
            "The consent opens no Jira site: connect again and choose one",
            zh="授权未包含任何 Jira 站点，请重新连接并选择站点",
        )
    return sites


async def _projects(client: Client) -> list[Source]:
    if client.is_cloud:
        told: Sequence[Any] = await _pages(client, "/rest/api/3/project/search")
    else:
        told = many(await client.get("/rest/api/2/project", objects=_AT_ONCE))
    return [
        Source(
            kind=PROJECT,
            external_id=text(one.get("id")),
            key=text(one.get("key")),
            name=text(one.get("name")),
        )
        for one in map(some, told)
        if text(one.get("id")).isdecimal()
    ]


async def _boards(client: Client) -> list[Source]:
    """None where Jira Software is not installed, or may not be read: sprints are an extra."""
    try:
        told = await _pages(client, "/rest/agile/1.0/board")
    except Unusable:
        return []
    return [
        Source(
            kind=BOARD,
            external_id=text(one.get("id")),
            key=text(some(one.get("location")).get("projectKey")),
            name=text(one.get("name")),
        )
        for one in map(some, told)
        if text(one.get("id")).isdecimal() and one.get("type") == "scrum"
    ]


async def _pages(client: Client, path: str) -> list[Any]:
    found: list[Any] = []
    for _ in range(_MOST_PAGES):
        told = some(
            await client.get(path, objects=_AT_ONCE, startAt=len(found), maxResults=_AT_ONCE)
        )
        values = many(told.get("values"))
        found += values
        if not values or told.get("isLast") is not False:
            break
    return found
