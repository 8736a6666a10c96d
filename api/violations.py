"""What browsers report of our pages: something that a page's policy refused.

Anybody may post here, and a report quotes addresses and sometimes text. What is kept of it is a
name from a list of ours or of our own files, and no more of them than somebody will read.
"""

import re
import time
from typing import Any
from urllib.parse import urlsplit

import orjson
import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.refusals import Code, Refused
from infra.telemetry import page_violations

ADDRESS = "/policy-reports"
REPORTED = f"; report-uri {ADDRESS}"
"""Added to a page's policy. Its successor, report-to, is unknown to some browsers, and in those
that know it, it silences this one."""

LARGEST = 16 * 1024
A_MINUTE = 60.0
READABLE = 60
"""Reports a minute that one process writes down."""
_DIRECTIVES = frozenset(
    {
        "base-uri", "child-src", "connect-src", "default-src", "font-src", "form-action",
        "frame-ancestors", "frame-src", "img-src", "manifest-src", "media-src", "object-src",
        "require-trusted-types-for", "script-src", "script-src-attr", "script-src-elem",
        "style-src", "style-src-attr", "style-src-elem", "trusted-types", "worker-src",
    }
)  # fmt: skip
_KINDS = frozenset(
    {"inline", "eval", "wasm-eval", "trusted-types-policy", "trusted-types-sink", "data", "blob"}
)
_EXTENSION = re.compile(r"[a-z]+-extension")
_OURS = re.compile(r"/(?:assets|graphiql)/[\w.-]{1,80}")

log = structlog.get_logger()


class Allowance:
    """So many a minute."""

    def __init__(self, many: int) -> None:
        self._many = many
        self._since = float("-inf")
        self._taken = 0

    def take(self, now: float) -> bool:
        if now - self._since >= A_MINUTE:
            self._since, self._taken = now, 0
        self._taken += 1
        return self._taken <= self._many


allowance = Allowance(READABLE)


def routes() -> list[Route]:
    return [Route(ADDRESS, hear_report, methods=["POST"])]


async def hear_report(request: Request) -> Response:
    """Raises Refused."""
    body = await request.body()
    if len(body) > LARGEST:
        raise _refused(f"A report may have {LARGEST // 1024} KiB", "报告过大", 413)
    if not allowance.take(time.monotonic()):
        raise _refused("There are too many reports", "报告过多，请稍后再试", 429)
    report = _report_in(body)
    directive = _known(report.get("effective-directive") or report.get("violated-directive"))
    if directive is None:
        raise _refused("This is no report of a policy", "不是有效的策略报告", 400)
    blocked, place = _kind(report.get("blocked-uri")), _place(report)
    if blocked != "extension" and place != "extension":
        page_violations.labels(directive).inc()
        log.warning("page violation", directive=directive, blocked=blocked, where=place)
    return Response(status_code=204)


def _report_in(body: bytes) -> dict[str, Any]:
    try:
        told = orjson.loads(body)
    except ValueError:
        return {}
    report = told.get("csp-report") if isinstance(told, dict) else None
    return report if isinstance(report, dict) else {}


def _known(directive: object) -> str | None:
    """Older browsers quote the whole directive."""
    name = directive.split(" ", 1)[0] if isinstance(directive, str) else ""
    return name if name in _DIRECTIVES else None


def _kind(blocked: object) -> str:
    if not isinstance(blocked, str) or not blocked:
        return "unknown"
    scheme = blocked.partition(":")[0]
    if blocked in _KINDS or scheme in _KINDS:
        return blocked if blocked in _KINDS else scheme
    return "extension" if _EXTENSION.fullmatch(scheme) else "address"


def _place(report: dict[str, Any]) -> str:
    """A file of ours and the line in it."""
    source, line = report.get("source-file"), report.get("line-number")
    if not isinstance(source, str):
        return "page"
    try:
        parts = urlsplit(source)
    except ValueError:
        return "page"
    if _EXTENSION.fullmatch(parts.scheme or source):
        return "extension"
    if not _OURS.fullmatch(parts.path):
        return "page"
    return f"{parts.path}:{line}" if type(line) is int else parts.path


def _refused(message: str, zh: str, status: int) -> Refused:
    code = Code.RATE_LIMITED if status == 429 else Code.BAD_USER_INPUT  # noqa: PLR2004 - HTTP
    return Refused(code, message, zh=zh, status=status)
