"""How far along: in SQL where lists are read, in Python where one goal is decided upon.

What is missing is missing, never nought; what is beyond the target stays beyond one, and what
fell behind the start stays below nought. Only a screen may clip.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Float, ScalarSelect, cast, func, select
from sqlalchemy.orm import aliased

from domain.goals.check_in import CheckIn
from domain.goals.closure import GoalClosure, Outcome
from domain.goals.goal import Goal
from domain.goals.key_result import KeyResult
from domain.goals.states import GoalState


def key_result_progress(key_result: type[KeyResult]) -> ColumnElement[float | None]:
    """(current - start) / (target - start), of the class or an alias of it."""
    return (key_result.current - key_result.start) / (key_result.target - key_result.start)


def goal_progress(goal: type[Goal]) -> ScalarSelect[float | None]:
    """The weighted mean over the key results that have a value; NULL where none has."""
    part = aliased(KeyResult)
    weights = func.sum(part.weight).filter(part.current.is_not(None))
    mean = func.sum(part.weight * key_result_progress(part)) / cast(weights, Float())
    return select(mean).where(part.goal_id == goal.id).correlate_except(part).scalar_subquery()


def aligned_goals_progress(goal: type[Goal]) -> ScalarSelect[float | None]:
    """The mean progress of the goals right below that count; NULL where none has any."""
    child = aliased(Goal)
    return (
        select(func.avg(goal_progress(child)))
        .where(child.parent_id == goal.id, counts(child))
        .correlate_except(child)
        .scalar_subquery()
    )


def is_latest_check_in(key_result: type[KeyResult], check_in: type[CheckIn]) -> ColumnElement[bool]:
    """Whether it is the valid one of the key result's latest week."""
    later = aliased(CheckIn)
    newest = (
        select(later.id)
        .where(later.key_result_id == key_result.id, later.superseded_at.is_(None))
        .order_by(later.week.desc())
        .limit(1)
        .correlate_except(later)
    )
    return check_in.id == newest.scalar_subquery()


def counts(goal: type[Goal]) -> ColumnElement[bool]:
    """Whether it belongs in a roll-up: agreed on, and neither withdrawn nor dropped."""
    closure = aliased(GoalClosure)
    dropped = (
        select(closure.id)
        .where(closure.goal_id == goal.id, closure.outcome == Outcome.DROPPED)
        .correlate_except(closure)
        .exists()
    )
    agreed = (GoalState.ACTIVE, GoalState.RETUNING, GoalState.CLOSING, GoalState.CLOSED)
    return goal.state.in_(agreed) & ~dropped


def progress_of(key_results: Sequence[KeyResult]) -> float | None:
    """As `goal_progress`, for one goal's key results."""
    known: list[tuple[int, float]] = [
        (part.weight, part.progress) for part in key_results if part.progress is not None
    ]
    if not known:
        return None
    return sum(weight * share for weight, share in known) / sum(weight for weight, _ in known)
