"""How far along: by the entity, by the lists, and by the formula."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from domain.actor import Actor
from domain.base import new_id
from domain.errors import Invalid
from domain.goals.agreeing import activate_goal
from domain.goals.closing import close_goal
from domain.goals.closure import Outcome
from domain.goals.following import check_in
from domain.goals.goal import Goal
from domain.goals.items import KeyResultItem
from domain.goals.key_result import KeyResult
from domain.goals.progress import (
    aligned_goals_progress,
    goal_progress,
    key_result_progress,
    progress_of,
)
from domain.goals.queries import key_results_of
from tenants.work import open_work
from tests.builders import a_key_result, a_proposed_goal, an_active_goal, tick_all
from tests.people import NOON, Cast, acting

numbers = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False)


def a_part(start: float, target: float, current: float | None, weight: int = 1) -> KeyResult:
    item = KeyResultItem(title="Defects", unit="defects", start=start, target=target, weight=weight)
    part = KeyResult.of(item, goal_id=new_id(), position=0, inside="")
    part.current = current
    return part


@pytest.mark.parametrize(
    ("start", "target", "current", "progress"),
    [
        (0, 100, 50, 0.5),
        (40, 10, 25, 0.5),
        (40, 10, 40, 0.0),
        (40, 10, 10, 1.0),
        (0, 100, 130, 1.3),
        (40, 10, 55, -0.5),
        (-10, 10, 0, 0.5),
        (0, 100, None, None),
    ],
)
def test_progress(start: float, target: float, current: float | None, progress: float) -> None:
    assert a_part(start, target, current).progress == progress


@given(start=numbers, target=numbers, current=numbers)
def test_the_start_is_0_and_the_target_is_1(start: float, target: float, current: float) -> None:
    if abs(target - start) < 1e-6:
        return
    assert a_part(start, target, start).progress == 0
    assert a_part(start, target, target).progress == 1
    progress = a_part(start, target, current).progress
    assert progress is not None
    assert math.isfinite(progress)
    # However far beyond, it is kept as it is: no clipping at either end.
    assert start + progress * (target - start) == pytest.approx(current, rel=1e-6, abs=1)


@given(st.lists(st.tuples(st.one_of(st.none(), numbers), st.integers(1, 100)), min_size=1))
def test_what_is_missing_is_not_nought(parts: list[tuple[float | None, int]]) -> None:
    known = [(value, weight) for value, weight in parts if value is not None]
    whole = progress_of([a_part(0, 1, value, weight) for value, weight in parts])
    alone = progress_of([a_part(0, 1, value, weight) for value, weight in known])
    assert whole == alone
    assert (whole is None) is (not known)


@pytest.mark.parametrize("target", [40, 40 + 1e-12, math.nan, math.inf, -math.inf, 1e300])
def test_a_target_is_a_number_and_not_the_start(target: float) -> None:
    with pytest.raises(Invalid) as refused:
        a_part(40, target, None)
    assert refused.value.field == "target"


async def test_lists_count_as_the_entity_does(cast: Cast) -> None:
    goal = await an_active_goal(
        cast,
        key_results=[
            a_key_result(start=40, target=10, weight=3),
            a_key_result(start=0, target=1e-6, weight=1),
            a_key_result(start=0, target=5, weight=100),
        ],
    )
    async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
        parts = await key_results_of(work, goal.id)
        for part, value in zip(parts, (25, -2e-6), strict=False):
            await check_in(work, key_result_id=part.id, value=value, confidence=5)
    async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
        parts = await key_results_of(work, goal.id)
        listed = await work.session.scalars(
            select(key_result_progress(KeyResult)).order_by(KeyResult.position)
        )
        whole = await work.session.scalar(select(goal_progress(Goal)).where(Goal.id == goal.id))
    assert listed.all() == [part.progress for part in parts] == [0.5, -2.0, None]
    assert whole == progress_of(parts) == (3 * 0.5 - 2.0) / 4


async def test_dropped_goals_leave_the_roll_up_and_stay_in_history(cast: Cast) -> None:
    above = await a_proposed_goal(cast, cast.mei)
    for reached, outcome in ((10, None), (40, Outcome.DROPPED), (25, Outcome.PARTIAL)):
        goal = await a_proposed_goal(cast, parent_id=above.id)
        await tick_all(cast, goal, cast.omar, cast.mei)
        async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
            await activate_goal(work, goal_id=goal.id)
            (part,) = await key_results_of(work, goal.id)
            await check_in(work, key_result_id=part.id, value=reached, confidence=5)
            if outcome:
                await close_goal(work, goal_id=goal.id, outcome=outcome, reason="So it is")
    await a_proposed_goal(cast, parent_id=above.id)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        rolled_up = select(aligned_goals_progress(Goal)).where(Goal.id == above.id)
        assert await work.session.scalar(rolled_up) == (1.0 + 0.5) / 2
        below = select(Goal.id).where(Goal.parent_id == above.id)
        assert len((await work.session.scalars(below)).all()) == 4
