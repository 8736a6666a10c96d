"""Who manages whom, from when to when."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import Exported


class ReportingLine(Entity):
    """A person's manager over the half-open range from `valid_from` until before `valid_to`.

    A person has at most one line on any day. Lines change only under `lock_directory`, which
    keeps them from overlapping and from going round in a circle.
    """

    __tablename__ = "reporting_lines"
    exported: ClassVar[Exported] = Exported()
    __table_args__ = (
        UniqueConstraint("person_id", "valid_from"),
        Index(
            "uq_reporting_lines_person_id_open",
            "person_id",
            unique=True,
            postgresql_where=text("valid_to IS NULL"),
        ),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="range"),
        CheckConstraint("person_id <> manager_id", name="not_oneself"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    manager_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)

    def covers(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def line_on(lines: Sequence[ReportingLine], day: date) -> ReportingLine | None:
    """Which of one person's lines holds on that day."""
    return next((line for line in lines if line.covers(day)), None)


def next_change(lines: Sequence[ReportingLine], day: date) -> date | None:
    """When one person's manager changes next after that day, as far as is known."""
    days = {line.valid_from for line in lines} | {line.valid_to for line in lines if line.valid_to}
    return min((known for known in days if known > day), default=None)
