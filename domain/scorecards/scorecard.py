"""A manager's figures for a month or a quarter, and where each comes from."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import Exported
from domain.scorecards.formula import VERSION, Figures
from domain.scorecards.period import Grain, Period, period_of


class Indicator(StrEnum):
    COVERAGE = "COVERAGE"
    FOLLOW_THROUGH = "FOLLOW_THROUGH"


class ManagerScorecard(Entity):
    """Computed from events, never typed in. What is unknown is NULL."""

    __tablename__ = "manager_scorecards"
    exported: ClassVar[Exported] = Exported()
    __table_args__ = (UniqueConstraint("manager_id", "grain", "period_start"),)

    manager_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    grain: Mapped[Grain]
    period_start: Mapped[date]
    period_end: Mapped[date]
    """The first day after it."""
    formula_version: Mapped[int]
    coverage: Mapped[float | None] = mapped_column(default=None)
    talks_required: Mapped[int] = mapped_column(default=0)
    talks_held_and_recorded: Mapped[int] = mapped_column(default=0)
    follow_through: Mapped[float | None] = mapped_column(default=None)
    commitments_due: Mapped[int] = mapped_column(default=0)
    commitments_kept: Mapped[int] = mapped_column(default=0)
    computed_at: Mapped[datetime]

    @property
    def period(self) -> Period:
        return period_of(self.grain, self.period_start)

    def take(self, figures: Figures, *, now: datetime) -> bool:
        """False if the figures are what they were."""
        before = self._figures()
        self.coverage = figures.coverage.value
        self.talks_required = len(figures.coverage.sources)
        self.talks_held_and_recorded = figures.coverage.met
        self.follow_through = figures.follow_through.value
        self.commitments_due = len(figures.follow_through.sources)
        self.commitments_kept = figures.follow_through.met
        self.formula_version, self.computed_at = VERSION, now
        return self._figures() != before

    def _figures(self) -> tuple[float | int | None, ...]:
        return (
            self.formula_version,
            self.coverage,
            self.talks_required,
            self.talks_held_and_recorded,
            self.follow_through,
            self.commitments_due,
            self.commitments_kept,
        )


class ScorecardSource(Entity):
    """One touchpoint or commitment that a number was counted from."""

    __tablename__ = "scorecard_sources"
    exported: ClassVar[Exported] = Exported()
    __table_args__ = (UniqueConstraint("scorecard_id", "indicator", "source_id"),)

    scorecard_id: Mapped[UUID] = mapped_column(
        ForeignKey("manager_scorecards.id", ondelete="CASCADE")
    )
    indicator: Mapped[Indicator]
    source_id: Mapped[UUID]
    """The touchpoint's id for coverage, the commitment's for follow-through."""
    conversation_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversations.id"))
    """The conversation that answered the touchpoint, or in which the promise was made."""
    favourable: Mapped[bool]
