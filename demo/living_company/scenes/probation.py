"""A probation ends in a week, and of three criteria one is still open."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final
from uuid import UUID

from demo.living_company.cast import NEWCOMER
from demo.living_company.company import Company
from demo.living_company.talk import Promise, Talk
from domain.conversations.conversation import Kind
from domain.goals.agreeing import activate_goal, tick_goal
from domain.goals.commands import propose_goal
from domain.goals.following import check_in
from domain.goals.items import GoalItem, KeyResultItem
from domain.goals.queries import key_results_of
from domain.goals.tick import TickKind

_CRITERIA: Final = (
    ("独立负责的测试模块", "个", 3),
    ("自动化用例", "条", 60),
    ("通过的上岗评审", "次", 2),
)
_STANDINGS: Final = (
    (60, (0, 8, 0), 7),
    (39, (1, 25, 1), 7),
    (18, (2, 48, 1), 7),
    (4, (3, 60, 1), 6),
)
WELCOME: Final = Talk(
    subject=NEWCOMER,
    on=80,
    asked=1,
    kind=Kind.GOAL,
    facts=["试用期三个月，转正标准三项，已逐条说明"],
    agreements=["每三周看一次标准的进展"],
    promises=[Promise("周宁", "指定谢雨桐为带教", 76)],
)


async def probation(company: Company) -> AsyncIterator[datetime]:
    yield company.at(82, "10:00")
    goal_id = await _proposed(company)
    async for moment in WELCOME.played(company):
        yield moment
    async with company.acting(NEWCOMER) as work:
        await tick_goal(work, goal_id=goal_id, kinds=list(TickKind))
    async with company.acting("周宁") as work:
        await tick_goal(work, goal_id=goal_id, kinds=list(TickKind))
        await activate_goal(work, goal_id=goal_id)
    for ago, values, confidence in _STANDINGS:
        yield company.at(ago, "16:40")
        async with company.acting(NEWCOMER) as work:
            for part, value in zip(await key_results_of(work, goal_id), values, strict=True):
                await check_in(work, key_result_id=part.id, value=value, confidence=confidence)


async def _proposed(company: Company) -> UUID:
    criteria = [
        KeyResultItem(title=title, unit=unit, start=0, target=target)
        for title, unit, target in _CRITERIA
    ]
    async with company.acting("周宁") as work:
        goal = await propose_goal(
            work,
            item=GoalItem(
                owner_id=company.ids[NEWCOMER],
                title="试用期转正：三项标准全部达成",
                why="转正标准从第一天起就写明",
                measure="三项标准逐条评审",
                due_on=company.day(-7),
                key_results=criteria,
            ),
        )
    return goal.id
