"""What programs send to the OAuth endpoints, and how a refusal reads there (RFC 6749 §5.2)."""

from collections.abc import Awaitable, Callable
from functools import wraps
from http import HTTPStatus

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749.errors import InvalidRequestError, UnauthorizedClientError
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from api.accepted_credentials import Part, taken
from api.answers import json_response
from api.oauth.proof import CHALLENGE, Proven
from api.refusals import Code, Refused
from domain.errors import DomainError
from infra.telemetry import refusals
from tenants.directory import known_tenant_of
from tenants.states import Capability

_FORM = "application/x-www-form-urlencoded"
_Endpoint = Callable[[Request], Awaitable[Response]]


async def form_of(request: Request) -> dict[str, str]:
    """Each parameter once. Raises InvalidRequestError."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise InvalidRequestError(f"Send {_FORM}")
    sent: FormData = await request.form()
    form = {name: value for name, value in sent.multi_items() if isinstance(value, str)}
    if len(form) != len(sent.multi_items()):
        raise InvalidRequestError("A parameter is sent more than once")
    for part in Part:
        if part in form:
            form[part] = taken(request, part, form[part])
    return form


async def require_open(known: Proven) -> None:
    try:
        (await known_tenant_of(known.client.tenant_id)).require(Capability.TOKENS)
    except DomainError as refused:
        raise UnauthorizedClientError("The company is not open") from refused


def refusing(endpoint: _Endpoint) -> _Endpoint:
    """Errors are the RFC's own, since OAuth libraries read them."""

    @wraps(endpoint)
    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except OAuth2Error as refused:
            response = json_response(dict(refused.get_body()), refused.status_code)
            if refused.status_code == HTTPStatus.UNAUTHORIZED:
                response.headers.update(CHALLENGE)
            return response
        except Refused as refused:
            if refused.code is not Code.RATE_LIMITED:
                raise
            return _later(refused)

    return answer


def _later(refused: Refused) -> Response:
    """The RFC has no word for it at this endpoint, and this one at the other."""
    refusals.labels(refused.code).inc()
    said = {"error": "temporarily_unavailable", "error_description": refused.message}
    response = json_response(said, refused.status)
    response.headers.update(refused.headers)
    return response
