"""Between everybody and Jira: what was asked is written down, and goes wrong when told to."""

import asyncio
import json

from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from fakes.jira.faults import Fault
from fakes.jira.jira import Asked, Jira
from fakes.jira.quota import refusal_headers

_KEPT = 10_000
_LARGE = 11_000_000


class Watch(BaseHTTPMiddleware):
    def __init__(self, app: ASGIApp, jira: Jira) -> None:
        super().__init__(app)
        self.jira = jira

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        request.state.via, request.state.points = "", 0
        fault = self.jira.faults.take(request.url.path)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if fault is None or fault.kind == "slow":
            response = await call_next(request)
        elif fault.kind == "large":
            response = await _swollen(await call_next(request), fault.over)
        else:
            response = self._fail(fault)
        self._note(request, response, fault)
        return response

    def _fail(self, fault: Fault) -> Response:
        if fault.kind == "5xx":
            seconds = fault.retry_after
            headers = {"Retry-After": str(seconds)} if seconds is not None else {}
            return JSONResponse(_sorry("Service unavailable"), fault.status, headers)
        quota, now = self.jira.quota, self.jira.clock.now()
        is_quota = fault.reason.startswith("jira-quota")
        limit = quota.limit if is_quota else 100
        headers = refusal_headers(fault.reason, limit, now, fault.retry_after)
        return JSONResponse(_sorry("Rate limit exceeded."), 429, headers)

    def _note(self, request: Request, response: Response, fault: Fault | None) -> None:
        asked = self.jira.asked
        asked.append(
            Asked(
                self.jira.clock.now(),
                request.method,
                request.url.path,
                request.url.query,
                response.status_code,
                request.state.points,
                request.state.via,
                fault.kind if fault else "",
            )
        )
        del asked[:-_KEPT]


async def _swollen(response: Response, over: int) -> Response:
    """With blanks behind it, which JSON allows, where it holds more than so many issues."""
    parts = [part async for part in response.body_iterator]  # type: ignore[attr-defined]
    body = b"".join(parts)
    told = json.loads(body) if body else {}
    many = isinstance(told, dict) and len(told.get("issues", ())) > over
    return Response(body + b" " * _LARGE if many else body, response.status_code,
                    media_type="application/json")  # fmt: skip


def _sorry(sentence: str) -> dict[str, object]:
    return {"errorMessages": [sentence], "errors": {}}
