"""The app behind a real server: what only sockets show."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette

from api import http_connection
from api.http_connection import MOST_BYTES, MOST_HEADERS
from tests.api.conftest import bearer
from tests.api.live import audited, served
from tests.people import Cast


@pytest.mark.skipif(not shutil.which("npm"), reason="Node.js is not installed")
async def test_the_audit_of_graphql_http(app: Starlette, cast: Cast, tmp_path: Path) -> None:
    token = (await bearer(cast, cast.omar))["Authorization"].partition(" ")[2]
    async with served(app) as port:
        assert await audited(port, token, tmp_path) == ["61 of 61"]


async def chunks(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 65_536):
        yield b" " * 65_536


@pytest.mark.parametrize("said", [True, False])
async def test_ten_megabytes_get_an_answer(app: Starlette, cast: Cast, said: bool) -> None:
    headers = {"Content-Type": "application/json", **await bearer(cast, cast.omar)}
    async with served(app) as port, httpx2.AsyncClient() as http:
        content = b" " * 10_000_000 if said else chunks(10_000_000)
        answer = await http.post(
            f"http://127.0.0.1:{port}/graphql", content=content, headers=headers
        )
    assert answer.status_code == 413


async def test_a_body_without_end_is_cut_off(app: Starlette, cast: Cast) -> None:
    headers = {"Content-Type": "application/json", **await bearer(cast, cast.omar)}
    async with served(app) as port, httpx2.AsyncClient() as http:
        with pytest.raises(httpx2.TransportError):
            await http.post(
                f"http://127.0.0.1:{port}/graphql", content=chunks(10**9), headers=headers
            )


NOISE = [
    b"\x00\x01\x02\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET /graphql HTTP/1.1\r\n\r\n",
    b"GET /graphql HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
    b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
]


@pytest.mark.parametrize("noise", NOISE)
async def test_noise_on_the_wire(app: Starlette, noise: bytes) -> None:
    async with served(app) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(noise)
        await writer.drain()
        writer.write_eof()
        try:
            answer = await asyncio.wait_for(reader.read(), 5)
        except ConnectionError:
            answer = b""
        writer.close()
        async with httpx2.AsyncClient() as http:
            alive = await http.get(f"http://127.0.0.1:{port}/livez")
    assert b"HTTP/1.1 5" not in answer
    assert alive.status_code == 200


async def sent(port: int, *parts: bytes) -> bytes:
    """What comes back until the other side hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
        return await asyncio.wait_for(reader.read(), 20)
    finally:
        writer.close()


HALVES = [b"", b"G", b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ", b"\r\n\r\n\r\n"]
LAST = b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("before", [b"", LAST])
async def test_who_falls_silent_before_the_body_is_left(
    app: Starlette, monkeypatch: pytest.MonkeyPatch, before: bytes, half: bytes
) -> None:
    monkeypatch.setattr(http_connection, "WITHIN", 0.2)
    async with served(app) as port:
        answer = await sent(port, before, half)
    assert answer.count(b"200 OK") == (1 if before else 0)


async def test_who_is_slow_and_comes_to_an_end_is_answered(app: Starlette) -> None:
    async with served(app) as port:
        closing = LAST[:-2] + b"Connection: close\r\n\r\n"
        answer = await sent(port, *(closing[at : at + 5] for at in range(0, len(closing), 5)))
    assert b"200 OK" in answer


def with_headers(count: int, size: int = 1) -> bytes:
    more = b"".join(b"X-%d: %b\r\n" % (number, b"a" * size) for number in range(count))
    return LAST[:-2] + b"Connection: close\r\n" + more + b"\r\n"


@pytest.mark.parametrize(
    ("request_sent", "status"),
    [
        (with_headers(MOST_HEADERS - 2), b"200"),
        (with_headers(MOST_HEADERS - 1), b"431"),
        (with_headers(5_000), b"431"),
        (with_headers(1, MOST_BYTES - 500), b"200"),
        (with_headers(1, MOST_BYTES), b"431"),
        (with_headers(10, MOST_BYTES // 9), b"431"),
        (b"GET /livez HTTP/1.1\r\nX: " + b"a" * 1_000_000, b"431"),
        (b"GET /" + b"a" * 1_000_000, b"431"),
    ],
)
async def test_headers_are_bounded(app: Starlette, request_sent: bytes, status: bytes) -> None:
    async with served(app) as port:
        try:
            answer = await sent(port, request_sent)
        except ConnectionError:
            answer = b"HTTP/1.1 431 Closed while more was sent"
        assert (await sent(port, with_headers(1))).startswith(b"HTTP/1.1 200")
    assert answer.startswith(b"HTTP/1.1 " + status)
