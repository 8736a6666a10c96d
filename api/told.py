"""A refusal of the whole request: a page for whoever looks at pages, JSON for everybody else."""

from starlette.requests import Request
from starlette.responses import Response

from api.answers import refusal_response
from api.console import asks_for_a_page
from api.pages import page
from api.refusals import Refused, preferred_locale
from infra.telemetry import refusals

_TITLES = {"en": "Not now", "zh-CN": "暂时无法处理"}


def told(request: Request, refusal: Refused) -> Response:
    if not asks_for_a_page(request):
        return refusal_response(request, refusal)
    refusals.labels(refusal.code).inc()
    locale = preferred_locale(request.headers.get("accept-language"))
    response = page(request, _TITLES[locale], refusal.sentence(locale), status=refusal.status)
    response.headers.update(refusal.headers)
    return response
