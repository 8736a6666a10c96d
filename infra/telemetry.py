"""Logs and metrics: what happened, for how long, to which tenant; never what people wrote."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import orjson
import structlog
from prometheus_client import REGISTRY, Counter, Gauge, Histogram, generate_latest

FIELDS = frozenset(
    {
        "actor_kind", "attempt", "blocked", "broker", "code", "directive", "document", "error",
        "event", "job", "job_id", "lane", "level", "limit", "method", "milliseconds", "operation",
        "path", "phase", "request_id", "route", "status", "step", "tenant_id", "timestamp",
        "version", "where",
    }
)  # fmt: skip
"""What a log line may carry. Free text has no name here, so it cannot be logged by mistake."""

_EVENT = re.compile(r"[a-z0-9][a-z0-9 ._-]{0,80}")
_OPERATIONS_NAMED = 200

requests = Histogram(
    "tanlu_request_seconds",
    "From the first byte of a request to the last of its answer",
    ["route", "operation", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
refusals = Counter("tanlu_refusals_total", "Top-level errors by code", ["code"])
page_violations = Counter(
    "tanlu_page_violations_total",
    "What the policy of a page refused, as browsers say",
    ["directive"],
)
pool_in_use = Gauge("tanlu_pool_connections_in_use", "Connections to PostgreSQL that are lent out")
loop_lag = Gauge("tanlu_loop_lag_seconds", "How late the event loop was at worst, of late")

_operations: set[str] = set()


def configure_logging(stream: TextIO | None = None) -> None:
    """One JSON object a line, on standard error if no stream is given."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(serializer=_as_json),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )


def only_allowed(
    _logger: object, _method: str, line: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Drop what has no allowed name. The event itself is a short phrase of ours."""
    kept = {name: value for name, value in line.items() if name in FIELDS}
    if not _EVENT.fullmatch(str(kept.get("event", ""))):
        kept["event"] = "unnamed"
    return kept


def _as_json(line: object, **_: object) -> str:
    return orjson.dumps(line, default=str).decode()


def operation_label(name: str | None, *, ours: bool) -> str:
    """The operation's name for a metric.

    Ours are always named. Of others' the first two hundred are, so that labels stay bounded.
    """
    if not name:
        return "unnamed"
    if ours:
        return name
    if name not in _operations and len(_operations) >= _OPERATIONS_NAMED:
        return "other"
    _operations.add(name)
    return name


def where(error: BaseException, frames: int = 6) -> list[str]:
    """The last places an exception passed, without its message, which may quote a person."""
    places: list[str] = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-frames:]


def metrics() -> bytes:
    """Everything measured in this process, as Prometheus reads it."""
    return generate_latest(REGISTRY)
