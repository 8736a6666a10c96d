"""Something a team worked towards and reached, as another system tells it."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import Exported


class MilestoneKind(StrEnum):
    VERSION = "VERSION"
    """A version was released."""
    SPRINT = "SPRINT"
    """A sprint was closed."""

    @property
    def is_major(self) -> bool:
        """Sprints end every other week; looking back on each is the team's own habit."""
        return self is MilestoneKind.VERSION


class Milestone(Entity):
    """Known again by source and external id, so that it is reached once."""

    __tablename__ = "milestones"
    exported: ClassVar[Exported] = Exported(texts=["source", "external_id", "name", "url"])
    __table_args__ = (UniqueConstraint("source", "external_id"),)

    source: Mapped[str]
    external_id: Mapped[str]
    kind: Mapped[MilestoneKind]
    name: Mapped[str]
    url: Mapped[str | None] = mapped_column(default=None)
    reached_at: Mapped[datetime]
    noted_at: Mapped[datetime]


class MilestoneShare(Entity):
    """Somebody whose work is in it."""

    __tablename__ = "milestone_shares"
    exported: ClassVar[Exported] = Exported()
    __table_args__ = (UniqueConstraint("milestone_id", "person_id"),)

    milestone_id: Mapped[UUID] = mapped_column(ForeignKey("milestones.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
