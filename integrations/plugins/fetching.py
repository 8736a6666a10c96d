"""A manifest from where its plugin lives. No transaction is open meanwhile."""

import asyncio
from urllib.parse import urlsplit

import httpx2

from domain.errors import Invalid
from infra.guard import Blocked, checked_url, known_addresses_of, port_of
from infra.http import TooLarge, answered, guarded_client
from integrations.plugins.manifest import Manifest
from integrations.plugins.reading import LONGEST

_SECONDS = 5.0
_FIELD = "url"


async def fetch_manifest(url: str, *, transport: httpx2.AsyncBaseTransport | None = None) -> str:
    """The text at that address. Raises Invalid."""
    try:
        async with asyncio.timeout(_SECONDS), guarded_client(transport=transport) as client:
            request = client.build_request("GET", url, headers={"Accept": "application/json"})
            response = await answered(client, request, at_most=LONGEST)
    except Blocked as blocked:
        raise Invalid(blocked.message, zh=blocked.zh, field=_FIELD) from blocked
    except TooLarge as large:
        raise _unread(f"It is longer than {LONGEST} bytes", f"内容超过 {LONGEST} 字节") from large
    except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError) as failed:
        raise _unread("The address does not answer", "该地址无响应") from failed
    if response.status_code != httpx2.codes.OK:
        raise _unread(
            f"The address answers with {response.status_code}",
            f"该地址返回 {response.status_code}",
        )
    try:
        return response.content.decode()
    except UnicodeDecodeError as odd:
        raise _unread("It is not UTF-8", "内容不是 UTF-8 编码") from odd


def require_same_origin(manifest: Manifest, url: str) -> None:
    """Nobody speaks for a plugin that lives elsewhere. Raises Invalid."""
    here, there = urlsplit(url), urlsplit(manifest.base_url)
    if (here.scheme, here.hostname, port_of(here)) != (
        there.scheme,
        there.hostname,
        port_of(there),
    ):
        raise Invalid(
            f"The manifest says that the plugin lives at {manifest.base_url}",
            zh=f"清单声明的插件地址为 {manifest.base_url}，与此地址不符",
            field=_FIELD,
        )


async def require_public(manifest: Manifest) -> None:
    """Where it lives must be where requests may go, by its name and by what that leads to."""
    try:
        parts = checked_url(manifest.base_url)
        await known_addresses_of(parts.hostname or "", port_of(parts))
    except Blocked as blocked:
        raise Invalid(f"baseUrl: {blocked.message}", zh=f"baseUrl：{blocked.zh}") from blocked
    except OSError as unknown:
        raise Invalid(
            f"{manifest.base_url} is not known on the public internet",
            zh=f"公网上找不到 {manifest.base_url}",
        ) from unknown


def _unread(en: str, zh: str) -> Invalid:
    return Invalid(f"No manifest was read: {en}", zh=f"未能读取清单：{zh}", field=_FIELD)
