"""Logs and metrics: what happened, for how long, to which tenant; never what people wrote."""

import logging
import sys
from typing import TextIO

import structlog
from prometheus_client import REGISTRY, Counter, Gauge, Histogram, generate_latest

from infra.log_lines import Sampled, as_json, hear_libraries, only_allowed, only_short

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


def configure_logging(stream: TextIO | None = None) -> None:
    """One JSON object a line, on standard error if no stream is given."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            Sampled(),
            only_short,
            structlog.processors.JSONRenderer(serializer=as_json),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    hear_libraries()


def metrics() -> bytes:
    """Everything measured in this process, as Prometheus reads it."""
    return generate_latest(REGISTRY)
