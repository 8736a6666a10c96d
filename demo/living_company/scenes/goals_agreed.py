"""Goals go from the top to the teams: proposed, talked about, agreed on by both, active."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import select

from demo.living_company.cast import HRBP, member
from demo.living_company.company import Company
from demo.living_company.scenes.first_day import BEGAN
from demo.living_company.wanted import DEPUTIES, HEADS, TEAMS, TOP, WORKERS, Wanted
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
    await _propose(company, "何远", TOP)
    await _agree(company, "何远", TOP, stand_in=HRBP)
    for days, round_ in ((2, DEPUTIES), (3, HEADS), (4, TEAMS), (4, WORKERS)):
        yield company.at(BEGAN - days, "10:30")
        for manager, wanted in _by_manager(round_):
            await _propose(company, manager, wanted)
    yield company.at(BEGAN - 12, "16:30")
    for round_ in (DEPUTIES, HEADS, TEAMS, WORKERS):
        for manager, wanted in _by_manager(round_):
            await _agree(company, manager, wanted)


def _by_manager(round_: Sequence[Wanted]) -> list[tuple[str, list[Wanted]]]:
    managed = sorted(round_, key=lambda one: member(one.owner).manager or "")
    grouped = groupby(managed, key=lambda one: member(one.owner).manager or "")
    return [(manager, list(wanted)) for manager, wanted in grouped]


async def _propose(company: Company, manager: str, wanted: Sequence[Wanted]) -> None:
    async with company.acting(manager) as work:
        titles = {one.under for one in wanted if one.under}
        known = await work.session.execute(
            select(Goal.title, Goal.id).where(Goal.title.in_(titles))
        )
        parents = {row.title: row.id for row in known}
        await propose_goals(
            work,
            items=[
                GoalItem(
                    owner_id=company.ids[one.owner],
                    title=one.title,
                    why=one.why,
                    measure=one.measure,
                    due_on=company.day(HALF_YEAR_ENDS),
                    parent_id=parents.get(one.under or ""),
                    key_results=[
                        KeyResultItem(
                            title=part.title, unit=part.unit, start=part.start, target=part.target
                        )
                        for part in one.results
                    ],
                )
                for one in wanted
            ],
        )


async def _agree(
    company: Company, manager: str, wanted: Sequence[Wanted], *, stand_in: str | None = None
) -> None:
    """Each owner says yes to their own, and then whoever stands above them to all."""
    for owner in dict.fromkeys(one.owner for one in wanted):
        async with company.acting(owner) as work:
            for goal in await _waiting(work, company, [owner]):
                await tick_goal(work, goal_id=goal.id, kinds=_ALL)
    async with company.acting(stand_in or manager) as work:
        for goal in await _waiting(work, company, [one.owner for one in wanted]):
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
