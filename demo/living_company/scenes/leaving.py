"""When 卢佳 leaves, what is open is talked about before the last day."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final

from sqlalchemy import select

from demo.living_company.cast import HRBP
from demo.living_company.company import Company
from demo.living_company.talk import Promise, Talk, in_turn
from domain.goals.closing import begin_closing, close_goal
from domain.goals.closure import Outcome
from domain.goals.goal import Goal
from domain.people.commands import end_employment

GOAL: Final = "配置工具支持离线导入"
TALKS: Final = (
    Talk(
        subject="卢佳",
        on=90,
        facts=["离线导入已完成 3 个场景", "现场反馈导入提示看不懂"],
        agreements=["下个版本先改提示文案"],
        promises=[Promise("卢佳", "与田野一起走一次现场导入", 76)],
    ),
    Talk(
        subject="卢佳",
        on=36,
        facts=["离线导入完成 5 / 8 个场景，剩余 3 个由叶子凡接手", "卢佳最后工作日已确认"],
        agreements=["代码与文档在离职前走查一遍", "未完成的目标按部分达成关闭"],
    ),
)


async def leaving(company: Company) -> AsyncIterator[datetime]:
    async for moment in in_turn(company, TALKS):
        yield moment
    yield company.at(34, "17:10")
    async with company.acting("周宁") as work:
        goal = (await work.session.scalars(select(Goal).where(Goal.title == GOAL))).one()
        reason = "完成 5 个场景，其余已移交叶子凡"
        await begin_closing(work, goal_id=goal.id)
        await close_goal(work, goal_id=goal.id, outcome=Outcome.PARTIAL, reason=reason)
    yield company.at(33, "17:30")
    async with company.acting(HRBP) as work:
        await end_employment(work, person_id=company.ids["卢佳"])
