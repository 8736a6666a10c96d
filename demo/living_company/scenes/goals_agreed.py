"""Goals go from the top to the teams: proposed, talked about, agreed on by both, active."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import select

from demo.living_company.cast import HRBP, member
from demo.living_company.company import Company
from demo.living_company.scenes.first_day import BEGAN
from demo.living_company.wanted import LEVELS, Wanted, wanted
from domain.goals.agreeing import activate_goal, tick_goal
from domain.goals.commands import propose_goals
from domain.goals.goal import Goal
from domain.goals.items import GoalItem, KeyResultItem
from domain.goals.states import GoalState
from domain.goals.tick import TickKind
from domain.work import UnitOfWork

HALF_YEAR_ENDS = -24
_ALL = list(TickKind)


async def goals_agreed(company: Company) -> AsyncIterator[datetime]:
    yield company.at(BEGAN - 1, "09:30")
    await _propose(company, "何远", wanted("top"))
    await _agree(company, "何远", wanted("top"), stand_in=HRBP)
    for days, level in ((2, "deputies"), (3, "heads"), (4, "teams"), (4, "workers")):
        yield company.at(BEGAN - days, "10:30")
        for manager, goals in _by_manager(wanted(level)):
            await _propose(company, manager, goals)
    yield company.at(BEGAN - 12, "16:30")
    for level in LEVELS[1:]:
        for manager, goals in _by_manager(wanted(level)):
            await _agree(company, manager, goals)


def _by_manager(goals: Sequence[Wanted]) -> list[tuple[str, list[Wanted]]]:
    managed = sorted(goals, key=lambda one: member(one.owner).manager or "")
    grouped = groupby(managed, key=lambda one: member(one.owner).manager or "")
    return [(manager, list(theirs)) for manager, theirs in grouped]


async def _propose(company: Company, manager: str, goals: Sequence[Wanted]) -> None:
    async with company.acting(manager) as work:
        titles = {one.under for one in goals if one.under}
        known = await work.session.execute(
            select(Goal.title, Goal.id).where(Goal.title.in_(titles))
        )
        parents = {row.title: row.id for row in known}
        items = [_item(company, one, parents.get(one.under or "")) for one in goals]
        await propose_goals(work, items=items)


def _item(company: Company, one: Wanted, parent_id: UUID | None) -> GoalItem:
    return GoalItem(
        owner_id=company.ids[one.owner],
        title=one.title,
        why=one.why,
        measure=one.measure,
        due_on=company.day(HALF_YEAR_ENDS),
        parent_id=parent_id,
        key_results=[
            KeyResultItem(title=part.title, unit=part.unit, start=part.start, target=part.target)
            for part in one.results
        ],
    )


async def _agree(
    company: Company, manager: str, goals: Sequence[Wanted], *, stand_in: str | None = None
) -> None:
    """Each owner says yes to their own, and then whoever stands above them to all."""
    for owner in dict.fromkeys(one.owner for one in goals):
        async with company.acting(owner) as work:
            for goal in await _waiting(work, company, [owner]):
                await tick_goal(work, goal_id=goal.id, kinds=_ALL)
    async with company.acting(stand_in or manager) as work:
        for goal in await _waiting(work, company, [one.owner for one in goals]):
            await tick_goal(work, goal_id=goal.id, kinds=_ALL)
            await activate_goal(work, goal_id=goal.id)


async def _waiting(work: UnitOfWork, company: Company, owners: Sequence[str]) -> list[Goal]:
    waiting = (
        select(Goal)
        .where(
            Goal.owner_id.in_([company.ids[name] for name in owners]),
            Goal.state.in_((GoalState.PROPOSED, GoalState.AGREEING)),
        )
        .order_by(Goal.id)
    )
    return list(await work.session.scalars(waiting))
