"""The application with one more route beside it: the dashboard by hand, on the same pool."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.app import create_app
from api.auth import authenticate
from bench.dashboard import BY_HAND
from tenants.work import open_reading


def create() -> Starlette:
    """For uvicorn's `--factory`."""
    app = create_app()
    app.router.routes.append(Route("/by-hand", by_hand, methods=["POST"]))
    return app


async def by_hand(request: Request) -> Response:
    """What somebody would write who wants this one answer and nothing else."""
    principal = await authenticate(request)
    asked = (await request.json())["variables"]["id"]
    async with open_reading(principal.place, principal.actor) as reading:
        found = await reading.connection.fetchval(BY_HAND, asked, reading.now.date())
    return Response(b'{"data":' + found + b"}", media_type="application/json")
