"""All fakes as one ASGI application: a vendor's addresses, its control door, one front page."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fakes import clock_door
from fakes.clock import Clock
from fakes.jira import app as jira_app
from fakes.jira import control, load
from fakes.jira.call import Refusal
from fakes.jira.door import refuse
from fakes.jira.jira import Jira
from fakes.jira.page import section
from fakes.look import page

PORT = 8090
_GLANCE_SECONDS = 1.0


def create_app(
    base: str = f"http://127.0.0.1:{PORT}",
    *,
    clock: Clock | None = None,
    data: Path = load.DATA,
    moved: bool = False,
    transport: httpx2.AsyncBaseTransport | None = None,
    keeps_at: Path | None = None,
) -> Starlette:
    """`base` is the address it is reached at: links and sites are told with it.

    `data` is the folder of real issues; where it is missing, a small set of the fakes' own is
    played. `moved` brings the real ones forward to today. Webhooks go out through `transport` if
    it is given; what was granted is kept at `keeps_at`. The state is at `jira_of(app)`.
    """
    clock = clock or Clock()
    jira = jira_app.new_jira(
        base, clock, data=data, moved=moved, transport=transport, keeps_at=keeps_at
    )
    app = Starlette(
        routes=[
            Route("/", _front_page),
            *clock_door.routes(clock, jira.deliveries.wake),
            *control.routes(jira),
            # Takes whatever is left: its first site is at the root.
            *jira_app.routes(jira),
        ],
        exception_handlers={Refusal: refuse},
        lifespan=_lifespan,
    )
    app.state.jira = jira
    return app


def jira_of(app: Starlette) -> Jira:
    jira: Jira = app.state.jira
    return jira


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    """Webhooks that are to be tried again are, as the time comes."""
    ticking = asyncio.create_task(_tick(jira_of(app)))
    try:
        yield
    finally:
        ticking.cancel()


async def _tick(jira: Jira) -> None:
    while True:
        await asyncio.sleep(_GLANCE_SECONDS)
        await jira.deliveries.settle()


async def _front_page(request: Request) -> Response:
    what = (
        "<h1>Tanlu’s fakes</h1><p>Other companies’ systems, played on this machine so that"
        " connectors have something to connect to. Nothing here is real, and nothing is kept.</p>"
    )
    return page("Tanlu’s fakes", what + section(jira_of(request.app)))
