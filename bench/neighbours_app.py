"""The application, and beside it how long its loop was held up at worst since it was last asked."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from api.app import create_app

_EVERY = 0.002
_worst = [0.0]


def create() -> Starlette:
    """For uvicorn's `--factory`."""
    app = create_app()
    app.router.routes.append(Route("/stall", _show, methods=["GET"]))
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def watching(served: Starlette) -> AsyncIterator[None]:
        watch = asyncio.create_task(_watch())
        async with inner(served):
            yield
        watch.cancel()

    app.router.lifespan_context = watching
    return app


async def _watch() -> None:
    while True:
        asked = time.perf_counter()
        await asyncio.sleep(_EVERY)
        _worst[0] = max(_worst[0], time.perf_counter() - asked - _EVERY)


async def _show(_: Request) -> JSONResponse:
    worst, _worst[0] = _worst[0], 0.0
    return JSONResponse(round(worst * 1000, 1))
