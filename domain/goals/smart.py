"""The checks by SMART that a goal must pass before it is active: how one will know, and by when."""

from collections.abc import Sequence
from datetime import date

from domain.errors import Invalid
from domain.goals.goal import Goal, due_date
from domain.goals.key_result import KeyResult


def require_smart(goal: Goal, key_results: Sequence[KeyResult], *, today: date) -> None:
    """What, to which level, by when: without one of them nobody can agree. Raises Invalid."""
    if not goal.measure:
        raise Invalid(
            "Say how you will know that the goal is reached",
            zh="请写明如何衡量目标是否达成",
            field="measure",
        )
    if not key_results:
        raise Invalid(
            "Add at least one key result with a start and a target",
            zh="请至少添加一个有起始值和目标值的关键结果",
            field="key_results",
        )
    if goal.due_on is None:
        raise Invalid("Say by when", zh="请写明截止日期", field="due_on")
    due_date(goal.due_on, "due_on", today=today)
