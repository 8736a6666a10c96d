"""What is given to propose or to change a goal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class GoalType(StrEnum):
    OKR = "OKR"
    KPI = "KPI"


@dataclass(frozen=True, kw_only=True)
class KeyResultItem:
    """From where to where, in which unit. The weight counts against the other key results'."""

    title: str
    unit: str
    start: float
    target: float
    weight: int = 1


@dataclass(frozen=True, kw_only=True)
class GoalItem:
    """What is wanted of whom. Measure and due date may follow until the goal is activated."""

    owner_id: UUID
    title: str
    type: GoalType = GoalType.OKR
    why: str = ""
    measure: str | None = None
    due_on: date | None = None
    parent_id: UUID | None = None
    weight: int | None = None
    key_results: Sequence[KeyResultItem] = ()


@dataclass(frozen=True, kw_only=True)
class TargetItem:
    """A key result's new target."""

    key_result_id: UUID
    target: float
