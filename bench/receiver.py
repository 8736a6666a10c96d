"""A server that takes webhooks as fast as it can, and tells which ids came how often."""

import asyncio
import json
import sys
from collections import Counter

from infra.lifetime import follow_parent

_THANKS = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


class Receiving(asyncio.Protocol):
    """Just enough of HTTP/1.1: requests with a length, one after the other on a connection."""

    came: Counter[str] = Counter()
    bodies: dict[str, bytes] = {}
    differing = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]  # a stream's
        self._buffer = b""

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end].decode("latin-1").split("\r\n")
            fields = dict(line.lower().split(": ", 1) for line in head[1:])
            whole = end + 4 + int(fields.get("content-length", 0))
            if len(self._buffer) < whole:
                return
            body, self._buffer = self._buffer[end + 4 : whole], self._buffer[whole:]
            self._transport.write(self._answer(head[0], fields, body))

    def _answer(self, line: str, fields: dict[str, str], body: bytes) -> bytes:
        if line.startswith("GET /count"):
            return _told(str(Receiving.came.total()))
        if line.startswith("GET /forget"):
            Receiving.came.clear()
            Receiving.bodies.clear()
        elif line.startswith("GET"):
            return _told(json.dumps({"came": Receiving.came, "differing": Receiving.differing}))
        elif (key := fields.get("webhook-id")) is not None:
            Receiving.came[key] += 1
            Receiving.differing += Receiving.bodies.setdefault(key, body) != body
        return _THANKS


def _told(text: str) -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Length: {len(text)}\r\n\r\n{text}".encode()


def _tell(loop: asyncio.AbstractEventLoop, over: asyncio.Event) -> None:
    loop.call_soon_threadsafe(over.set)


async def main(port: int) -> None:
    loop = asyncio.get_running_loop()
    over = asyncio.Event()
    follow_parent(lambda: _tell(loop, over))
    async with await loop.create_server(Receiving, "127.0.0.1", port):
        await over.wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
