"""Which goals a clarification is about."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import Exported


class TouchpointGoal(Entity):
    """One goal of a batch, listed with the batch's one touchpoint."""

    __tablename__ = "touchpoint_goals"
    exported: ClassVar[Exported] = Exported()
    __table_args__ = (UniqueConstraint("touchpoint_id", "goal_id"),)

    touchpoint_id: Mapped[UUID] = mapped_column(ForeignKey("touchpoints.id"))
    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goals.id"), index=True)
