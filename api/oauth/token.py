"""`POST /oauth/token`: an installed plugin gets a token for an hour (RFC 6749 §4.4).

Errors are the RFC's own, since OAuth libraries read them. What is said of them is for the
plugin's developers and stays in English: the RFC allows ASCII only.
"""

from datetime import datetime
from http import HTTPStatus

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749.errors import (
    InvalidRequestError,
    InvalidScopeError,
    UnauthorizedClientError,
    UnsupportedGrantTypeError,
)
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_response
from api.graphql.serving.budget import budgets
from api.oauth.proof import CHALLENGE, Proven, not_proven, proven
from domain.actor import Actor
from domain.errors import DomainError
from infra import clock
from infra.database import Place
from integrations.plugins.commands import activate_plugin
from tenants.assertion import spend_assertion
from tenants.client import TOKEN_LIVES, client_of, issue_to
from tenants.directory import known_tenant_of
from tenants.states import Capability
from tenants.token import Issued
from tenants.work import open_work

GRANT = "client_credentials"
COST = 50
"""Points of the plugin's budget, so that nobody asks for tokens instead of keeping one."""
_FORM = "application/x-www-form-urlencoded"


async def give_token(request: Request) -> Response:
    """RFC 6749 §5.1 and §5.2."""
    try:
        issued = await _issued(request, clock.now())
    except OAuth2Error as refused:
        response = json_response(dict(refused.get_body()), refused.status_code)
        if refused.status_code == HTTPStatus.UNAUTHORIZED:
            response.headers.update(CHALLENGE)
        return response
    return json_response(
        {
            "access_token": issued.secret,
            "token_type": "Bearer",
            "expires_in": int(TOKEN_LIVES.total_seconds()),
            "scope": " ".join(issued.token.scopes),
        }
    )


async def _issued(request: Request, now: datetime) -> Issued:
    form = await _form(request)
    known = await proven(request.headers, form, now)
    if form.get("grant_type") != GRANT:
        raise UnsupportedGrantTypeError(form.get("grant_type", ""))
    await _require_open(known)
    budgets().spend((known.client.tenant_id, known.client.id), COST)
    return await _issue(known, form.get("scope"))


async def _issue(known: Proven, wanted: str | None) -> Issued:
    """Who it is was found out before; whether it still may is decided in the transaction."""
    place = Place.of(known.client.tenant_id)
    async with open_work(place, Actor.plugin()) as work:
        client = await client_of(work, known.client.id)
        if client is None or not client.may_act:
            raise UnauthorizedClientError("The plugin is suspended or uninstalled")
        if known.jti is not None and known.good_until is not None:
            fresh = await spend_assertion(work, client.id, known.jti, known.good_until)
            if not fresh:
                raise not_proven("This assertion was used before")
        scopes = client.scopes if wanted is None else wanted.split()
        if not scopes or not set(scopes) <= set(client.scopes):
            raise InvalidScopeError("That was not granted")
        await activate_plugin(work, client.id)
        return issue_to(work, client, scopes)


async def _form(request: Request) -> dict[str, str]:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise InvalidRequestError(f"Send {_FORM}")
    sent: FormData = await request.form()
    form = {name: value for name, value in sent.multi_items() if isinstance(value, str)}
    if len(form) != len(sent.multi_items()):
        raise InvalidRequestError("A parameter is sent more than once")
    if "grant_type" not in form:
        raise InvalidRequestError("The grant_type is missing")
    return form


async def _require_open(known: Proven) -> None:
    try:
        (await known_tenant_of(known.client.tenant_id)).require(Capability.TOKENS)
    except DomainError as refused:
        raise UnauthorizedClientError("The company is not open") from refused
