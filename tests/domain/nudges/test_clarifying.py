"""What goals that are issued lead to, through the commands and the jobs."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.events import StoredEvent
from domain.goals.commands import propose_goals, withdraw_goal
from domain.goals.goal import Goal
from domain.nudges import wording
from domain.nudges.clarifying import plan_clarification
from domain.nudges.nudge import Nudge, NudgeState
from domain.people.person import Person
from domain.policy.touchpoint import Touchpoint, TouchpointKind, TouchpointState
from domain.policy.touchpoint_goal import TouchpointGoal
from infra.database import Place
from tenants.work import open_work
from tests.builders import a_goal_item, a_proposed_goal
from tests.jobs import run_pending_jobs
from tests.people import NOON, TODAY, Cast, acting


async def _propose(cast: Cast, *owners: Person) -> Sequence[Goal]:
    items = [a_goal_item(owner, title=f"Goal {place}") for place, owner in enumerate(owners)]
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        return await propose_goals(work, items=items)


async def _touchpoints(place: Place) -> list[Touchpoint]:
    async with open_work(place, Actor.system()) as work:
        return list(await work.session.scalars(select(Touchpoint).order_by(Touchpoint.id)))


async def _listed(place: Place) -> list[TouchpointGoal]:
    async with open_work(place, Actor.system()) as work:
        return list(await work.session.scalars(select(TouchpointGoal)))


async def _nudge(place: Place) -> Nudge:
    async with open_work(place, Actor.system()) as work:
        return (await work.session.scalars(select(Nudge))).one()


@pytest.mark.requirement(52)
async def test_five_goals_issued_together_make_one_touchpoint_that_lists_five(cast: Cast) -> None:
    goals = await _propose(cast, *[cast.omar] * 5)
    await run_pending_jobs(cast.place, now=NOON)
    (touchpoint,) = await _touchpoints(cast.place)
    assert touchpoint.kind is TouchpointKind.GOAL_CLARIFICATION
    assert (touchpoint.subject_id, touchpoint.owner_id) == (cast.omar.id, cast.mei.id)
    assert (touchpoint.due_on - TODAY).days == 7
    listed = await _listed(cast.place)
    assert {one.goal_id for one in listed} == {goal.id for goal in goals}
    assert {one.touchpoint_id for one in listed} == {touchpoint.id}


@pytest.mark.requirement(52)
async def test_goals_of_two_people_make_one_touchpoint_each(cast: Cast) -> None:
    await _propose(cast, cast.omar, cast.ana, cast.omar)
    await run_pending_jobs(cast.place, now=NOON)
    assert {one.subject_id for one in await _touchpoints(cast.place)} == {
        cast.omar.id,
        cast.ana.id,
    }
    assert len(await _touchpoints(cast.place)) == 2


@pytest.mark.requirement(52)
async def test_reactions_at_the_same_time_make_one_touchpoint(cast: Cast) -> None:
    await _propose(cast, *[cast.omar] * 5)
    async with open_work(cast.place, Actor.system()) as work:
        issued = list(await work.session.scalars(select(StoredEvent)))

    async def plan(event: StoredEvent) -> None:
        async with open_work(cast.place, Actor.system(), now=NOON) as work:
            await plan_clarification(work, event)

    events = [event for event in issued if event.name == "goal.issued"] * 2
    await asyncio.gather(*(plan(event) for event in events))
    assert len(await _touchpoints(cast.place)) == 1
    assert len(await _listed(cast.place)) == 5
    assert (await _nudge(cast.place)).why["en"] == "Omar has 5 new goals"


async def test_the_manager_is_told_of_the_new_goal(cast: Cast) -> None:
    await a_proposed_goal(cast)
    await run_pending_jobs(cast.place, now=NOON)
    nudge = await _nudge(cast.place)
    assert nudge.recipient_id == cast.mei.id
    assert nudge.why == {"en": "Omar has a new goal", "zh-CN": "Omar 有 1 个新目标"}


async def test_without_a_manager_it_waits_for_hr(cast: Cast) -> None:
    await a_proposed_goal(cast, cast.ivan)
    await run_pending_jobs(cast.place, now=NOON)
    assert [one.owner_id for one in await _touchpoints(cast.place)] == [None]
    assert (await _nudge(cast.place)).recipient_id is None


async def test_a_goal_that_is_withdrawn_is_no_longer_listed(cast: Cast) -> None:
    first, second = await _propose(cast, cast.omar, cast.omar)
    await run_pending_jobs(cast.place, now=NOON)
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        await withdraw_goal(work, goal_id=first.id)
    await run_pending_jobs(cast.place, now=NOON)
    assert [one.goal_id for one in await _listed(cast.place)] == [second.id]
    assert (await _nudge(cast.place)).why["en"] == "Omar has a new goal"


async def test_when_all_goals_are_withdrawn_nothing_is_asked(cast: Cast) -> None:
    goal = await a_proposed_goal(cast)
    await run_pending_jobs(cast.place, now=NOON)
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        await withdraw_goal(work, goal_id=goal.id)
    await run_pending_jobs(cast.place, now=NOON)
    (touchpoint,) = await _touchpoints(cast.place)
    nudge = await _nudge(cast.place)
    assert (touchpoint.state, nudge.state) == (TouchpointState.CANCELLED, NudgeState.WITHDRAWN)
    assert nudge.withdrawn_because == wording.NO_GOALS


async def test_a_goal_withdrawn_before_we_came_to_it_is_never_asked_about(cast: Cast) -> None:
    goal = await a_proposed_goal(cast)
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        await withdraw_goal(work, goal_id=goal.id)
    await run_pending_jobs(cast.place, now=NOON)
    assert await _touchpoints(cast.place) == []
