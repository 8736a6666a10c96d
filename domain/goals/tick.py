"""Both sides say that they understand a goal, its measure and its path, or HR waives that."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import Exported
from domain.goals.sides import Side


class TickKind(StrEnum):
    UNDERSTANDING = "UNDERSTANDING"
    MEASURE = "MEASURE"
    PATH = "PATH"


class Tick(Entity):
    """One person's yes to one of the three, in the capacity they had at that moment."""

    __tablename__ = "ticks"
    exported: ClassVar[Exported] = Exported()
    __table_args__ = (UniqueConstraint("goal_id", "person_id", "kind"),)

    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goals.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[TickKind]
    side: Mapped[Side]
    ticked_at: Mapped[datetime]


class TickWaiver(Entity):
    """HR lets a goal become active without all ticks, and says why."""

    __tablename__ = "tick_waivers"
    exported: ClassVar[Exported] = Exported(texts=["reason"])

    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goals.id"), unique=True)
    waived_by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    waived_at: Mapped[datetime]
    reason: Mapped[str]


def all_ticked(ticks: Iterable[Tick]) -> bool:
    return {tick.kind for tick in ticks} == set(TickKind)
