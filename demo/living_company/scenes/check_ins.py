"""Once a month people say how far they have come; on the shop floor the foreman does."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from math import floor, log10
from typing import Final

from sqlalchemy import select

from demo.living_company.cast import team
from demo.living_company.company import Company
from demo.living_company.wanted import Result, wanted
from domain.goals.following import check_in
from domain.goals.goal import Goal
from domain.goals.key_result import KeyResult
from domain.goals.states import GoalState
from domain.people.person import Person
from domain.work import UnitOfWork

ROUNDS: Final = (24, 16, 8, 4, 2)
"""Weeks ago."""
FOREMAN = "魏国强"
_SURE_AT_FIRST = 7
_BLOCKERS: Mapping[tuple[str, int], str] = {
    ("马骁", 8): "网关芯片样片到货晚了两周",
    ("马骁", 2): "驱动联调依赖硬件改版，排期未定",
    ("袁帅", 2): "两家总包客户的预算推迟到下季度",
    ("江一帆", 4): "临港现场数据只有工作日，周末模型无法验证",
}


async def check_ins(company: Company) -> AsyncIterator[datetime]:
    for weeks_ago in ROUNDS:
        yield company.in_week(weeks_ago, 4, "16:00")
        workers = set(team(FOREMAN))
        owners = dict.fromkeys(one.owner for one in wanted())
        for owner in owners:
            if owner in workers:
                continue
            async with company.acting(owner) as work:
                await _say(work, company, [owner], weeks_ago)
        if weeks_ago % 8 == 0:
            async with company.acting(FOREMAN) as work:
                await _say(work, company, sorted(workers), weeks_ago)


async def _say(work: UnitOfWork, company: Company, owners: list[str], weeks_ago: int) -> None:
    for owner, part in await _active(work, company, owners):
        result = _result(owner, part.title)
        if result is None:
            continue
        await check_in(
            work,
            key_result_id=part.id,
            value=_reached(result, weeks_ago),
            confidence=_sureness(result, weeks_ago),
            blocker=_BLOCKERS.get((owner, weeks_ago)),
        )


async def _active(
    work: UnitOfWork, company: Company, owners: list[str]
) -> list[tuple[str, KeyResult]]:
    theirs = (
        select(Person.name, KeyResult)
        .join(Goal, Goal.id == KeyResult.goal_id)
        .join(Person, Person.id == Goal.owner_id)
        .where(Goal.owner_id.in_([company.ids[name] for name in owners]))
        .where(Goal.state == GoalState.ACTIVE, Person.left_on.is_(None))
        .order_by(Goal.id, KeyResult.position)
    )
    return [(row[0], row[1]) for row in await work.session.execute(theirs)]


def _result(owner: str, title: str) -> Result | None:
    return next(
        (
            part
            for one in wanted()
            if one.owner == owner
            for part in one.results
            if part.title == title
        ),
        None,
    )


def _reached(part: Result, weeks_ago: int) -> float:
    """Evenly, from the start to where it stands now, as round as the numbers of the result."""
    value = part.start + (part.now - part.start) * _share(weeks_ago)
    return round(value, _digits(part))


def _digits(part: Result) -> int:
    span = abs(part.target - part.start)
    whole = all(float(value).is_integer() for value in (part.start, part.target, part.now))
    return 0 if whole else max(1, 1 - floor(log10(span)))


def _sureness(part: Result, weeks_ago: int) -> int:
    return round(_SURE_AT_FIRST + (part.confidence - _SURE_AT_FIRST) * _share(weeks_ago))


def _share(weeks_ago: int) -> float:
    return (ROUNDS[0] - weeks_ago) / (ROUNDS[0] - ROUNDS[-1])
