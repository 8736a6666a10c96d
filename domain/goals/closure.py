"""How a goal ended, who said so, when and why."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import Exported


class Outcome(StrEnum):
    ACHIEVED = "ACHIEVED"
    PARTIAL = "PARTIAL"
    MISSED = "MISSED"
    DROPPED = "DROPPED"


class GoalClosure(Entity):
    """Written once. `progress` is what it was at that moment."""

    __tablename__ = "goal_closures"
    exported: ClassVar[Exported] = Exported(texts=["reason"])

    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goals.id"), unique=True)
    outcome: Mapped[Outcome]
    reason: Mapped[str]
    progress: Mapped[float | None]
    closed_by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    closed_at: Mapped[datetime]
