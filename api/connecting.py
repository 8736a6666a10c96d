"""Connecting a vendor by consent: out to its page, and back with a code."""

from urllib.parse import urlencode
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from api import auth
from api.accepted_credentials import Part, taken
from api.graphql.errors import sentence_of
from api.pages import page
from api.refusals import Code, Refused, preferred_locale
from api.session_cookie import require_our_site, session_in
from domain.actor import Actor
from domain.errors import DomainError, NotFound
from infra.database import Place
from infra.settings import settings
from integrations.consent import start_consent
from integrations.consenting import Returned, come_back
from tenants.directory import known_tenant_of
from tenants.states import Capability
from tenants.work import open_work


def routes() -> list[Route]:
    return [
        Route("/connect/{vendor}", leave, methods=["GET"]),
        Route("/callback/{vendor}", return_, methods=["GET"]),
    ]


async def leave(request: Request) -> Response:
    """To the vendor's page. What is needed on the way back is kept with the session that left."""
    require_our_site(request)
    place, actor, session = await _signed_in(request)
    try:
        async with open_work(place, actor) as work:
            address = await start_consent(
                work,
                connection_id=_id(request.query_params.get("connection", "")),
                session=session,
                redirect_uri=_callback(request),
            )
    except DomainError as refusal:
        return _refused(request, refusal)
    return RedirectResponse(address, status_code=303)


async def return_(request: Request) -> Response:
    """Only the session that left may come back, once, within ten minutes."""
    place, actor, session = await _signed_in(request)
    told = request.query_params
    returned = await come_back(
        place,
        actor,
        state=taken(request, Part.STATE, told.get("state", "")),
        session=session,
        code=told.get("code", ""),
        redirect_uri=_callback(request),
    )
    if isinstance(returned, Returned):
        where = {"connection": str(returned.connection_id)}
        return RedirectResponse(f"{_CONSOLE}?{urlencode(where)}", status_code=303)
    words = {
        "en": ("This return is not known", "It is too old, or began elsewhere. Connect again."),
        "zh-CN": ("无法识别此次授权", "授权已过期，或由其他会话发起，请重新连接。"),
    }
    title, sentence = words[preferred_locale(request.headers.get("accept-language"))]
    return page(request, title, sentence, status=400)


_CONSOLE = "/admin/connections"


async def _signed_in(request: Request) -> tuple[Place, Actor, str]:
    verified, session = await auth.verified_session(request), session_in(request)
    if verified is None or verified.place is None or session is None:
        raise Refused(
            Code.UNAUTHENTICATED, "Sign in, then connect", zh="请先登录再连接", status=401
        )
    (await known_tenant_of(verified.place.tenant_id)).require(Capability.SIGN_IN)
    return verified.place, verified.actor, session


def _callback(request: Request) -> str:
    return f"{settings().public_url.rstrip('/')}/callback/{request.path_params['vendor']}"


def _id(told: str) -> UUID:
    try:
        return UUID(told)
    except ValueError:
        raise NotFound(
            "There is no connection with that id", zh="找不到该连接", field="connection"
        ) from None


def _refused(request: Request, refusal: DomainError) -> Response:
    locale = preferred_locale(request.headers.get("accept-language"))
    title = {"en": "This cannot be connected", "zh-CN": "无法连接"}[locale]
    return page(request, title, sentence_of(refusal, locale), status=400)
