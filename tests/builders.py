"""Things with sensible defaults, one call each."""

from datetime import date
from typing import Any
from uuid import UUID

from domain.goals.agreeing import activate_goal, tick_goal
from domain.goals.commands import propose_goal
from domain.goals.goal import Goal
from domain.goals.items import GoalItem, GoalType, KeyResultItem
from domain.goals.key_result import KeyResult
from domain.goals.queries import key_results_of
from domain.goals.tick import TickKind
from domain.people.person import Person
from tenants.work import open_work
from tests.people import NOON, Cast, acting

DUE = date(2099, 9, 30)
"""Far off, because the API has the clock's own today."""


def a_key_result(**other: Any) -> KeyResultItem:  # noqa: ANN401 - any field
    given: dict[str, Any] = {"title": "Open defects", "unit": "defects", "start": 40, "target": 10}
    return KeyResultItem(**given | other)


def a_goal_item(owner: Person | UUID, **other: Any) -> GoalItem:  # noqa: ANN401 - any field
    given: dict[str, Any] = {
        "owner_id": owner.id if isinstance(owner, Person) else owner,
        "type": GoalType.OKR,
        "title": "Fewer defects reach customers",
        "why": "Support drowns in them",
        "measure": "Open defects in the tracker",
        "due_on": DUE,
        "key_results": [a_key_result()],
    }
    return GoalItem(**given | other)


async def a_proposed_goal(cast: Cast, owner: Person | None = None, **other: Any) -> Goal:  # noqa: ANN401 - any field
    """Proposed to Omar by Mei, unless somebody else is to own it: then by themselves."""
    by = owner or cast.mei
    async with open_work(cast.place, acting(by), now=NOON) as work:
        return await propose_goal(work, item=a_goal_item(owner or cast.omar, **other))


async def tick_all(cast: Cast, goal: Goal, *people: Person) -> None:
    for person in people:
        async with open_work(cast.place, acting(person), now=NOON) as work:
            await tick_goal(work, goal_id=goal.id, kinds=list(TickKind))


async def an_active_goal(cast: Cast, **other: Any) -> Goal:  # noqa: ANN401 - any field
    """Omar's, agreed on with Mei."""
    goal = await a_proposed_goal(cast, **other)
    await tick_all(cast, goal, cast.omar, cast.mei)
    async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
        return await activate_goal(work, goal_id=goal.id)


async def first_key_result(cast: Cast, goal: Goal) -> KeyResult:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        return (await key_results_of(work, goal.id))[0]
