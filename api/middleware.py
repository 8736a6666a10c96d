"""What every request passes, outermost first: named, watched, bounded in time and in size."""

import asyncio
import time
from functools import cache
from typing import Any

import structlog
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.answers import refusal_response
from api.network import network_of
from api.outages import outage_told
from api.refusals import Code, Refused
from api.request import logged_id_of, request_id_of
from api.told import told
from infra.log_lines import where
from infra.settings import settings
from infra.telemetry import requests
from tenants.audit.origin import comes_from

LARGEST_BODY = 256 * 1024
LARGEST_HOOK = 4 * 1024 * 1024
"""Other systems tell of a thing with all that was ever said about it."""
POURED_AWAY = 16 * 1024 * 1024
LONGEST_SECONDS = 10.0

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    "Cache-Control": "no-store",
}
"""An answer that says one of them itself keeps its own."""

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

log = structlog.get_logger()


class Watched:
    """Names the request, answers for what fails inside, and tells log and metrics how it went."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answering = _Answering(scope, send)
        comes_from(network_of(scope))
        with structlog.contextvars.bound_contextvars(request_id=logged_id_of(scope)):
            await self._answer(scope, receive, answering)
            answering.report()

    async def _answer(self, scope: Scope, receive: Receive, answering: "_Answering") -> None:
        try:
            async with asyncio.timeout(LONGEST_SECONDS) as limit:
                await self._app(scope, receive, answering.send)
        except ClientDisconnect:
            answering.status = 499
        except TimeoutError as error:
            await answering.refuse(receive, _too_slow() if limit.expired() else _broken(error))
        except Exception as error:  # noqa: BLE001 - the last to see it
            await answering.refuse(receive, _broken(error))


class _Answering:
    """The answer on its way out."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.status = 0
        self._scope = scope
        self._send = send
        self._began = time.perf_counter()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            said = list(message.get("headers", ()))
            names = {name.lower() for name, _ in said}
            said.extend(header for header in _added() if header[0] not in names)
            said.append((b"x-request-id", request_id_of(self._scope).encode()))
            message = {**message, "headers": said}
        await self._send(message)

    async def refuse(self, receive: Receive, refusal: Refused) -> None:
        """Nothing can be said any more once an answer has begun."""
        if self.status == 0:
            response = told(Request(self._scope), refusal)
            await response(self._scope, receive, self.send)

    def report(self) -> None:
        seconds = time.perf_counter() - self._began
        route = getattr(self._scope.get("route"), "path", "none")
        operation = self._scope.get("operation", "unnamed") if route == "/graphql" else ""
        requests.labels(route, operation, str(self.status)).observe(seconds)
        line: dict[str, Any] = {
            "method": method if (method := self._scope["method"]) in _METHODS else "other",
            "route": route,
            "status": self.status,
            "milliseconds": round(seconds * 1000, 1),
        }
        if operation:
            line["operation"] = operation
        if principal := self._scope.get("principal"):
            line["tenant_id"] = str(principal.place.tenant_id)
            line["actor_kind"] = principal.actor.kind.value
        log.info("request", **line)


@cache
def _added() -> tuple[tuple[bytes, bytes], ...]:
    over_tls = settings().public_url.startswith("https://")
    every = {**HEADERS, "Strict-Transport-Security": "max-age=63072000"} if over_tls else HEADERS
    return tuple((name.lower().encode(), value.encode()) for name, value in every.items())


class Bounded:
    """Reads no more of a body than anybody may send, said or unsaid."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        largest = LARGEST_HOOK if scope["path"].startswith("/hooks/") else LARGEST_BODY
        said = headers.get("content-length", "0")
        if not said.isdecimal() or int(said[:20]) > largest:
            # Who waits for a word before sending is told at once.
            if "expect" not in headers:
                await _pour_away(receive)
            await refusal_response(Request(scope), _too_large(largest))(scope, receive, send)
            return
        read = 0

        async def receive_bounded() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > largest:
                await _pour_away(receive)
                raise _too_large(largest)
            return message

        await self._app(scope, receive_bounded, send)


async def _pour_away(receive: Receive) -> None:
    """A connection closed on somebody who still sends is reset, and the answer lost with it."""
    poured = 0
    while poured < POURED_AWAY:
        message = await receive()
        poured += len(message.get("body", b""))
        if not message.get("more_body", False):
            return


def _too_large(largest: int) -> Refused:
    return Refused(
        Code.BAD_USER_INPUT,
        f"The body may have {largest // 1024} KiB",
        zh=f"请求体不能超过 {largest // 1024} KiB",
        status=413,
        headers={"Connection": "close"},
    )


def _too_slow() -> Refused:
    return Refused(
        Code.TIMEOUT,
        f"This took longer than {LONGEST_SECONDS:.0f} seconds; ask for less",
        zh=f"处理超过 {LONGEST_SECONDS:.0f} 秒，请缩小请求范围后重试",
        status=503,
    )


def _broken(error: Exception) -> Refused:
    if isinstance(error, Refused):
        return error
    log.error("request failed", error=type(error).__name__, where=where(error))
    if outage := outage_told(error):
        return outage
    return Refused(
        Code.INTERNAL,
        "Something went wrong on our side; quote the request id to support",
        zh="服务器内部出错，请将请求编号告知支持人员",
        status=500,
    )
