"""A DNS server on the loopback that says what the test wants."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import cast

_HEADER = 12
_TXT = b"\x00\x10\x00\x01"
_POINTER = b"\xc0\x0c"
_OK, _SERVER_FAILED, _NO_SUCH_NAME = 0, 2, 3


@dataclass
class Nameserver(asyncio.DatagramProtocol):
    """It knows TXT records by name."""

    records: dict[str, list[str]] = field(default_factory=dict)
    broken: bool = False
    asked: list[str] = field(default_factory=list)
    port: int = 0
    _transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)
        self.port = transport.get_extra_info("sockname")[1]

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        name, question = _question(data)
        self.asked.append(name)
        known = [] if self.broken else self.records.get(name, [])
        status = _SERVER_FAILED if self.broken else _OK if known else _NO_SUCH_NAME
        counts = b"\x00\x01" + len(known).to_bytes(2, "big") + bytes(4)
        head = data[:2] + b"\x81" + bytes([0x80 | status]) + counts
        if self._transport is not None:
            self._transport.sendto(head + question + b"".join(map(_record, known)), addr)


@asynccontextmanager
async def nameserver() -> AsyncIterator[Nameserver]:
    server = Nameserver()
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: server, local_addr=("127.0.0.1", 0)
    )
    yield server
    transport.close()


def _question(data: bytes) -> tuple[str, bytes]:
    """The name that is asked for, and all of the question as it came."""
    labels, at = [], _HEADER
    while length := data[at]:
        labels.append(data[at + 1 : at + 1 + length].decode())
        at += 1 + length
    return ".".join(labels).lower(), data[_HEADER : at + 5]


def _record(text: str) -> bytes:
    said = bytes([len(text)]) + text.encode()
    return _POINTER + _TXT + (60).to_bytes(4, "big") + len(said).to_bytes(2, "big") + said
