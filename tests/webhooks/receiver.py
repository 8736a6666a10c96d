"""A real HTTP server on loopback that keeps what it is sent and answers as it is told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web


@dataclass(frozen=True)
class Received:
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON
        return orjson.loads(self.body)


@dataclass
class Receiver:
    """Answers 200 unless `answers` says otherwise; a callable decides for each request."""

    url: str
    received: list[Received] = field(default_factory=list)
    answer: Callable[[Received], web.StreamResponse] = lambda _: web.Response(text="thanks")
    wait: float = 0.0
    open: int = 0
    most_open: int = 0

    async def take(self, request: web.Request) -> web.StreamResponse:
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            headers = {name.lower(): value for name, value in request.headers.items()}
            came = Received(headers, await request.read())
            self.received.append(came)
            await asyncio.sleep(self.wait)
            return self.answer(came)
        finally:
            self.open -= 1

    def answers(self, status: int, text: str = "", **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answer = lambda _: web.Response(status=status, text=text, headers=named)

    @property
    def peer(self) -> str:
        return self.url.split("/")[2]


@asynccontextmanager
async def a_receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver("")
    app = web.Application()
    app.router.add_route("*", "/{any:.*}", receiver.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    receiver.url = f"http://{host}:{port}/hook"
    yield receiver
    await runner.cleanup()
