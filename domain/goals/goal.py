"""What somebody is to achieve by when, and why."""

from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from domain import typed
from domain.base import Entity
from domain.errors import Invalid
from domain.exported import Exported
from domain.goals.items import GoalItem, GoalType
from domain.goals.states import Deed, GoalState, state_after

_HEAVIEST = 100


class Goal(Entity):
    """An OKR or a KPI of one owner. Once active, what was agreed on changes by GoalRevision."""

    __tablename__ = "goals"
    exported: ClassVar[Exported] = Exported(texts=["title", "why", "measure"])
    __table_args__ = (
        CheckConstraint("weight BETWEEN 1 AND 100", name="weight"),
        CheckConstraint("parent_id <> id", name="not_under_itself"),
        Index("ix_goals_owner_id_state", "owner_id", "state"),
    )

    type: Mapped[GoalType]
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    proposed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("goals.id"), index=True, default=None)
    batch_id: Mapped[UUID | None] = mapped_column(index=True, default=None)
    title: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    measure: Mapped[str | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)
    weight: Mapped[int | None] = mapped_column(default=None)
    state: Mapped[GoalState] = mapped_column(default=GoalState.DRAFT)
    created_at: Mapped[datetime]
    proposed_at: Mapped[datetime | None] = mapped_column(default=None)
    activated_at: Mapped[datetime | None] = mapped_column(default=None)

    @classmethod
    def draft(
        cls,
        item: GoalItem,
        *,
        proposed_by_id: UUID | None,
        today: date,
        now: datetime,
        inside: str = "",
    ) -> Self:
        """A goal nobody has been asked to agree on. Raises Invalid.

        Args:
            item: what is wanted.
            proposed_by_id: who wrote it; None for the system.
            today: a due date before it is refused.
            now: the moment of writing.
            inside: where the item is among the command's arguments, such as `items.3.`.
        """
        return cls(
            type=item.type,
            owner_id=item.owner_id,
            proposed_by_id=proposed_by_id,
            parent_id=item.parent_id,
            title=typed.line(item.title, f"{inside}title"),
            why=typed.paragraphs(item.why, f"{inside}why"),
            measure=measure_of(item.measure, f"{inside}measure"),
            due_on=due_date(item.due_on, f"{inside}due_on", today=today),
            weight=weight_of(item.weight, f"{inside}weight"),
            created_at=now,
        )

    def move(self, deed: Deed) -> None:
        """Raises Conflict where the deed does not fit the goal's state."""
        self.state = state_after(deed, self.state)


def measure_of(value: str | None, field: str) -> str | None:
    """How one will know, or None where it is left empty. Raises Invalid."""
    return (typed.paragraphs(value, field, most=1000) or None) if value else None


def due_date(value: date | None, field: str, *, today: date) -> date | None:
    if value is not None and value < today:
        raise Invalid(
            "The due date must not lie in the past", zh="截止日期不能早于今天", field=field
        )
    return value


def weight_of(value: int | None, field: str) -> int | None:
    if value is not None and not 1 <= value <= _HEAVIEST:
        raise Invalid(
            f"A weight is a whole number from 1 to {_HEAVIEST}",
            zh=f"权重须为 1 至 {_HEAVIEST} 的整数",
            field=field,
        )
    return value
