"""A refusal of the whole request: a page for whoever looks at pages, JSON for everybody else."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from api.answers import refusal_response
from api.pages import page
from api.refusals import Code, Refused, preferred_locale
from domain.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from infra.telemetry import refusals

_STATUS: Mapping[type[DomainError], tuple[int, Code]] = {
    Invalid: (400, Code.BAD_USER_INPUT),
    NotAllowed: (403, Code.FORBIDDEN),
    NotFound: (404, Code.NOT_FOUND),
    Conflict: (409, Code.CONFLICT),
}
_TITLES = {"en": "Not now", "zh-CN": "暂时无法处理"}


def told(request: Request, refusal: Refused) -> Response:
    """Whoever sends a form, or follows a link, in a browser looks at pages."""
    if "text/html" not in request.headers.get("accept", ""):
        return refusal_response(request, refusal)
    refusals.labels(refusal.code).inc()
    locale = preferred_locale(request.headers.get("accept-language"))
    response = page(request, _TITLES[locale], refusal.sentence(locale), status=refusal.status)
    response.headers.update(refusal.headers)
    return response


async def tell_refusal(request: Request, error: Exception) -> Response:
    """For Starlette, which hands over any exception."""
    if not isinstance(error, Refused):
        raise error
    return told(request, error)


async def tell_broken_rule(request: Request, error: Exception) -> Response:
    """A rule of the house said no outside GraphQL."""
    if not isinstance(error, DomainError):
        raise error
    status, code = _STATUS[type(error)]
    details = {"field": error.field.split(".")} if error.field else {}
    refusal = Refused(code, error.message, zh=error.zh, status=status, details=details)
    return told(request, refusal)
