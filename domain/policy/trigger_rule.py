"""When a conversation is due although nobody has asked for it."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Final, TypeAlias
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.errors import Invalid
from domain.exported import Exported
from domain.policy.touchpoint import TouchpointKind


class RuleKind(StrEnum):
    GOAL_ISSUED = "GOAL_ISSUED"
    METRIC_DECLINE = "METRIC_DECLINE"
    MILESTONE_REACHED = "MILESTONE_REACHED"


Settings: TypeAlias = tuple[bool, int, int | None, int | None]
"""Enabled, days until due, weeks of falling, weeks to look back."""

_MOST_DAYS: Final = 90
_FEWEST_WEEKS: Final = 2
_MOST_WEEKS: Final = 26
LONGEST_BACK: Final = 1040
"""Twenty years: all there is."""


class TriggerRule(Entity):
    """One rule of the company's policy, as it stands now.

    A rule for one metric takes the place of the rule for all metrics where that metric is
    concerned. A firing keeps the version it fired under; what a version said is kept as well.
    """

    __tablename__ = "trigger_rules"
    exported: ClassVar[Exported] = Exported(texts=["metric_key"])
    __table_args__ = (
        UniqueConstraint("kind", "metric_key", postgresql_nulls_not_distinct=True),
        CheckConstraint("(kind = 'METRIC_DECLINE') = (weeks IS NOT NULL)", name="weeks"),
    )

    kind: Mapped[RuleKind]
    metric_key: Mapped[str | None] = mapped_column(default=None)
    touchpoint_kind: Mapped[TouchpointKind]
    enabled: Mapped[bool] = mapped_column(default=True)
    due_in_days: Mapped[int]
    weeks: Mapped[int | None] = mapped_column(default=None)
    """How many weeks in a row a metric must fall."""
    look_back_weeks: Mapped[int | None] = mapped_column(default=None)
    """How long ago a fall that a connection reads may have ended; None: however long."""
    version: Mapped[int] = mapped_column(default=1)

    @property
    def settings(self) -> Settings:
        return self.enabled, self.due_in_days, self.weeks, self.look_back_weeks

    def change(
        self, *, enabled: bool, due_in_days: int, weeks: int | None, look_back_weeks: int | None
    ) -> bool:
        """A new version, unless it says the same. Returns whether it is one. Raises Invalid.

        Without `look_back_weeks` it looks back as far as before.
        """
        _check_range(due_in_days, "due_in_days", 1, _MOST_DAYS)
        if (weeks is None) != (self.weeks is None):
            raise Invalid(
                "A number of weeks belongs to a falling metric, and to nothing else",
                zh="周数仅适用于指标下降规则",
                field="weeks",
            )
        if weeks is not None:
            _check_range(weeks, "weeks", _FEWEST_WEEKS, _MOST_WEEKS)
        before = self.settings
        if look_back_weeks is not None:
            self._look_back(look_back_weeks)
        self.enabled, self.due_in_days, self.weeks = enabled, due_in_days, weeks
        changed = self.settings != before
        self.version += changed
        return changed

    def _look_back(self, weeks: int) -> None:
        if self.weeks is None:
            raise Invalid(
                "Only a falling metric has weeks to look back on",
                zh="回溯周数仅适用于指标下降规则",
                field="look_back_weeks",
            )
        _check_range(weeks, "look_back_weeks", 1, LONGEST_BACK)
        self.look_back_weeks = weeks


class TriggerRuleVersion(Entity):
    """What a rule said from a moment on, and who said so; nobody for the built-in rules."""

    __tablename__ = "trigger_rule_versions"
    exported: ClassVar[Exported] = Exported()
    __table_args__ = (UniqueConstraint("rule_id", "version"),)

    rule_id: Mapped[UUID] = mapped_column(ForeignKey("trigger_rules.id"))
    version: Mapped[int]
    enabled: Mapped[bool]
    due_in_days: Mapped[int]
    weeks: Mapped[int | None] = mapped_column(default=None)
    look_back_weeks: Mapped[int | None] = mapped_column(default=None)
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), default=None)


def _check_range(value: int, field: str, least: int, most: int) -> None:
    if not least <= value <= most:
        raise Invalid(
            f"Give a number from {least} to {most}",
            zh=f"请填写 {least} 至 {most} 之间的数字",
            field=field,
        )
