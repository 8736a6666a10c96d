"""`/control/clock`: the one clock of all fakes, told and moved on."""

from collections.abc import Callable
from datetime import timedelta

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from fakes.clock import Clock


class Advance(BaseModel):
    days: float = 0
    hours: float = 0
    minutes: float = 0
    seconds: float = 0


def routes(clock: Clock, then: Callable[[], None]) -> list[Route]:
    """`then` is called after each move: something may be due by now."""

    async def tell(_: Request) -> Response:
        return JSONResponse({"now": clock.now().isoformat()})

    async def advance(request: Request) -> Response:
        try:
            by = Advance.model_validate_json(await request.body())
        except ValidationError as problem:
            return JSONResponse({"errors": problem.errors(include_url=False)}, 400)
        clock.advance(timedelta(**by.model_dump()))
        then()
        return await tell(request)

    return [
        Route("/control/clock", tell),
        Route("/control/clock/advance", advance, methods=["POST"]),
    ]
