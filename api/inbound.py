"""Other systems tell us something: verified, kept, answered at once, and looked at later."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.accepted_credentials import Part, taken
from api.refusals import Code, Refused
from domain.errors import NotAllowed, NotFound
from integrations.inbound import take_hook
from integrations.terms import Hook
from integrations.troubles import Forged, Unreadable

_AN_HOUR = 3600


def routes() -> list[Route]:
    return [Route("/hooks/{vendor}/{key}", receive, methods=["POST"])]


async def receive(request: Request) -> Response:
    vendor = request.path_params["vendor"]
    key = taken(request, Part.ADDRESS, request.path_params["key"])
    hook = Hook(headers=dict(request.headers), body=await request.body())
    try:
        if await take_hook(vendor, key, hook):
            return Response(status_code=204)
    except NotAllowed as suspended:
        # Whoever sends it tries again; what it is about is looked up anew once the company is back.
        raise Refused(
            Code.TENANT_SUSPENDED,
            suspended.message,
            zh=suspended.zh,
            status=503,
            headers={"Retry-After": str(_AN_HOUR)},
        ) from suspended
    except NotFound as gone:
        raise Refused(Code.NOT_FOUND, gone.message, zh=gone.zh, status=410) from gone
    except Forged:
        raise Refused(
            Code.UNAUTHENTICATED, "This is not signed as it should be", zh="签名无效", status=401
        ) from None
    except Unreadable:
        raise Refused(
            Code.BAD_USER_INPUT, "This cannot be read", zh="无法读取内容", status=400
        ) from None
    raise Refused(Code.NOT_FOUND, "There is nothing here", zh="此处没有可用的内容", status=404)
