"""The company switcher: where else whoever is signed in may go, and going there."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api import auth
from api.answers import json_response
from api.graphql.errors import sentence_of
from api.letting_in import browser_of, let_in
from api.oidc_pages import choose_provider, refused
from api.refusals import Code, Refused, preferred_locale
from api.session_cookie import require_our_program, require_our_site, session_in
from domain.actor import Actor
from domain.errors import NotAllowed
from infra.database import Place
from tenants.access.companies import go_to_company, other_companies
from tenants.access.sign_in_policy import AccountDemanded
from tenants.identity_provider import enabled_providers
from tenants.work import open_work


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
    """A form of ours; the session here ends, as whenever somebody signs in anew.

    A company that demands its own accounts shows where to sign in with one.
    """
    require_our_site(request)
    tenant_id: UUID = request.path_params["tenant_id"]
    secret = await _secret(request)
    try:
        session = await go_to_company(secret, tenant_id, browser=browser_of(request))
    except AccountDemanded:
        async with open_work(Place.of(tenant_id), Actor.system()) as work:
            providers = await enabled_providers(work)
        return choose_provider(request, providers)
    except NotAllowed as refusal:
        locale = preferred_locale(request.headers.get("accept-language"))
        return refused(request, sentence_of(refusal, locale))
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
