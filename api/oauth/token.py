"""`POST /oauth/token`: an installed plugin gets a token for an hour (RFC 6749 §4.1.3, §4.4, §6).

What is said of errors is for the plugin's developers and stays in English: the RFC allows ASCII
only.
"""

from authlib.oauth2.rfc6749.errors import InvalidRequestError, UnsupportedGrantTypeError
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_response
from api.graphql.serving.budget import budgets
from api.oauth.form import form_of, refusing, require_open
from api.oauth.grants import GRANTS, granted
from api.oauth.proof import proven
from infra import clock
from tenants.client import TOKEN_LIVES

COST = 50
"""Points of the plugin's budget, so that nobody asks for tokens instead of keeping one."""


@refusing
async def give_token(request: Request) -> Response:
    """RFC 6749 §5.1 and §5.2."""
    form = await form_of(request)
    if "grant_type" not in form:
        raise InvalidRequestError("The grant_type is missing")
    known = await proven(request.headers, form, clock.now())
    if form["grant_type"] not in GRANTS:
        raise UnsupportedGrantTypeError(form["grant_type"])
    await require_open(known)
    budgets().spend((known.client.tenant_id, known.client.id), COST)
    pair = await granted(known, form)
    again = {} if pair.refresh is None else {"refresh_token": pair.refresh}
    return json_response(
        {
            "access_token": pair.access.secret,
            "token_type": "Bearer",
            "expires_in": int(TOKEN_LIVES.total_seconds()),
            "scope": " ".join(pair.access.token.scopes),
            **again,
        }
    )
