"""Imports every table a tenant owns, for migrations and tests."""

from domain.base import Stored
from domain.commitments.carry_over import CarryOver
from domain.commitments.commitment import Commitment
from domain.conversations.confirmation import HeldConfirmation
from domain.conversations.conversation import Conversation
from domain.conversations.loaded_commitment import LoadedCommitment
from domain.conversations.preparation import PrepFact, PrepQuestion
from domain.conversations.talking_point import ConversationNote, TalkingPoint
from domain.events import StoredEvent
from domain.goals.check_in import CheckIn
from domain.goals.closure import GoalClosure
from domain.goals.goal import Goal
from domain.goals.key_result import KeyResult
from domain.goals.revision import GoalRevision, TargetChange
from domain.goals.tick import Tick, TickWaiver
from domain.nudges.nudge import Nudge
from domain.people.closed_text import ClosedText
from domain.people.person import Person
from domain.people.reporting_line import ReportingLine
from domain.policy.touchpoint import Touchpoint
from domain.policy.touchpoint_goal import TouchpointGoal
from domain.policy.trigger_firing import TriggerFiring
from domain.policy.trigger_rule import TriggerRule, TriggerRuleVersion
from domain.records.record import Record
from domain.records.version import (
    RecordAction,
    RecordAgreement,
    RecordFact,
    RecordResponse,
    RecordVersion,
)
from domain.scorecards.scorecard import ManagerScorecard, ScorecardSource
from domain.signals.evidence import Evidence
from domain.signals.metric import MetricPoint, MetricPointEdit, MetricSeries
from domain.signals.milestone import Milestone, MilestoneShare

__all__ = [
    "CarryOver",
    "CheckIn",
    "ClosedText",
    "Commitment",
    "Conversation",
    "ConversationNote",
    "Evidence",
    "Goal",
    "GoalClosure",
    "GoalRevision",
    "HeldConfirmation",
    "KeyResult",
    "LoadedCommitment",
    "ManagerScorecard",
    "MetricPoint",
    "MetricPointEdit",
    "MetricSeries",
    "Milestone",
    "MilestoneShare",
    "Nudge",
    "Person",
    "PrepFact",
    "PrepQuestion",
    "Record",
    "RecordAction",
    "RecordAgreement",
    "RecordFact",
    "RecordResponse",
    "RecordVersion",
    "ReportingLine",
    "ScorecardSource",
    "Stored",
    "StoredEvent",
    "TalkingPoint",
    "TargetChange",
    "Tick",
    "TickWaiver",
    "Touchpoint",
    "TouchpointGoal",
    "TriggerFiring",
    "TriggerRule",
    "TriggerRuleVersion",
]
