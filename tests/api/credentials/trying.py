"""Showing a secret at an address, in one part of a request, and whether that opened anything."""

import hashlib
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

import httpx2
import orjson
from sqlalchemy import delete
from starlette.routing import Route

from api.accepted_credentials import Part
from domain.actor import Actor
from tenants.credential import CredentialKind, marked_kind
from tenants.identity import Identity
from tenants.sign_in import create_sign_in_link
from tenants.work import open_work
from tests.api.conftest import FORM, HERE, OURS
from tests.api.credentials.holder import Holder
from tests.api.oidc.conftest import Browser
from tests.api.oidc.idp import Idp
from tests.api.plugins.consenting import VERIFIER, question

COOKIE = "tanlu_session"
NOT_LET_IN = {401, 403}
GRAPHQL = {"query": "{ __typename }"}
Try = Callable[[Holder, Idp, str], Awaitable[bool]]


@asynccontextmanager
async def browser(holder: Holder, cookie: str = "") -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app=holder.app)
    async with httpx2.AsyncClient(transport=transport, base_url=HERE) as http:
        if cookie:
            http.cookies.set(COOKIE, cookie)
        yield http


async def show(
    holder: Holder, route: Route, method: str, part: Part, secret: str
) -> httpx2.Response:
    """With every request that an address understands, in a part that every request has."""
    headers = dict(OURS)
    if part is Part.BEARER:
        headers["Authorization"] = f"Bearer {secret}"
    async with browser(holder, secret if part is Part.COOKIE else "") as http:
        basic = (str(holder.plugin.installation.id), secret)
        return await http.request(
            method,
            _path(holder, route),
            params=GRAPHQL if route.path == "/graphql" and method == "GET" else None,
            json=GRAPHQL if method == "POST" else None,
            headers=headers,
            auth=basic if part is Part.BASIC else None,
        )


def _path(holder: Holder, route: Route) -> str:
    named = {"slug": "nobody-of-that-name", "domain": "acme.test", "vendor": "jira", "name": "x"}
    named |= {"provider": str(holder.provider), "tenant_id": str(holder.cast.place.tenant_id)}
    named |= {"secret": "nonsense", "key": "nonsense", "deed": "authenticator/offer"}
    return route.path_format.format(**named)


async def home(holder: Holder, _: Idp, secret: str) -> bool:
    async with browser(holder, secret) as http:
        return "You are signed in" in (await http.get("/")).text


async def looks_at_consent(holder: Holder, _: Idp, secret: str) -> bool:
    async with browser(holder, secret) as http:
        shown = await http.get("/oauth/authorize", params=question(holder.plugin, holder.home))
        return 'name="proof"' in shown.text


async def consents(holder: Holder, _: Idp, secret: str) -> bool:
    """Also without having looked: whoever holds the secret can make up the proof."""
    asked = question(holder.plugin, holder.home)
    shown = orjson.dumps(asked, option=orjson.OPT_SORT_KEYS)
    proof = hmac.new(secret.encode(), b"consent\n" + shown, hashlib.sha256).hexdigest()
    form = {**asked, "proof": proof, "answer": "allow"}
    async with browser(holder, secret) as http:
        answer = await http.post("/oauth/authorize", data=form, headers=FORM)
        return "code=" in answer.text


async def consents_to_a_vendor(holder: Holder, _: Idp, secret: str) -> bool:
    async with browser(holder, secret) as http:
        asked = {"connection": str(holder.connection)}
        away = await http.get("/connect/jira", params=asked, headers=FORM)
        return away.status_code == 303


async def comes_back_from_a_vendor(holder: Holder, _: Idp, secret: str) -> bool:
    async with browser(holder, secret) as http:
        return (await http.get("/callback/jira", params={"state": "x"})).status_code == 400


async def brings_a_state(holder: Holder, _: Idp, secret: str) -> bool:
    async with browser(holder, holder.session) as http:
        back = await http.get("/callback/jira", params={"state": secret})
        return back.status_code == 303


async def adds_an_account(holder: Holder, idp: Idp, secret: str) -> bool:
    await _forget_accounts(holder)
    async with browser(holder, secret) as http:
        back = await Browser(http, holder.provider).go(idp, adding="1")
        return back.status_code == 303


async def joins_by_a_link(holder: Holder, idp: Idp, secret: str) -> bool:
    await _forget_accounts(holder)
    async with browser(holder) as http:
        back = await Browser(http, holder.provider).go(idp, link=secret)
        return back.status_code == 303


async def _forget_accounts(holder: Holder) -> None:
    async with open_work(holder.cast.place, Actor.system()) as work:
        await work.session.execute(delete(Identity))


async def looks_at_a_link(holder: Holder, _: Idp, secret: str) -> bool:
    async with browser(holder) as http:
        return (await http.get(f"/sign-in/{secret}")).status_code == 200


async def uses_a_link(holder: Holder, _: Idp, secret: str) -> bool:
    async with browser(holder) as http:
        return (await http.post(f"/sign-in/{secret}", headers=FORM)).status_code == 303


async def is_signed_out_by_signing_in(holder: Holder, idp: Idp, secret: str) -> bool:
    """As somebody else, whose link does nothing to those of Wei."""
    async with open_work(holder.cast.place, Actor.system()) as work:
        link = await create_sign_in_link(work, person_id=holder.cast.omar.id)
    async with browser(holder, secret) as http:
        assert (await http.post(f"/sign-in/{link}", headers=FORM)).status_code == 303
    return await _has_ended(holder, idp, secret)


async def is_heard(holder: Holder, _: Idp, secret: str) -> bool:
    """Nothing is signed, so an address that is known is told by another refusal."""
    async with browser(holder) as http:
        return (await http.post(f"/hooks/jira/{secret}", json={})).status_code == 401


async def _oauth(holder: Holder, to: str, **form: str) -> httpx2.Response:
    """By the plugin's own secret, unless it shows another."""
    mine = (str(holder.plugin.installation.id), holder.plugin.client_secret or "")
    async with browser(holder) as http:
        return await http.post(f"/oauth/{to}", data=form, auth=mine)


async def _by_secret(holder: Holder, to: str, secret: str, **form: str) -> bool:
    """The same as if its hash were the client's: only its kind keeps it out."""
    shown = (str(holder.plugin.installation.id), secret)
    async with browser(holder) as http:
        return (await http.post(f"/oauth/{to}", data=form, auth=shown)).status_code == 200


async def _by_assertion(holder: Holder, to: str, secret: str, **form: str) -> bool:
    shown = {
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": secret,
    }
    async with browser(holder) as http:
        return (await http.post(f"/oauth/{to}", data={**form, **shown})).status_code == 200


async def gets_a_token_by_secret(holder: Holder, _: Idp, secret: str) -> bool:
    return await _by_secret(holder, "token", secret, grant_type="client_credentials")


async def gets_a_token_by_assertion(holder: Holder, _: Idp, secret: str) -> bool:
    return await _by_assertion(holder, "token", secret, grant_type="client_credentials")


async def gives_back_by_secret(holder: Holder, _: Idp, secret: str) -> bool:
    return await _by_secret(holder, "revoke", secret, token="x")


async def gives_back_by_assertion(holder: Holder, _: Idp, secret: str) -> bool:
    return await _by_assertion(holder, "revoke", secret, token="x")


async def spends_a_code(holder: Holder, _: Idp, secret: str) -> bool:
    form = {"grant_type": "authorization_code", "code": secret}
    form |= {"redirect_uri": holder.back, "code_verifier": VERIFIER}
    return (await _oauth(holder, "token", **form)).status_code == 200


async def spends_a_refresh_token(holder: Holder, _: Idp, secret: str) -> bool:
    form = {"grant_type": "refresh_token", "refresh_token": secret}
    return (await _oauth(holder, "token", **form)).status_code == 200


async def is_given_back(holder: Holder, idp: Idp, secret: str) -> bool:
    assert (await _oauth(holder, "revoke", token=secret)).status_code == 200
    return await _has_ended(holder, idp, secret)


async def _has_ended(holder: Holder, idp: Idp, secret: str) -> bool:
    """What worked before does not now."""
    kind = marked_kind(secret)
    assert kind is not None
    return not await AT_HOME[kind](holder, idp, secret)


async def asks(holder: Holder, _: Idp, secret: str) -> bool:
    async with browser(holder) as http:
        bearing = {"Authorization": f"Bearer {secret}"}
        return (await http.post("/graphql", json=GRAPHQL, headers=bearing)).status_code == 200


async def asks_by_cookie(holder: Holder, _: Idp, secret: str) -> bool:
    async with browser(holder, secret) as http:
        return (await http.post("/graphql", json=GRAPHQL, headers=OURS)).status_code == 200


async def operates(holder: Holder, _: Idp, secret: str) -> bool:
    async with browser(holder) as http:
        bearing = {"Authorization": f"Bearer {secret}"}
        return (await http.get("/operator/tenants", headers=bearing)).status_code == 200


async def shows_the_mail(holder: Holder, _: Idp, secret: str) -> bool:
    async with browser(holder) as http:
        shown = await http.post("/operator/mail", data={"token": secret}, headers=FORM)
        return shown.status_code == 200


async def shows_the_mail_by_header(holder: Holder, _: Idp, secret: str) -> bool:
    async with browser(holder) as http:
        bearing = {"Authorization": f"Bearer {secret}"}
        return (await http.get("/operator/mail", headers=bearing)).status_code == 200


async def sees_the_figures(holder: Holder, _: Idp, secret: str) -> bool:
    """From another machine: whoever asks on this one needs to show nothing."""
    async with browser(holder) as http:
        bearing = {"Authorization": f"Bearer {secret}", "X-Forwarded-For": "203.0.113.9"}
        return (await http.get("/metrics", headers=bearing)).status_code == 200


TRIES: Mapping[tuple[str, Part], Try | tuple[Try, ...]] = {
    ("/", Part.COOKIE): home,
    ("/sign-in/oidc", Part.LINK): joins_by_a_link,
    ("/sign-in/oidc/{provider:uuid}/callback", Part.COOKIE): adds_an_account,
    ("/oauth/authorize", Part.COOKIE): (looks_at_consent, consents),
    ("/oauth/token", Part.BASIC): gets_a_token_by_secret,
    ("/oauth/token", Part.ASSERTION): gets_a_token_by_assertion,
    ("/oauth/token", Part.CODE): spends_a_code,
    ("/oauth/token", Part.REFRESH_TOKEN): spends_a_refresh_token,
    ("/oauth/revoke", Part.BASIC): gives_back_by_secret,
    ("/oauth/revoke", Part.ASSERTION): gives_back_by_assertion,
    ("/oauth/revoke", Part.TOKEN): is_given_back,
    ("/sign-in/{secret}", Part.ADDRESS): (looks_at_a_link, uses_a_link),
    ("/sign-in/{secret}", Part.COOKIE): is_signed_out_by_signing_in,
    ("/operator/mail", Part.BEARER): shows_the_mail_by_header,
    ("/operator/mail", Part.TOKEN): shows_the_mail,
    ("/metrics", Part.BEARER): sees_the_figures,
    ("/connect/{vendor}", Part.COOKIE): consents_to_a_vendor,
    ("/callback/{vendor}", Part.COOKIE): comes_back_from_a_vendor,
    ("/callback/{vendor}", Part.STATE): brings_a_state,
    ("/hooks/{vendor}/{key}", Part.ADDRESS): is_heard,
}
"""Where it takes more than showing it to see that a secret was taken."""

AT_HOME: Mapping[CredentialKind, Try] = {
    CredentialKind.SESSION: asks_by_cookie,
    CredentialKind.SIGN_IN_LINK: uses_a_link,
    CredentialKind.USER_TOKEN: asks,
    CredentialKind.APP_TOKEN: asks,
    CredentialKind.PLUGIN_TOKEN: asks,
    CredentialKind.DELEGATED_TOKEN: asks,
    CredentialKind.OPERATOR_TOKEN: operates,
    CredentialKind.REFRESH_TOKEN: spends_a_refresh_token,
    CredentialKind.AUTHORIZATION_CODE: spends_a_code,
    CredentialKind.CLIENT_SECRET: gets_a_token_by_secret,
    CredentialKind.CLIENT_ASSERTION: gets_a_token_by_assertion,
    CredentialKind.CONSENT_STATE: brings_a_state,
    CredentialKind.HOOK_KEY: is_heard,
}
"""Where each is good: used there, it is remembered, or spent."""

ENDING = (is_given_back, is_signed_out_by_signing_in)
"""What is taken there works no more, which cannot be seen of what was spent before."""
