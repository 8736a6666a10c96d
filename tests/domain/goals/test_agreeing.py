"""From proposed to active."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.errors import Conflict, Invalid, NotAllowed, NotFound
from domain.events import StoredEvent
from domain.goals.agreeing import activate_goal, tick_goal, waive_ticks
from domain.goals.commands import amend_goal, propose_goals
from domain.goals.goal import Goal
from domain.goals.items import GoalType
from domain.goals.states import GoalState
from domain.goals.tick import Tick, TickKind, TickWaiver
from domain.people.commands import end_employment, set_manager
from domain.people.person import Person
from tenants.work import open_work
from tests.builders import DUE, a_goal_item, a_proposed_goal, tick_all
from tests.people import NOON, Cast, acting


async def activate(cast: Cast, goal: Goal, by: Person | None = None) -> Goal:
    async with open_work(cast.place, acting(by or cast.omar), now=NOON) as work:
        return await activate_goal(work, goal_id=goal.id)


async def state_of(cast: Cast, goal: Goal) -> GoalState:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        return (await work.get(Goal, goal.id)).state


async def events_of(cast: Cast, goal: Goal) -> list[str]:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        named = select(StoredEvent.name).where(StoredEvent.subject_id == goal.id)
        return list(await work.session.scalars(named.order_by(StoredEvent.id)))


@pytest.mark.requirement(52)
async def test_goals_issued_together_share_a_batch(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        items = [a_goal_item(cast.omar, title=f"Goal {n}") for n in "12345"]
        await propose_goals(work, items=items)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        told = await work.session.scalars(
            select(StoredEvent).where(StoredEvent.name == "goal.issued")
        )
        issued = [event.content for event in told]
    assert len(issued) == 5
    assert {content["owner_id"] for content in issued} == {str(cast.omar.id)}
    assert {content["proposed_by_id"] for content in issued} == {str(cast.mei.id)}
    assert len({content["batch_id"] for content in issued}) == 1


@pytest.mark.requirement(53)
async def test_three_ticks_by_both_sides_make_a_goal_ready(cast: Cast) -> None:
    goal = await a_proposed_goal(cast)
    await tick_all(cast, goal, cast.omar, cast.mei)
    active = await activate(cast, goal)
    assert (active.state, active.activated_at) == (GoalState.ACTIVE, NOON)
    assert await events_of(cast, goal) == [
        "goal.issued",
        *["goal.ticked"] * 6,
        "goal.agreed",
        "goal.activated",
    ]


@pytest.mark.requirement(53)
@pytest.mark.parametrize(("owner_ticks", "manager_ticks"), [(3, 2), (2, 3), (3, 0), (0, 3)])
async def test_partial_ticks_stay_agreeing(
    cast: Cast, owner_ticks: int, manager_ticks: int
) -> None:
    goal = await a_proposed_goal(cast)
    given = {cast.omar: owner_ticks, cast.mei: manager_ticks}
    for person, ticks in ((who, ticks) for who, ticks in given.items() if ticks):
        async with open_work(cast.place, acting(person), now=NOON) as work:
            await tick_goal(work, goal_id=goal.id, kinds=list(TickKind)[:ticks])
    with pytest.raises(Conflict, match="Both sides must first tick"):
        await activate(cast, goal)
    assert await state_of(cast, goal) is GoalState.AGREEING


async def test_a_tick_given_twice_is_one(cast: Cast) -> None:
    goal = await a_proposed_goal(cast)
    await tick_all(cast, goal, cast.omar, cast.omar)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        assert len((await work.session.scalars(select(Tick))).all()) == 3
    assert (await events_of(cast, goal)).count("goal.ticked") == 3


async def test_a_skip_level_manager_may_tick_for_the_managing_side(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await set_manager(work, person_id=cast.mei.id, manager_id=cast.ivan.id)
    goal = await a_proposed_goal(cast)
    await tick_all(cast, goal, cast.omar, cast.ivan)
    assert (await activate(cast, goal)).state is GoalState.ACTIVE


async def test_after_a_change_of_manager_the_new_one_ticks(cast: Cast) -> None:
    goal = await a_proposed_goal(cast)
    await tick_all(cast, goal, cast.omar, cast.mei)
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await set_manager(work, person_id=cast.omar.id, manager_id=cast.ivan.id)
    with pytest.raises(Conflict, match="Both sides"):
        await activate(cast, goal)
    await tick_all(cast, goal, cast.ivan)
    assert (await activate(cast, goal)).state is GoalState.ACTIVE


async def test_hr_stands_in_where_there_is_no_manager(cast: Cast) -> None:
    goal = await a_proposed_goal(cast, cast.ivan)
    await tick_all(cast, goal, cast.ivan, cast.hua)
    assert (await activate(cast, goal, cast.ivan)).state is GoalState.ACTIVE


async def test_hr_does_not_stand_in_for_a_manager_who_is_there(cast: Cast) -> None:
    goal = await a_proposed_goal(cast)
    with pytest.raises(NotAllowed):
        await tick_all(cast, goal, cast.hua)
    assert await state_of(cast, goal) is GoalState.PROPOSED


async def test_what_hr_ticked_as_stand_in_does_not_bind_a_later_manager(cast: Cast) -> None:
    goal = await a_proposed_goal(cast, cast.ivan)
    await tick_all(cast, goal, cast.ivan, cast.hua)
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await set_manager(work, person_id=cast.ivan.id, manager_id=cast.mei.id)
    with pytest.raises(Conflict, match="Both sides"):
        await activate(cast, goal, cast.ivan)


async def test_hr_stands_in_once_the_manager_has_left(cast: Cast) -> None:
    goal = await a_proposed_goal(cast)
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await end_employment(work, person_id=cast.mei.id)
    await tick_all(cast, goal, cast.omar, cast.hua)
    assert (await activate(cast, goal)).state is GoalState.ACTIVE


async def test_hr_does_not_stand_in_for_themselves(cast: Cast) -> None:
    goal = await a_proposed_goal(cast, cast.hua)
    await tick_all(cast, goal, cast.hua)
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        with pytest.raises(NotAllowed):
            await waive_ticks(work, goal_id=goal.id, reason="I agree with myself")
    with pytest.raises(Conflict, match="Both sides"):
        await activate(cast, goal, cast.hua)


async def test_a_waiver_says_who_when_and_why(cast: Cast) -> None:
    goal = await a_proposed_goal(cast)
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await waive_ticks(work, goal_id=goal.id, reason="Omar is on leave until July")
    assert (await activate(cast, goal)).state is GoalState.ACTIVE
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        waiver = (await work.session.scalars(select(TickWaiver))).one()
    assert (waiver.waived_by_id, waiver.waived_at, waiver.reason) == (
        cast.hua.id,
        NOON,
        "Omar is on leave until July",
    )
    assert "goal.ticks_waived" in await events_of(cast, goal)


@pytest.mark.parametrize("who", ["mei", "omar"])
async def test_only_hr_waives(cast: Cast, who: str) -> None:
    goal = await a_proposed_goal(cast)
    async with open_work(cast.place, acting(getattr(cast, who)), now=NOON) as work:
        with pytest.raises(NotAllowed, match="Only HR"):
            await waive_ticks(work, goal_id=goal.id, reason="Hurry")
    assert await state_of(cast, goal) is GoalState.PROPOSED


async def test_strangers_and_admins_do_not_find_the_goal(cast: Cast) -> None:
    goal = await a_proposed_goal(cast)
    for stranger in (cast.ivan, cast.ana, cast.wei):
        async with open_work(cast.place, acting(stranger), now=NOON) as work:
            with pytest.raises(NotFound):
                await tick_goal(work, goal_id=goal.id, kinds=[TickKind.PATH])


async def test_the_system_does_not_tick_for_anybody(cast: Cast) -> None:
    goal = await a_proposed_goal(cast)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        with pytest.raises(NotAllowed, match="Only a person"):
            await tick_goal(work, goal_id=goal.id, kinds=[TickKind.PATH])


@pytest.mark.requirement(7)
@pytest.mark.parametrize("without", ["measure", "key_results", "due_on"])
async def test_what_to_which_level_and_by_when(cast: Cast, without: str) -> None:
    goal = await a_proposed_goal(cast, **{without: () if without == "key_results" else None})
    await tick_all(cast, goal, cast.omar, cast.mei)
    with pytest.raises(Invalid) as refused:
        await activate(cast, goal)
    assert refused.value.field == without
    assert await state_of(cast, goal) is GoalState.AGREEING


async def test_a_due_date_may_pass_while_it_is_agreed_on(cast: Cast) -> None:
    goal = await a_proposed_goal(cast)
    await tick_all(cast, goal, cast.omar, cast.mei)
    with pytest.raises(Invalid, match="must not lie in the past"):
        async with open_work(cast.place, acting(cast.omar), now=NOON.replace(year=2100)) as work:
            await activate_goal(work, goal_id=goal.id)


async def test_amending_starts_the_agreeing_anew(cast: Cast) -> None:
    goal = await a_proposed_goal(cast)
    await tick_all(cast, goal, cast.omar, cast.mei)
    async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
        await amend_goal(work, goal_id=goal.id, due_on=DUE + timedelta(days=7))
    assert await state_of(cast, goal) is GoalState.PROPOSED
    await tick_all(cast, goal, cast.mei)
    with pytest.raises(Conflict, match="Both sides"):
        await activate(cast, goal)


async def test_to_tick_or_to_amend_nothing_changes_nothing(cast: Cast) -> None:
    goal = await a_proposed_goal(cast)
    with pytest.raises(Invalid, match="Say what you tick"):
        async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
            await tick_goal(work, goal_id=goal.id, kinds=[])
    await tick_all(cast, goal, cast.omar, cast.mei)
    with pytest.raises(Invalid, match="Say what to change"):
        async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
            await amend_goal(work, goal_id=goal.id)
    assert await state_of(cast, goal) is GoalState.AGREEING


async def kpi(cast: Cast, weight: int | None) -> Goal:
    goal = await a_proposed_goal(cast, type=GoalType.KPI, weight=weight)
    await tick_all(cast, goal, cast.omar, cast.mei)
    return goal


@pytest.mark.parametrize(
    ("weights", "allowed"),
    [
        ((None, None), True),
        ((60, 40), True),
        ((60, 30), False),
        ((60, 41), False),
        ((100, None), False),
        ((100,), True),
    ],
)
async def test_weights_of_ones_kpis_sum_to_100_or_there_are_none(
    cast: Cast, weights: tuple[int | None, ...], allowed: bool
) -> None:
    goals = [await kpi(cast, weight) for weight in weights]
    if allowed:
        assert (await activate(cast, goals[0])).state is GoalState.ACTIVE
    else:
        with pytest.raises(Conflict, match="sum to 100"):
            await activate(cast, goals[0])
        assert await state_of(cast, goals[0]) is GoalState.AGREEING


async def test_others_kpis_and_own_okrs_do_not_weigh(cast: Cast) -> None:
    await a_proposed_goal(cast, cast.ana, type=GoalType.KPI, weight=30)
    await a_proposed_goal(cast, weight=30)
    goal = await kpi(cast, 100)
    assert (await activate(cast, goal)).state is GoalState.ACTIVE
