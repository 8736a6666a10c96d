"""Imports every table a tenant owns, for migrations and tests."""

from domain.base import Stored
from domain.events import StoredEvent
from domain.people.person import Person
from domain.people.reporting_line import ReportingLine
from domain.signals.evidence import Evidence
from domain.signals.metric import MetricPoint, MetricPointEdit, MetricSeries

__all__ = [
    "Evidence",
    "MetricPoint",
    "MetricPointEdit",
    "MetricSeries",
    "Person",
    "ReportingLine",
    "Stored",
    "StoredEvent",
]
