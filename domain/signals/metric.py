"""A number about a person's work, week after week, and every later change to it."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.errors import Conflict
from domain.exported import Exported

WEEK = timedelta(days=7)


class Grain(StrEnum):
    """How long one period of a series is."""

    WEEK = "WEEK"


class Better(StrEnum):
    """Which way a metric gets better. NEITHER: nobody is to be spoken to because of it."""

    HIGHER = "HIGHER"
    LOWER = "LOWER"
    NEITHER = "NEITHER"


class MetricSeries(Entity):
    """One metric of one person: its unit and its source never change."""

    __tablename__ = "metric_series"
    exported: ClassVar[Exported] = Exported(texts=["key", "name", "unit", "source"])
    __table_args__ = (UniqueConstraint("person_id", "key"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    key: Mapped[str]
    name: Mapped[str]
    unit: Mapped[str]
    grain: Mapped[Grain] = mapped_column(default=Grain.WEEK)
    source: Mapped[str]
    better: Mapped[Better] = mapped_column(default=Better.HIGHER)
    created_at: Mapped[datetime]

    def check_same(self, *, unit: str, source: str, at: str) -> None:
        """Refuse a point that is counted or comes otherwise. Raises Conflict."""
        if unit != self.unit:
            raise Conflict(
                f"“{self.name}” is counted in {self.unit}, not in {unit}",
                zh=f"“{self.name}”的单位是 {self.unit}，而不是 {unit}",
                field=f"{at}.unit",
            )
        if source != self.source:
            raise Conflict(
                f"“{self.name}” comes from {self.source}, not from {source}",
                zh=f"“{self.name}”的来源是 {self.source}，而不是 {source}",
                field=f"{at}.source",
            )


class MetricPoint(Entity):
    """The value of one period. A period without a point is unknown, which is not zero."""

    __tablename__ = "metric_points"
    exported: ClassVar[Exported] = Exported()
    __table_args__ = (UniqueConstraint("series_id", "period_start"),)

    series_id: Mapped[UUID] = mapped_column(ForeignKey("metric_series.id"))
    period_start: Mapped[date]
    value: Mapped[float]
    recorded_at: Mapped[datetime]


class MetricPointEdit(Entity):
    """What a point said before a change, and who changed it. Late: after the week was over."""

    __tablename__ = "metric_point_edits"
    exported: ClassVar[Exported] = Exported(texts=["actor_kind"])

    point_id: Mapped[UUID] = mapped_column(ForeignKey("metric_points.id"), index=True)
    earlier_value: Mapped[float]
    value: Mapped[float]
    edited_at: Mapped[datetime]
    actor_kind: Mapped[str]
    actor_id: Mapped[UUID | None] = mapped_column(default=None)
    late: Mapped[bool]


def monday_of(day: date) -> date:
    """The first day of the ISO week the day lies in."""
    return day - timedelta(days=day.weekday())


def is_over(week: date, day: date) -> bool:
    """Whether the week that starts on that Monday has ended when the day begins."""
    return day >= week + WEEK
