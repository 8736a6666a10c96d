"""Imports every table a tenant owns, for migrations and tests."""

from domain.base import Stored
from domain.events import StoredEvent
from domain.goals.check_in import CheckIn
from domain.goals.closure import GoalClosure
from domain.goals.goal import Goal
from domain.goals.key_result import KeyResult
from domain.goals.revision import GoalRevision, TargetChange
from domain.goals.tick import Tick, TickWaiver
from domain.nudges.nudge import Nudge
from domain.people.person import Person
from domain.people.reporting_line import ReportingLine
from domain.policy.touchpoint import Touchpoint
from domain.policy.touchpoint_goal import TouchpointGoal
from domain.policy.trigger_firing import TriggerFiring
from domain.policy.trigger_rule import TriggerRule, TriggerRuleVersion
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
    "Nudge",
    "Person",
    "ReportingLine",
    "Stored",
    "StoredEvent",
    "TargetChange",
    "Tick",
    "TickWaiver",
    "Touchpoint",
    "TouchpointGoal",
    "TriggerFiring",
    "TriggerRule",
    "TriggerRuleVersion",
]
