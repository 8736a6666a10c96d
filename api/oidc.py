"""Signing in with an account elsewhere (OpenID Connect): out to the provider, and back."""

import time
from dataclasses import dataclass
from uuid import UUID

import structlog
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api import auth, oidc_pages
from api.accepted_credentials import Part, taken
from api.graphql.errors import sentence_of
from api.letting_in import browser_of, let_in
from api.oidc_client import Client
from api.oidc_ways import Way, elsewhere, way_by, ways_asked_for
from api.refusals import preferred_locale
from api.session_cookie import require_our_site
from api.sign_in_state import KeepingState
from domain.actor import Actor
from domain.errors import Conflict, DomainError, NotAllowed
from infra.settings import settings
from tenants.access.distrust import Distrust
from tenants.audit.refusals import Refusal, SignInWay, note_refusal, note_refused_sign_in
from tenants.directory import known_tenant_of
from tenants.identity_check import note_sign_in
from tenants.identity_matching import recognise, spend_state
from tenants.openid import Distrusted, issuer_named
from tenants.session import came_by
from tenants.sign_in import create_sign_in_link, sign_in
from tenants.states import Capability
from tenants.work import open_work

RETURN_WITHIN = 600
"""Seconds from leaving for the provider to coming back."""

_WHY = {Conflict: Refusal.ACCOUNT_TAKEN, NotAllowed: Refusal.COMPANY_NOT_OPEN}

log = structlog.get_logger()


@dataclass(frozen=True)
class _Left:
    """What the browser has kept for us since it left."""

    state: str
    link: str | None
    adding: bool


def routes() -> list[Route]:
    """They alone see the cookie that carries the state of a sign-in."""
    over_tls = settings().public_url.startswith("https://")
    keeping_state = Middleware(
        KeepingState,
        session_cookie="__Secure-tanlu-way" if over_tls else "tanlu_way",
        max_age=RETURN_WITHIN,
        path=oidc_pages.BEGIN,
        same_site="lax",
        https_only=over_tls,
    )
    one = f"{oidc_pages.BEGIN}/{{provider:uuid}}"
    return [
        Route(oidc_pages.BEGIN, show_form, methods=["GET"]),
        Route(oidc_pages.BEGIN, begin, methods=["POST"], middleware=[keeping_state]),
        Route(one, show_provider, methods=["GET"]),
        Route(f"{one}/callback", come_back, methods=["GET"], middleware=[keeping_state]),
    ]


async def show_form(request: Request) -> Response:
    """For whoever has neither a link nor a bookmark."""
    return oidc_pages.ask_for_address(request)


async def show_provider(request: Request) -> Response:
    """For bookmarks, and for the tile on the provider's own page."""
    way = await way_by(request.path_params["provider"])
    if way is None:
        return oidc_pages.unknown_way(request)
    return oidc_pages.choose_provider(request, [way.provider])


async def begin(request: Request) -> Response:
    """By a provider's id, or by an e-mail address whose domain leads to one."""
    require_our_site(request)
    async with request.form(max_files=0, max_fields=10) as form:
        asked = {name: value for name, value in form.items() if isinstance(value, str)}
    if "link" in asked:
        asked["link"] = taken(request, Part.LINK, asked["link"])
    ways = await ways_asked_for(asked)
    if not ways:
        return oidc_pages.unknown_way(request)
    if len({(way.provider.issuer, way.provider.client_id) for way in ways}) > 1:
        return oidc_pages.choose_provider(request, [way.provider for way in ways])
    try:
        return oidc_pages.go_onward(request, await _leave(request, ways[0], asked))
    except Distrusted as reason:
        return _failed(request, reason)


async def come_back(request: Request) -> Response:
    way = await way_by(request.path_params["provider"])
    if way is None:
        return oidc_pages.unknown_way(request)
    try:
        return await _admit(request, way)
    except Distrusted as refused:
        await note_refused_sign_in(way.place, way=SignInWay.PROVIDER, because=refused.reason)
        await note_sign_in(way.place, way.provider.id, refused.reason)
        return _failed(request, refused)
    except DomainError as refusal:
        because = _WHY.get(type(refusal), Refusal.NOT_ADMITTED)
        await note_refused_sign_in(way.place, way=SignInWay.PROVIDER, because=because)
        locale = preferred_locale(request.headers.get("accept-language"))
        return oidc_pages.refused(request, sentence_of(refusal, locale))


async def _leave(request: Request, way: Way, asked: dict[str, str]) -> str:
    """The provider's address to go to; what is needed on the way back stays in the browser."""
    client = await _client(way)
    begun = await client.create_authorization_url(_callback(way.provider.id))
    kept = {"began": time.time(), "link": asked.get("link"), "adding": "adding" in asked}
    await client.save_authorize_data(
        request, redirect_uri=_callback(way.provider.id), **begun, **kept
    )
    url: str = begun["url"]
    return url


async def _admit(request: Request, way: Way) -> Response:
    client = await _client(way)
    left = await _left(request, client)
    account = await client.account(request)
    if way.provider.problem is not None:
        await note_sign_in(way.place, way.provider.id, None)
    (await known_tenant_of(way.place.tenant_id)).require(Capability.SIGN_IN)
    signed_in, session_id = await _who_adds(request, way) if left.adding else (None, None)
    others = [] if left.link or left.adding else await elsewhere(account, way)
    async with open_work(way.place, Actor.system()) as work:
        if not await spend_state(work, left.state):
            raise Distrusted(Distrust.STATE)
        by = await came_by(work, session_id)
        person = await recognise(
            work, way.provider, account, link=left.link, signed_in=signed_in, came_by=by
        )
        if person is None:
            await note_refusal(work, way=SignInWay.PROVIDER, because=Refusal.UNKNOWN_ACCOUNT)
            return oidc_pages.still_waiting(request)
        if others:
            name = (await known_tenant_of(way.place.tenant_id)).name
            link = await create_sign_in_link(work, person_id=person.id, mailed_to=account.hash)
            return oidc_pages.choose_company(request, [(name, link), *others])
        session = await sign_in(
            work, person.id, browser=browser_of(request), proven_by=account.hash
        )
    return await let_in(request, session)


async def _left(request: Request, client: Client) -> _Left:
    state = request.query_params.get("state", "")
    kept = await client.framework.get_state_data(request.session, state)
    # The cookie's own age begins anew whenever it is written.
    if not kept or time.time() - kept.get("began", 0) > RETURN_WITHIN:
        raise Distrusted(Distrust.STATE)
    return _Left(state, kept.get("link"), bool(kept.get("adding")))


async def _who_adds(request: Request, way: Way) -> tuple[UUID, UUID | None]:
    """Whoever is signed in here, still, and in that company; with their second factor, if asked."""
    verified = await auth.verified_session(request)
    if verified is None or verified.place != way.place or verified.actor.person_id is None:
        raise Distrusted(Distrust.NOT_SIGNED_IN)
    verified.actor.require_confirmed()
    return verified.actor.person_id, verified.session_id


async def _client(way: Way) -> Client:
    issuer = issuer_named(way.provider.issuer)
    metadata = await issuer.metadata()
    return Client(way.provider.id, way.provider.client_id, way.secret, issuer, metadata)


def _callback(provider_id: UUID) -> str:
    """Its own for each provider, so that none can answer for another."""
    return f"{oidc_pages.outside_address()}/{provider_id}/callback"


def _failed(request: Request, reason: Distrusted) -> Response:
    log.info("sign-in refused", code=reason.reason)
    return oidc_pages.failed(request, reason.reason)
