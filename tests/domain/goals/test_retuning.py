"""Changing what was agreed on."""

import asyncio
from datetime import timedelta

import pytest

from domain.actor import Actor
from domain.errors import Conflict, Invalid, NotAllowed, NotFound
from domain.goals.goal import Goal
from domain.goals.items import TargetItem
from domain.goals.queries import agreed_terms, revisions_of
from domain.goals.retuning import confirm_revision, decline_revision, propose_revision
from domain.goals.revision import GoalRevision, RevisionState
from domain.goals.states import GoalState
from domain.people.person import Person
from tenants.work import open_work
from tests.builders import DUE, an_active_goal, first_key_result
from tests.people import NOON, TODAY, Cast, acting


async def propose(
    cast: Cast, goal: Goal, by: Person | None = None, *, days: int = 0, **terms: object
) -> GoalRevision:
    async with open_work(
        cast.place, acting(by or cast.omar), now=NOON + timedelta(days=days)
    ) as work:
        return await propose_revision(work, goal_id=goal.id, reason="The market moved", **terms)


async def confirm(cast: Cast, goal: Goal, by: Person, *, days: int = 0) -> GoalRevision:
    async with open_work(cast.place, acting(by), now=NOON + timedelta(days=days)) as work:
        return await confirm_revision(work, goal_id=goal.id)


async def reload(cast: Cast, goal: Goal) -> Goal:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        return await work.get(Goal, goal.id)


@pytest.mark.requirement(132)
async def test_an_evaluation_sees_what_was_agreed_at_the_time(cast: Cast) -> None:
    goal = await an_active_goal(cast, weight=60)
    part = await first_key_result(cast, goal)
    later = DUE + timedelta(days=30)
    await propose(
        cast,
        goal,
        days=10,
        measure="Defects that customers report",
        due_on=later,
        weight=50,
        targets=[TargetItem(key_result_id=part.id, target=5)],
    )
    await confirm(cast, goal, cast.mei, days=11)
    await propose(
        cast, goal, cast.mei, days=20, effective_from=TODAY + timedelta(days=15), weight=40
    )
    await confirm(cast, goal, cast.omar, days=20)

    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        loaded = await work.get(Goal, goal.id)
        seen = [
            (terms.measure, terms.due_on, terms.weight, terms.targets[part.id])
            for days in (0, 9, 10, 14, 15, 100)
            for terms in [await agreed_terms(work, loaded, TODAY + timedelta(days=days))]
        ]
    first = ("Open defects in the tracker", DUE, 60, 10)
    second = ("Defects that customers report", later, 50, 5)
    third = ("Defects that customers report", later, 40, 5)
    assert seen == [first, first, second, second, third, third]


@pytest.mark.requirement(132)
async def test_the_old_terms_hold_until_both_have_said_yes(cast: Cast) -> None:
    goal = await an_active_goal(cast)
    revision = await propose(cast, goal, measure="Other defects")
    assert (revision.reason, revision.effective_from) == ("The market moved", TODAY)
    waiting = await reload(cast, goal)
    assert (waiting.state, waiting.measure) == (GoalState.RETUNING, "Open defects in the tracker")
    await confirm(cast, goal, cast.mei)
    retuned = await reload(cast, goal)
    assert (retuned.state, retuned.measure) == (GoalState.ACTIVE, "Other defects")


async def test_nobody_confirms_their_own_side(cast: Cast) -> None:
    goal = await an_active_goal(cast)
    await propose(cast, goal, measure="Other defects")
    with pytest.raises(NotAllowed, match="The other side"):
        await confirm(cast, goal, cast.omar)
    assert (await reload(cast, goal)).state is GoalState.RETUNING


async def test_the_managing_side_waits_for_the_owner(cast: Cast) -> None:
    goal = await an_active_goal(cast)
    await propose(cast, goal, cast.mei, measure="Other defects")
    with pytest.raises(NotAllowed, match="The other side"):
        await confirm(cast, goal, cast.mei)
    revision = await confirm(cast, goal, cast.omar)
    assert (revision.state, revision.decided_by_id) == (RevisionState.CONFIRMED, cast.omar.id)


async def test_a_declined_revision_stays_in_history(cast: Cast) -> None:
    goal = await an_active_goal(cast)
    await propose(cast, goal, measure="Other defects")
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        await decline_revision(work, goal_id=goal.id)
    after = await reload(cast, goal)
    assert (after.state, after.measure) == (GoalState.ACTIVE, "Open defects in the tracker")
    await propose(cast, goal, measure="Yet others")
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        numbered = [(one.number, one.state) for one in await revisions_of(work, goal.id)]
    assert numbered == [(1, RevisionState.DECLINED), (2, RevisionState.PROPOSED)]


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
        ({"weight": 101}, "weight"),
        ({"measure": "Open defects in the tracker"}, "goal_id"),
        ({}, "goal_id"),
        ({"weight": 5, "effective_from": TODAY + timedelta(days=1)}, "effective_from"),
        ({"weight": 5, "effective_from": TODAY - timedelta(days=1)}, "effective_from"),
    ],
)
async def test_refused_terms(cast: Cast, terms: dict[str, object], field: str) -> None:
    goal = await an_active_goal(cast)
    with pytest.raises(Invalid) as refused:
        await propose(cast, goal, **terms)
    assert refused.value.field == field
    assert (await reload(cast, goal)).state is GoalState.ACTIVE


async def test_a_target_stays_apart_from_the_start(cast: Cast) -> None:
    goal = await an_active_goal(cast)
    part = await first_key_result(cast, goal)
    with pytest.raises(Invalid) as refused:
        await propose(cast, goal, targets=[TargetItem(key_result_id=part.id, target=40)])
    assert refused.value.field == "targets.0.target"
    other = await first_key_result(cast, await an_active_goal(cast))
    for targets in ([other.id], [part.id, part.id]):
        items = [TargetItem(key_result_id=part_id, target=3) for part_id in targets]
        with pytest.raises(NotFound) as missing:
            await propose(cast, goal, targets=items)
        assert missing.value.field == f"targets.{len(targets) - 1}.key_result_id"


async def test_a_revision_does_not_reach_behind_the_last_one(cast: Cast) -> None:
    goal = await an_active_goal(cast)
    await propose(cast, goal, days=10, measure="Other defects")
    await confirm(cast, goal, cast.mei, days=10)
    with pytest.raises(Invalid) as refused:
        await propose(
            cast, goal, days=12, measure="Yet others", effective_from=TODAY + timedelta(days=9)
        )
    assert refused.value.field == "effective_from"


async def test_a_due_date_that_passed_while_waiting_is_not_confirmed(cast: Cast) -> None:
    goal = await an_active_goal(cast)
    await propose(cast, goal, due_on=TODAY + timedelta(days=5))
    with pytest.raises(Invalid, match="past"):
        await confirm(cast, goal, cast.mei, days=6)


async def test_only_one_revision_waits_at_a_time(cast: Cast) -> None:
    goal = await an_active_goal(cast)
    outcomes = await asyncio.gather(
        propose(cast, goal, measure="Mine"),
        propose(cast, goal, cast.mei, measure="Hers"),
        return_exceptions=True,
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "GoalRevision"]
    assert any(isinstance(outcome, Conflict) for outcome in outcomes)
