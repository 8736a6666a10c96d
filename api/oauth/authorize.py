"""`/oauth/authorize`: a plugin asks somebody, in their browser, whether it may act for them."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api import auth, way_back
from api.oauth import consent_page
from api.oauth.asking import Asked, SentBack, Unknown, asked, once_each
from api.session_cookie import require_our_site, session_in
from domain.people.person import Person
from domain.work import UnitOfWork
from tenants.delegation_code import allow
from tenants.directory import known_tenant_of
from tenants.states import Capability
from tenants.verification import Verified
from tenants.work import open_work

PATH = "/oauth/authorize"
_PROOF = "proof"
_ANSWER = "answer"


async def show_consent(request: Request) -> Response:
    """Looks only: nothing is decided by an address that somebody was made to open."""
    who = await auth.verified_session(request)
    if who is None or who.place is None or who.actor.person_id is None:
        return way_back.remember(request, consent_page.sign_in_first(request))
    try:
        sent = once_each(request.query_params.multi_items())
        company = await _company(who)
        async with open_work(who.place, who.actor) as work:
            wanted = await asked(work, sent)
            person = await work.get(Person, who.actor.person_id)
    except Unknown:
        return consent_page.unknown(request)
    except SentBack as refused:
        return RedirectResponse(refused.url, status_code=303)
    hidden = {**sent, _PROOF: _proof(request, sent)}
    return consent_page.ask(request, wanted, company, person.name, hidden)


async def take_answer(request: Request) -> Response:
    """The button of our own page, pressed by whoever was shown it, about what it showed."""
    require_our_site(request)
    who = await auth.verified_session(request)
    if who is None or who.place is None or who.actor.person_id is None:
        return consent_page.begin_again(request)
    async with request.form(max_files=0, max_fields=20) as form:
        items = form.multi_items()
    try:
        sent = once_each(items)
        if not hmac.compare_digest(_said(items, _PROOF), _proof(request, sent)):
            return consent_page.begin_again(request)
        await _company(who)
        async with open_work(who.place, who.actor) as work:
            wanted = await asked(work, sent)
            url = _answered(work, wanted, allowed=_said(items, _ANSWER) == "allow")
    except Unknown:
        return consent_page.unknown(request)
    except SentBack as refused:
        url = refused.url
    return consent_page.go_back(request, url)


def _answered(work: UnitOfWork, wanted: Asked, *, allowed: bool) -> str:
    if not allowed:
        return wanted.back.url(error="access_denied")
    code = allow(
        work,
        wanted.asker.client,
        redirect_uri=wanted.back.redirect_uri,
        challenge=wanted.challenge,
        scopes=wanted.scopes,
    )
    return wanted.back.url(code=code)


async def _company(who: Verified) -> str:
    """Its name. Raises NotAllowed where nobody may sign in by now."""
    if who.place is None:
        raise Unknown
    tenant = await known_tenant_of(who.place.tenant_id)
    tenant.require(Capability.SIGN_IN)
    return tenant.name


def _proof(request: Request, sent: Mapping[str, str]) -> str:
    """That this very question was shown in this very session: nobody else can make it up."""
    shown = orjson.dumps(sent, option=orjson.OPT_SORT_KEYS)
    secret = (session_in(request) or "").encode()
    return hmac.new(secret, b"consent\n" + shown, hashlib.sha256).hexdigest()


def _said(items: Iterable[tuple[str, object]], name: str) -> str:
    said = [value for key, value in items if key == name and isinstance(value, str)]
    return said[0] if len(said) == 1 and said[0].isascii() else ""
