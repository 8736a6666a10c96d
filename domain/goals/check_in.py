"""Once a week: where a key result stands, and how sure its owner is."""

from datetime import date, datetime, timedelta
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.errors import Invalid
from domain.exported import Exported

MOST_CONFIDENT = 10


class CheckIn(Entity):
    """One a week counts. A later one for the same week supersedes it, and both are kept."""

    __tablename__ = "check_ins"
    exported: ClassVar[Exported] = Exported(texts=["blocker", "resource_ask"])
    __table_args__ = (
        UniqueConstraint("key_result_id", "week", "version"),
        Index(
            "uq_check_ins_key_result_id_week_valid",
            "key_result_id",
            "week",
            unique=True,
            postgresql_where=text("superseded_at IS NULL"),
        ),
        CheckConstraint("confidence BETWEEN 0 AND 10", name="confidence"),
        CheckConstraint("extract(isodow from week) = 1", name="week_is_a_monday"),
    )

    key_result_id: Mapped[UUID] = mapped_column(ForeignKey("key_results.id"))
    week: Mapped[date]
    version: Mapped[int]
    value: Mapped[float]
    confidence: Mapped[int]
    blocker: Mapped[str | None] = mapped_column(default=None)
    resource_ask: Mapped[str | None] = mapped_column(default=None)
    checked_in_by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    checked_in_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None] = mapped_column(default=None)


def monday_of(day: date) -> date:
    """The ISO week's first day, by which we name the week."""
    return day - timedelta(days=day.weekday())


def week_to_check_in(day: date | None, *, today: date) -> date:
    """The week of that day, this one unless told. Raises Invalid for a week yet to come."""
    week = monday_of(day or today)
    if week > today:
        raise Invalid("This week is yet to come", zh="该周尚未开始", field="week")
    return week


def confidence_of(value: int) -> int:
    if not 0 <= value <= MOST_CONFIDENT:
        raise Invalid(
            f"Confidence is a whole number from 0 to {MOST_CONFIDENT}",
            zh=f"信心值须为 0 至 {MOST_CONFIDENT} 的整数",
            field="confidence",
        )
    return value
