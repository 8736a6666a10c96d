"""From where to where: the measurable part of a goal."""

from typing import ClassVar, Self
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from domain import typed
from domain.base import Entity
from domain.errors import Invalid
from domain.exported import Exported
from domain.goals.goal import weight_of
from domain.goals.items import KeyResultItem

_SMALLEST_STEP = 1e-9


class KeyResult(Entity):
    """`current` is the value of the latest week's check-in, and None until there is one."""

    __tablename__ = "key_results"
    exported: ClassVar[Exported] = Exported(texts=["title", "unit"])
    __table_args__ = (
        CheckConstraint("target <> start", name="target_is_not_start"),
        CheckConstraint("weight BETWEEN 1 AND 100", name="weight"),
    )

    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goals.id"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    unit: Mapped[str]
    start: Mapped[float]
    target: Mapped[float]
    current: Mapped[float | None] = mapped_column(default=None)
    weight: Mapped[int] = mapped_column(default=1)

    @classmethod
    def of(cls, item: KeyResultItem, *, goal_id: UUID, position: int, inside: str) -> Self:
        """Raises Invalid, naming the field `inside` the command's arguments."""
        start = typed.number(item.start, f"{inside}start")
        weight_of(item.weight, f"{inside}weight")
        return cls(
            goal_id=goal_id,
            position=position,
            title=typed.line(item.title, f"{inside}title"),
            unit=typed.line(item.unit, f"{inside}unit", most=40),
            start=start,
            target=target_from(start, item.target, f"{inside}target"),
            weight=item.weight,
        )

    @property
    def progress(self) -> float | None:
        """Below nought and above one are possible, and kept."""
        if self.current is None:
            return None
        return (self.current - self.start) / (self.target - self.start)


def target_from(start: float, target: float, field: str) -> float:
    """A number that differs from the start, or there is no way to be along. Raises Invalid."""
    typed.number(target, field)
    if abs(target - start) < _SMALLEST_STEP:
        raise Invalid(
            "The target must differ from the start", zh="目标值不能与起始值相同", field=field
        )
    return target
