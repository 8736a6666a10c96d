"""Imports every table a tenant owns, for migrations and tests."""

from domain.base import Stored
from domain.events import StoredEvent
from domain.goals.check_in import CheckIn
from domain.goals.closure import GoalClosure
from domain.goals.goal import Goal
from domain.goals.key_result import KeyResult
from domain.goals.revision import GoalRevision, TargetChange
from domain.goals.tick import Tick, TickWaiver
from domain.people.person import Person
from domain.people.reporting_line import ReportingLine
from domain.signals.evidence import Evidence
from domain.signals.metric import MetricPoint, MetricPointEdit, MetricSeries

__all__ = [
    "CheckIn",
    "Evidence",
    "Goal",
    "GoalClosure",
    "GoalRevision",
    "KeyResult",
    "MetricPoint",
    "MetricPointEdit",
    "MetricSeries",
    "Person",
    "ReportingLine",
    "Stored",
    "StoredEvent",
    "TargetChange",
    "Tick",
    "TickWaiver",
]
