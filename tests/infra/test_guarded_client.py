"""The guarded client, with a resolver that lies and a server that is really there."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence

import httpx2
import pytest

from infra.guard import Blocked, addresses_of, checked_url
from infra.http import Guarded, TooLarge, answered, guarded_client
from infra.settings import settings


@pytest.fixture
async def port() -> AsyncIterator[int]:
    """A server that answers everything with 200 and 40 bytes, on loopback."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\nConnection: close\r\n\r\n" + b"x" * 40
        )
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()


@pytest.fixture(autouse=True)
def settings_read_anew() -> Iterator[None]:
    yield
    settings.cache_clear()


def _opened(monkeypatch: pytest.MonkeyPatch, *peers: str) -> None:
    monkeypatch.setenv("TANLU_PRIVATE_PEERS", str(list(peers)).replace("'", '"'))
    settings.cache_clear()


async def _to(*addresses: str) -> Sequence[str]:
    return addresses


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "https://",
        "https://user@example.com/",
        "https://user:word@example.com/",
        "https://example.com:22/",
        "https://example.com:99999/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[::ffff:10.0.0.1]:8443/",
        "file:///etc/passwd",
        "",
    ],
)
def test_an_address_that_is_never_asked(url: str) -> None:
    with pytest.raises(Blocked):
        checked_url(url)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost"])
async def test_loopback_in_other_spellings_is_found_out_by_resolving(host: str) -> None:
    with pytest.raises(Blocked):
        await addresses_of(host, 443)


async def test_one_private_answer_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(Blocked):
        await addresses_of("example.com", 443, lambda *_: _to("1.1.1.1", "10.0.0.1"))


async def test_a_name_that_changes_its_answer_is_asked_once_for_each_connection() -> None:
    """What was checked is what is connected to: there is no second question to answer."""
    asked: list[str] = []

    async def rebinding(host: str, _: int) -> Sequence[str]:
        asked.append(host)
        return ["1.1.1.1"] if len(asked) == 1 else ["127.0.0.1"]

    assert await addresses_of("rebind.example", 443, rebinding) == ["1.1.1.1"]
    with pytest.raises(httpx2.ConnectError, match="is not known"):
        async with guarded_client(transport=Guarded(rebinding)) as client:
            await client.get("https://rebind.example/")
    assert len(asked) == 2


async def test_only_the_opened_port_of_an_opened_host_is_reached(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with guarded_client() as client:
        with pytest.raises(Blocked):
            await client.get(f"http://127.0.0.1:{port}/")
        _opened(monkeypatch, f"127.0.0.1:{port}")
        assert (await client.get(f"http://127.0.0.1:{port}/")).status_code == 200
        for other in (f"http://127.0.0.1:{port + 1}/", f"http://localhost:{port}/"):
            with pytest.raises(Blocked):
                await client.get(other)


async def test_an_opened_name_that_leads_to_metadata_stays_shut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _opened(monkeypatch, "jira.corp.example:443")
    assert await addresses_of("jira.corp.example", 443, lambda *_: _to("10.0.0.8")) == ("10.0.0.8",)
    with pytest.raises(Blocked):
        await addresses_of("jira.corp.example", 443, lambda *_: _to("169.254.169.254"))


async def test_an_answer_is_read_only_so_far(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    _opened(monkeypatch, f"127.0.0.1:{port}")
    async with guarded_client(base_url=f"http://127.0.0.1:{port}") as client:
        whole = await answered(client, client.build_request("GET", "/"), at_most=40)
        assert len(whole.content) == 40
        with pytest.raises(TooLarge):
            await answered(client, client.build_request("GET", "/"), at_most=39)


async def test_a_name_that_nobody_knows_is_a_failure_of_the_network() -> None:
    async def unknown(*_: object) -> Sequence[str]:
        raise OSError("unknown")

    async with guarded_client(transport=Guarded(unknown)) as client:
        with pytest.raises(httpx2.ConnectError):
            await client.get("https://nobody.example/")
