"""A rule that came true for somebody, with what it saw."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import Exported


class TriggerSource(StrEnum):
    """What made us speak up."""

    SCHEDULE = "SCHEDULE"
    DATA_RULE = "DATA_RULE"
    AI = "AI"
    PERSON = "PERSON"


class TriggerFiring(Entity):
    """Once for each thing that happened, whatever the order and number of reports about it."""

    __tablename__ = "trigger_firings"
    exported: ClassVar[Exported] = Exported(texts=["dedupe_key", "evidence", "withdrawn_because"])
    __table_args__ = (
        Index(
            "uq_trigger_firings_rule_id_dedupe_key",
            "rule_id",
            "dedupe_key",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        CheckConstraint(
            "(series_id IS NULL) = (first_period IS NULL)"
            " AND (first_period IS NULL) = (last_period IS NULL)"
            " AND (series_id IS NULL) = (weeks IS NULL)",
            name="episode",
        ),
    )

    rule_id: Mapped[UUID] = mapped_column(ForeignKey("trigger_rules.id"))
    rule_version: Mapped[int]
    source: Mapped[TriggerSource]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    dedupe_key: Mapped[str]
    evidence: Mapped[dict[str, Any]]
    fired_at: Mapped[datetime]
    series_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("metric_series.id"), index=True, default=None
    )
    first_period: Mapped[date | None] = mapped_column(default=None)
    last_period: Mapped[date | None] = mapped_column(default=None)
    weeks: Mapped[int | None] = mapped_column(default=None)
    """How many weeks of falling the rule asked for when it fired."""
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_because: Mapped[dict[str, Any] | None] = mapped_column(
        JSONB(none_as_null=True), default=None
    )

    def withdraw(self, because: dict[str, Any], *, now: datetime) -> None:
        self.withdrawn_at, self.withdrawn_because = now, because
