"""Who may want what of whom, and what it may be aligned with."""

import asyncio
import math
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from domain.actor import Actor
from domain.base import new_id
from domain.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from domain.goals.commands import align_goal, amend_goal, draft_goal, propose_goals
from domain.goals.goal import Goal
from domain.goals.items import GoalItem, GoalType, KeyResultItem
from domain.goals.queries import key_results_of, visible_goals, visible_key_results
from domain.people.commands import end_employment, set_manager
from domain.people.person import Person
from tenants.work import open_work
from tests.builders import a_goal_item, a_key_result, a_proposed_goal
from tests.people import NOON, TODAY, Cast, acting


async def count(cast: Cast) -> int:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        return await work.session.scalar(select(func.count()).select_from(Goal)) or 0


async def propose(cast: Cast, by: Person, *items: GoalItem) -> None:
    async with open_work(cast.place, acting(by), now=NOON) as work:
        await propose_goals(work, items=items)


@pytest.mark.parametrize(
    ("who", "whom", "refused"),
    [
        ("omar", "omar", None),
        ("mei", "omar", None),
        ("mei", "ana", None),
        ("hua", "omar", None),
        ("omar", "mei", NotAllowed),
        ("omar", "ana", NotAllowed),
        ("ivan", "omar", NotAllowed),
        ("wei", "omar", NotAllowed),
    ],
)
async def test_who_may_propose_to_whom(
    cast: Cast, who: str, whom: str, refused: type[DomainError] | None
) -> None:
    outcome: DomainError | None = None
    try:
        await propose(cast, getattr(cast, who), a_goal_item(getattr(cast, whom)))
    except DomainError as refusal:
        outcome = refusal
    expected = (refused, "items.0.owner_id") if refused else (type(None), None)
    assert (type(outcome), getattr(outcome, "field", None)) == expected
    assert await count(cast) == int(refused is None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "a\nb"}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"why": "\ud83d"}, "why"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
        ({"weight": 0}, "weight"),
        ({"weight": 101}, "weight"),
        ({"key_results": [a_key_result(), a_key_result(target=40)]}, "key_results.1.target"),
        ({"key_results": [a_key_result(start=math.nan)]}, "key_results.0.start"),
        ({"key_results": [a_key_result(unit="")]}, "key_results.0.unit"),
        ({"key_results": [a_key_result(weight=0)]}, "key_results.0.weight"),
        ({"key_results": [a_key_result()] * 21}, "key_results"),
    ],
)
async def test_one_faulty_goal_refuses_them_all(
    cast: Cast, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await propose(cast, cast.mei, a_goal_item(cast.omar), a_goal_item(cast.omar, **wrong))
    assert refused.value.field == f"items.1.{field}"
    assert await count(cast) == 0


async def test_owners_and_parents_must_be_there(cast: Cast) -> None:
    for item, field in (
        (a_goal_item(new_id()), "owner_id"),
        (a_goal_item(cast.omar, parent_id=new_id()), "parent_id"),
    ):
        with pytest.raises(NotFound) as refused:
            await propose(cast, cast.mei, item)
        assert refused.value.field == f"items.0.{field}"


async def test_nothing_is_proposed_to_one_who_left(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await end_employment(work, person_id=cast.omar.id)
    with pytest.raises(Conflict, match="Omar has left"):
        await propose(cast, cast.hua, a_goal_item(cast.omar))


@pytest.mark.parametrize("items", [0, 501])
async def test_how_many_at_once(cast: Cast, items: int) -> None:
    with pytest.raises(Invalid, match="between 1 and 500") as refused:
        await propose(cast, cast.mei, *[a_goal_item(cast.omar)] * items)
    assert refused.value.field == "items"


async def test_visible_are_ones_own_and_those_below_whoever_proposed_them(cast: Cast) -> None:
    """Ivan stands above Mei until today; then Omar moves from Mei to Ivan."""
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await set_manager(work, person_id=cast.mei.id, manager_id=cast.ivan.id)
    by_mei = await a_proposed_goal(cast)
    own = await a_proposed_goal(cast, cast.omar)

    async def sees(person: Person) -> set[Any]:
        async with open_work(cast.place, acting(person), now=NOON) as work:
            goals = {goal.id for goal in await work.session.scalars(visible_goals(work.viewer))}
            parts = await work.session.scalars(visible_key_results(work.viewer))
            assert {part.goal_id for part in parts} == goals
            return goals

    both = {by_mei.id, own.id}
    for person, seen in (
        (cast.omar, both),
        (cast.mei, both),
        (cast.ivan, both),
        (cast.hua, both),
        (cast.ana, set()),
        (cast.wei, set()),
    ):
        assert await sees(person) == seen, person.name
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await set_manager(work, person_id=cast.omar.id, manager_id=cast.ivan.id)
    assert await sees(cast.mei) == set()
    assert await sees(cast.ivan) == both


async def test_actors_without_a_person_and_roles_see_nothing(cast: Cast) -> None:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        await draft_goal(work, item=a_goal_item(cast.omar))
    nobody = Actor(kind=acting(cast.omar).kind)
    async with open_work(cast.place, nobody, now=NOON) as work:
        assert (await work.session.scalars(visible_goals(work.viewer))).all() == []


async def align(cast: Cast, goal: Goal, parent: Goal | None, by: Person | None = None) -> None:
    async with open_work(cast.place, acting(by or cast.hua), now=NOON) as work:
        await align_goal(work, goal_id=goal.id, parent_id=parent.id if parent else None)


@pytest.mark.requirement(234)
async def test_an_alignment_in_a_circle_is_refused(cast: Cast) -> None:
    assert {kind.value for kind in GoalType} == {"OKR", "KPI"}
    top = await a_proposed_goal(cast, cast.mei)
    middle = await a_proposed_goal(cast, parent_id=top.id)
    low = await a_proposed_goal(cast, parent_id=middle.id)
    for goal, parent in ((top, low), (top, middle), (top, top)):
        with pytest.raises(Conflict, match="cannot stand above itself") as refused:
            await align(cast, goal, parent)
        assert refused.value.field == "parent_id"
    await align(cast, middle, None)
    await align(cast, top, low)


@pytest.mark.requirement(234)
async def test_two_who_close_a_circle_at_the_same_moment_do_not_both_succeed(cast: Cast) -> None:
    one, other = await a_proposed_goal(cast), await a_proposed_goal(cast)
    outcomes = await asyncio.gather(
        align(cast, one, other), align(cast, other, one), return_exceptions=True
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "NoneType"]


async def test_one_aligns_with_what_one_sees(cast: Cast) -> None:
    goal, above = await a_proposed_goal(cast), await a_proposed_goal(cast, cast.mei)
    with pytest.raises(NotFound) as refused:
        await align(cast, goal, above, by=cast.omar)
    assert refused.value.field == "parent_id"
    await align(cast, goal, above, by=cast.mei)


async def test_amending_changes_only_what_is_given(cast: Cast) -> None:
    goal = await a_proposed_goal(cast, weight=30)
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        await amend_goal(
            work,
            goal_id=goal.id,
            measure="",
            weight=0,
            key_results=[KeyResultItem(title="New", unit="%", start=0, target=1)],
        )
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        amended = await work.get(Goal, goal.id)
        (part,) = await key_results_of(work, goal.id)
    assert (amended.title, amended.measure, amended.weight) == (goal.title, None, None)
    assert (part.title, part.unit) == ("New", "%")
