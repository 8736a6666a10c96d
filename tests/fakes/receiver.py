"""Whoever listens to webhooks in the tests, and answers as they are told."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx2


@dataclass
class Receiver(httpx2.AsyncBaseTransport):
    answers: Iterator[int] = field(default_factory=lambda: iter(()))
    """The statuses to answer with; 204 once they are used up."""
    got: list[httpx2.Request] = field(default_factory=list)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        await request.aread()
        self.got.append(request)
        return httpx2.Response(next(self.answers, 204))
