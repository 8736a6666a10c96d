"""No spelling, no name and no redirect leads to what is not a stranger's server.

Each case is tried on both lanes that leave Tanlu: the guarded client and the webhooks' own.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address

import aiohttp
import httpx2
import pytest

from infra import posting
from infra.addresses import usual
from infra.guard import Blocked
from infra.http import Guarded, guarded_client
from infra.posting import Posting
from infra.settings import settings
from tests.infra.test_addresses import REFUSED

V4 = [each for each in dict.fromkeys(REFUSED.split()) if ":" not in each]
V6 = [each for each in dict.fromkeys(REFUSED.split()) if ":" in each]
FEW = [
    "127.0.0.1",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.100.100.200",
    "168.63.129.16",
    "0.0.0.0",
    "192.0.0.192",
    "224.0.0.1",
]


def _parts(address: str) -> list[int]:
    return list(IPv4Address(address).packed)


def _wide(text: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if each.isdigit() else each for each in text)


SPELLINGS: dict[str, Callable[[str], str]] = {
    "plain": lambda address: address,
    "with a dot at the end": lambda address: f"{address}.",
    "one number": lambda address: str(int(IPv4Address(address))),
    "hexadecimal": lambda address: hex(int(IPv4Address(address))),
    "octal": lambda address: f"0{int(IPv4Address(address)):o}",
    "hexadecimal parts": lambda address: ".".join(hex(each) for each in _parts(address)),
    "octal parts": lambda address: ".".join(f"0{each:o}" for each in _parts(address)),
    "padded parts": lambda address: ".".join(f"{each:#06x}" for each in _parts(address)),
    "fewer parts": lambda address: "{}.{}.{}".format(
        *_parts(address)[:2], _parts(address)[2] * 256 + _parts(address)[3]
    ),
    "full width": _wide,
    "ideographic stops": lambda address: address.replace(".", "。"),
    "half-width stops": lambda address: _wide(address).replace(".", "｡"),
    "mapped": lambda address: f"[::ffff:{address}]",
    "mapped in hexadecimal": lambda address: f"[{IPv6Address(f'::ffff:{address}')}]",
    "compatible": lambda address: f"[::{address}]",
    "NAT64": lambda address: f"[64:ff9b::{address}]",
    "escaped": lambda address: address.replace(".", "%2e"),
    "after a user": lambda address: f"example.com@{address}",
    "after a backslash": lambda address: f"example.com\\@{address}",
    "behind a tab": lambda address: f"\t{address}",
}
HOSTS = [
    *(pytest.param(spell(each), id=f"{name} {each}") for each in FEW
      for name, spell in SPELLINGS.items()),
    *(pytest.param(each, id=f"plain {each}") for each in V4 if each not in FEW),
    *(pytest.param(f"[{each}]", id=each) for each in V6),
    *(pytest.param(f"[{IPv6Address(each).exploded.upper()}]", id=f"long {each}") for each in V6),
    *(f"[{each}%25eth0]" for each in ("fe80::1", "ff02::1", "::1")),
    "[v1.fe80::1]", "localhost", "LOCALHOST",
    "ｌｏｃａｌｈｏｓｔ", "①②⑦.0.0.1", ".", "。",
]  # fmt: skip


@pytest.fixture(scope="module")
async def lane() -> AsyncIterator[Posting]:
    lane = Posting()
    yield lane
    await lane.close()


@pytest.fixture(autouse=True)
def settings_read_anew() -> Iterator[None]:
    yield
    settings.cache_clear()


@pytest.mark.parametrize("host", HOSTS)
async def test_no_spelling_of_it_is_asked(lane: Posting, host: str) -> None:
    """A name is looked up, and then as unknown as one that leads nowhere."""
    named, becomes_a_name = host.lower() == "localhost", usual(host) == "localhost"
    for port in ("", ":8443"):
        with pytest.raises(aiohttp.ClientConnectorDNSError if becomes_a_name else Blocked):
            await lane.post(f"https://{host}{port}/", b"", {})
        async with guarded_client() as client:
            unknown = pytest.raises(httpx2.ConnectError, match="is not known")
            refused = pytest.raises((Blocked, httpx2.InvalidURL))
            with unknown if named else refused:
                await client.get(f"https://{host}{port}/")


def test_no_socket_is_made_to_an_address_of_ours() -> None:
    """Whatever let it through before: of an address, aiohttp asks no resolver."""
    where = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", 443))
    with pytest.raises(Blocked):
        posting._checked_socket(where)  # noqa: SLF001 - aiohttp alone calls it


@pytest.mark.parametrize("address", dict.fromkeys(REFUSED.split()))
async def test_no_name_leads_there(address: str) -> None:
    """Alone, and hidden behind an answer that would do."""
    for answers in ([address], ["1.1.1.1", address]):
        await _refused_on_both(answers)


async def _refused_on_both(answers: Sequence[str]) -> None:
    async def resolve(*_: object) -> Sequence[str]:
        return answers

    lane = Posting(resolve)
    with pytest.raises(aiohttp.ClientConnectorDNSError):
        await lane.post("https://hooks.example/", b"", {})
    await lane.close()
    async with guarded_client(transport=Guarded(resolve)) as client:
        with pytest.raises(httpx2.ConnectError, match="is not known"):
            await client.get("https://hooks.example/")


@pytest.mark.parametrize("port", [0, 1, 22, 25, 80, 443443, 5432, 6379, 8000, 9200])
async def test_no_other_port_is_asked(lane: Posting, port: int) -> None:
    with pytest.raises(Blocked):
        await lane.post(f"https://example.com:{port}/", b"", {})
    async with guarded_client() as client:
        with pytest.raises((Blocked, httpx2.InvalidURL)):
            await client.get(f"https://example.com:{port}/")


class Listening:
    """A server on loopback that counts requests and sends them on to somewhere else."""

    def __init__(self, location: str) -> None:
        self.location = location
        self.requests = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        self.requests += 1
        head = f"HTTP/1.1 307 Gone over there\r\nLocation: {self.location}\r\n"
        writer.write(f"{head}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()


@pytest.fixture
async def listening() -> AsyncIterator[tuple[Listening, int]]:
    told = Listening("http://169.254.169.254/latest/meta-data/")
    server = await asyncio.start_server(told.answer, "127.0.0.1", 0)
    yield told, server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize(
    "location", ["http://169.254.169.254/", "//127.0.0.1/", "/again", "file:///"]
)
async def test_a_redirect_is_an_answer_and_leads_nowhere(
    listening: tuple[Listening, int], location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, port = listening
    told.location = location
    _opened(monkeypatch, f"127.0.0.1:{port}")
    lane = Posting()
    assert (await lane.post(f"http://127.0.0.1:{port}/", b"", {})).status == 307
    await lane.close()
    async with guarded_client() as client:
        assert (await client.get(f"http://127.0.0.1:{port}/")).status_code == 307
    assert told.requests == 2


@pytest.mark.parametrize(
    "then", ["169.254.169.254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"]
)
async def test_a_name_that_changes_its_mind_is_looked_at_again(
    listening: tuple[Listening, int], then: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An opened name may lead to a private server, and the next time not to the cloud's own."""
    told, port = listening
    _opened(monkeypatch, f"hooks.corp.example:{port}")
    answers = iter([["127.0.0.1"], [then], ["127.0.0.1"], [then]])

    async def resolve(*_: object) -> Sequence[str]:
        return next(answers)

    url = f"http://hooks.corp.example:{port}/"
    lane = Posting(resolve)
    assert (await lane.post(url, b"", {})).status == 307
    with pytest.raises(aiohttp.ClientConnectorDNSError):
        await lane.post(url, b"", {})
    await lane.close()
    async with guarded_client(transport=Guarded(resolve)) as client:
        assert (await client.get(url)).status_code == 307
        with pytest.raises(httpx2.ConnectError, match="is not known"):
            await client.get(url)
    assert told.requests == 2


def test_there_are_enough_of_them() -> None:
    assert len(HOSTS) + 2 * len(set(REFUSED.split())) >= 200


def _opened(monkeypatch: pytest.MonkeyPatch, *peers: str) -> None:
    monkeypatch.setenv("TANLU_PRIVATE_PEERS", str(list(peers)).replace("'", '"'))
    settings.cache_clear()
