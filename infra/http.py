"""The guarded HTTP client: every request that leaves Tanlu goes through it (see also `guard`).

No redirects, no proxies from the environment, no cookies kept, short timeouts, bounded answers.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

import httpcore2
import httpx2

from infra.guard import Resolve, checked_url, known_addresses_of, resolved

ANSWER_AT_MOST = 10_000_000
"""Bytes of an answer that are read, unless the caller says less."""

_TIMEOUT = httpx2.Timeout(15.0, connect=3.0)


class TooLarge(Exception):
    """The answer is longer than what is read of it."""


class Guarded(httpx2.AsyncHTTPTransport):
    """Looks at the URL, then connects only to an address that was looked at."""

    def __init__(self, resolve: Resolve = resolved) -> None:
        super().__init__(verify=_authorities(), trust_env=False)
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=_authorities(),
            max_connections=100,
            max_keepalive_connections=20,
            keepalive_expiry=5.0,
            network_backend=_Checking(resolve),
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        checked_url(str(request.url))
        return await super().handle_async_request(request)


@cache
def _authorities() -> ssl.SSLContext:
    """Whose certificates count: read once, because that takes longer than most requests."""
    return httpx2.create_ssl_context(trust_env=False)


class _Checking(httpcore2.AsyncNetworkBackend):
    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._real = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface's own
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        try:
            async with asyncio.timeout(timeout):
                addresses = await known_addresses_of(host, port, self._resolve)
        except OSError as unknown:
            raise httpcore2.ConnectError(f"{host} is not known") from unknown
        for address in addresses[:-1]:
            try:
                return await self._real.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return await self._real.connect_tcp(
            addresses[-1], port, timeout, local_address, socket_options
        )

    async def sleep(self, seconds: float) -> None:
        await self._real.sleep(seconds)


@asynccontextmanager
async def guarded_client(
    *,
    base_url: str = "",
    headers: Mapping[str, str] | None = None,
    timeout: httpx2.Timeout = _TIMEOUT,  # noqa: ASYNC109 - handed on to httpx2
    transport: httpx2.AsyncBaseTransport | None = None,
) -> AsyncIterator[httpx2.AsyncClient]:
    """A client for a few requests; closed at the end.

    Args:
        base_url: what relative addresses follow.
        headers: sent with each request.
        timeout: 3 s to connect and 15 s for the rest, if not given.
        transport: instead of the network, in tests.

    Raises:
        Blocked: from a request, when it may not go where it was sent.
    """
    async with httpx2.AsyncClient(
        transport=transport or Guarded(),
        base_url=base_url,
        headers=headers,
        timeout=timeout,
        trust_env=False,
        follow_redirects=False,
    ) as client:
        yield client


async def answered(
    client: httpx2.AsyncClient, request: httpx2.Request, *, at_most: int = ANSWER_AT_MOST
) -> httpx2.Response:
    """Send it and read the whole answer, if it is not longer than `at_most` bytes.

    Raises:
        TooLarge: it is; the connection is closed and nothing of it is kept.
        httpx2.HTTPError: the network failed.
    """
    response = await client.send(request, stream=True)
    try:
        content = bytearray()
        async for part in response.aiter_bytes():
            content += part
            if len(content) > at_most:
                raise TooLarge(f"{request.url.host} answered with more than {at_most} bytes")
    finally:
        await response.aclose()
    return httpx2.Response(
        response.status_code,
        headers=_decoded(response.headers),
        content=bytes(content),
        request=request,
    )


def _decoded(headers: httpx2.Headers) -> list[tuple[str, str]]:
    """Without those that described the content as it travelled."""
    travelled = {"content-encoding", "content-length", "transfer-encoding"}
    return [(name, value) for name, value in headers.multi_items() if name not in travelled]
