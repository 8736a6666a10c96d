"""The company switcher: where else whoever is signed in may go, and going there."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api import auth
from api.answers import json_response
from api.letting_in import browser_of, let_in
from api.refusals import Code, Refused
from api.session_cookie import require_our_program, require_our_site, session_in
from tenants.access.companies import go_to_company, other_companies


def routes() -> list[Route]:
    return [
        Route("/sign-in/companies", show_companies, methods=["GET"]),
        Route("/sign-in/companies/{tenant_id:uuid}", enter_company, methods=["POST"]),
    ]


async def show_companies(request: Request) -> Response:
    """By name; none for whoever came by a link that others saw."""
    require_our_program(request)
    found = await other_companies(await _secret(request))
    companies = [{"id": str(each.tenant_id), "name": each.name} for each in found]
    return json_response({"companies": companies})


async def enter_company(request: Request) -> Response:
    """A form of ours; the session here ends, as whenever somebody signs in anew."""
    require_our_site(request)
    tenant_id: UUID = request.path_params["tenant_id"]
    secret = await _secret(request)
    session = await go_to_company(secret, tenant_id, browser=browser_of(request))
    if session is None:
        raise Refused(
            Code.NOT_FOUND,
            "You are nobody in that company, or have yet to sign in there",
            zh="您不属于该企业，或尚未在该企业登录过",
            status=404,
        )
    return await let_in(request, session)


async def _secret(request: Request) -> str:
    """Of a session that is good. Raises Refused."""
    await auth.require_signed_in(request)
    return session_in(request) or ""
