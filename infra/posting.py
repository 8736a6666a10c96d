"""The lane for webhooks: many small posts to strangers, guarded like every other request.

aiohttp instead of the client of `infra.http`, because it carries ten times as many posts a
second (`bench webhooks`). One session for each process, so that connections are used again.
"""

import asyncio
import socket
import time
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from weakref import WeakKeyDictionary

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from infra.addresses import is_public, may_be_opened
from infra.gate import Gate
from infra.guard import Blocked, Resolve, known_addresses_of, leads_to_peer, resolved

READ_AT_MOST = 16_384
"""Bytes of an answer that are read; the connection is closed if there are more."""

TOTAL_SECONDS = 15.0
"""For an attempt, from its beginning to the end of what is read of the answer."""

_CONNECT_SECONDS = 3.0
_DNS_SECONDS = 3.0
_CONNECTIONS = 400
_QUICK_ONES = 64
"""Posts that are under way at once: more of them carry a third less (`bench webhooks`)."""
_SLOW = 0.5
"""Seconds after which a post counts no longer among them."""
_QUICK = 1.0
"""Seconds within which a lost connection is tried anew: the other side had closed an idle one."""

_to_peer: ContextVar[bool] = ContextVar("to_peer", default=False)


@dataclass(frozen=True)
class Answer:
    """What came back: its first bytes, as they travelled."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Posting:
    """One session and its connections."""

    def __init__(self, resolve: Resolve = resolved) -> None:
        self.gate = Gate(_QUICK_ONES, _SLOW)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=_Checking(resolve),
                use_dns_cache=False,
                limit=_CONNECTIONS,
                socket_factory=_checked_socket,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=TOTAL_SECONDS, sock_connect=_CONNECT_SECONDS),
            trust_env=False,
            auto_decompress=False,
        )

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Post it, and read what comes back. A redirect is an answer like any other.

        Raises:
            Blocked: it may not go there.
            aiohttp.ClientError, OSError: the network failed.
            TimeoutError: no answer within 15 s, or no connection within 3 s.
        """
        _to_peer.set(leads_to_peer(url))
        started = time.monotonic()
        try:
            return await self._once(url, body, headers)
        except aiohttp.ClientConnectorDNSError:
            raise
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            if time.monotonic() - started > _QUICK:
                raise
        return await self._once(url, body, headers)

    async def _once(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        async with self._session.post(
            url,
            data=aiohttp.BytesPayload(body),
            headers={**headers, "Accept-Encoding": "identity"},
            allow_redirects=False,
        ) as response:
            content = await _beginning(response)
            return Answer(response.status, response.headers, content)

    async def close(self) -> None:
        await self._session.close()


_lanes: WeakKeyDictionary[asyncio.AbstractEventLoop, Posting] = WeakKeyDictionary()


def posting() -> Posting:
    """The lane of this process, or rather of its running loop."""
    loop = asyncio.get_running_loop()
    if loop not in _lanes:
        _lanes[loop] = Posting()
    return _lanes[loop]


async def close_posting() -> None:
    if lane := _lanes.pop(asyncio.get_running_loop(), None):
        await lane.close()


class _Checking(AbstractResolver):
    """Gives aiohttp the addresses that were checked, and nothing to ask again."""

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 - the interface's own
    ) -> list[ResolveResult]:
        async with asyncio.timeout(_DNS_SECONDS):
            addresses = await known_addresses_of(host, port, self._resolve)
        return [_known(host, port, each) for each in addresses]

    async def close(self) -> None:
        """There is nothing to close."""


def _known(host: str, port: int, address: str) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=address,
        port=port,
        family=socket.AF_INET6 if ":" in address else socket.AF_INET,
        proto=socket.IPPROTO_TCP,
        flags=socket.AI_NUMERICHOST,
    )


def _checked_socket(where: tuple[Any, Any, int, str, Sequence[Any]]) -> socket.socket:
    """Aiohttp asks no resolver for what looks like an address, so each is looked at here, too."""
    family, kind, protocol, _, (address, *_) = where
    allowed = may_be_opened if _to_peer.get() else is_public
    if not allowed(ip_address(str(address))):
        raise Blocked(f"{address} is not on the public internet", zh=f"{address} 不是公网地址")
    made = socket.socket(family, kind, protocol)
    made.setblocking(False)
    return made


async def _beginning(response: aiohttp.ClientResponse) -> bytes:
    """Up to so many bytes; the rest is not waited for."""
    content = bytearray()
    while len(content) < READ_AT_MOST:
        part = await response.content.read(READ_AT_MOST - len(content))
        if not part:
            return bytes(content)
        content += part
    response.close()
    return bytes(content)
