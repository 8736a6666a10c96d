"""Retuning: what changed of an active goal, why, from when, and that both sides said so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Self
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import Exported
from domain.goals.goal import Goal
from domain.goals.key_result import KeyResult
from domain.goals.sides import Side


class RevisionState(StrEnum):
    PROPOSED = "PROPOSED"
    CONFIRMED = "CONFIRMED"
    DECLINED = "DECLINED"


class GoalRevision(Entity):
    """The terms before and after. Once decided it is never changed."""

    __tablename__ = "goal_revisions"
    exported: ClassVar[Exported] = Exported(texts=["reason", "former_measure", "measure"])
    __table_args__ = (
        UniqueConstraint("goal_id", "number"),
        Index(
            "uq_goal_revisions_goal_id_waiting",
            "goal_id",
            unique=True,
            postgresql_where=text("state = 'PROPOSED'"),
        ),
        CheckConstraint("(state = 'PROPOSED') = (decided_at IS NULL)", name="decided"),
    )

    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goals.id"))
    number: Mapped[int]
    state: Mapped[RevisionState] = mapped_column(default=RevisionState.PROPOSED)
    reason: Mapped[str]
    effective_from: Mapped[date]
    former_measure: Mapped[str | None]
    measure: Mapped[str | None]
    former_due_on: Mapped[date | None]
    due_on: Mapped[date | None]
    former_weight: Mapped[int | None]
    weight: Mapped[int | None]
    proposed_by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    proposed_side: Mapped[Side]
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("people.id"), index=True, default=None
    )
    decided_at: Mapped[datetime | None] = mapped_column(default=None)

    @classmethod
    def of(
        cls,
        goal: Goal,
        *,
        number: int,
        reason: str,
        effective_from: date,
        measure: str | None,
        due_on: date | None,
        weight: int | None,
        proposed_by_id: UUID,
        proposed_side: Side,
        now: datetime,
    ) -> Self:
        """What is None stays as the goal has it."""
        return cls(
            goal_id=goal.id,
            number=number,
            reason=reason,
            effective_from=effective_from,
            former_measure=goal.measure,
            measure=measure or goal.measure,
            former_due_on=goal.due_on,
            due_on=due_on or goal.due_on,
            former_weight=goal.weight,
            weight=weight or goal.weight,
            proposed_by_id=proposed_by_id,
            proposed_side=proposed_side,
            proposed_at=now,
        )

    def decide(self, state: RevisionState, *, by_id: UUID, now: datetime) -> None:
        self.state, self.decided_by_id, self.decided_at = state, by_id, now


class TargetChange(Entity):
    """What a revision does to one key result's target."""

    __tablename__ = "target_changes"
    exported: ClassVar[Exported] = Exported()
    __table_args__ = (UniqueConstraint("revision_id", "key_result_id"),)

    revision_id: Mapped[UUID] = mapped_column(ForeignKey("goal_revisions.id"))
    key_result_id: Mapped[UUID] = mapped_column(ForeignKey("key_results.id"), index=True)
    former_target: Mapped[float]
    target: Mapped[float]


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What was agreed on."""

    measure: str | None
    due_on: date | None
    weight: int | None
    targets: Mapping[UUID, float]


def terms_on(
    day: date,
    goal: Goal,
    key_results: Iterable[KeyResult],
    revisions: Sequence[GoalRevision],
    changes: Iterable[TargetChange],
) -> Terms:
    """The terms in force on that day: today's, with every later revision undone."""
    changes = list(changes)
    terms = Terms(
        measure=goal.measure,
        due_on=goal.due_on,
        weight=goal.weight,
        targets={part.id: part.target for part in key_results},
    )
    confirmed = [one for one in revisions if one.state is RevisionState.CONFIRMED]
    for revision in sorted(confirmed, key=lambda one: one.number, reverse=True):
        if revision.effective_from > day:
            former = {
                change.key_result_id: change.former_target
                for change in changes
                if change.revision_id == revision.id
            }
            terms = replace(
                terms,
                measure=revision.former_measure,
                due_on=revision.former_due_on,
                weight=revision.former_weight,
                targets={**terms.targets, **former},
            )
    return terms
