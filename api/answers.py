"""Answers that are not a result: one shape of error for every route."""

import orjson
from starlette.requests import Request
from starlette.responses import Response

from api.graphql.errors import presented
from api.refusals import Refused, preferred_locale
from api.request import request_id_of
from infra.telemetry import refusals


def refusal_response(
    request: Request, refusal: Refused, media_type: str = "application/json"
) -> Response:
    """The refusal in GraphQL's own shape, so that a client needs only one way to read errors."""
    refusals.labels(refusal.code).inc()
    locale = preferred_locale(request.headers.get("accept-language"))
    shown = presented(refusal, locale, request_id_of(request.scope))
    return Response(
        orjson.dumps({"errors": [shown]}),
        status_code=refusal.status,
        headers=refusal.headers,
        media_type=media_type,
    )


def json_response(content: object, status: int = 200) -> Response:
    return Response(orjson.dumps(content), status_code=status, media_type="application/json")
