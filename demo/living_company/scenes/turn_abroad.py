"""The company turns abroad and a goal of 林晓 is retuned, which both confirm."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final

from sqlalchemy import select

from demo.living_company.company import Company
from demo.living_company.talk import Promise, Talk
from domain.goals.goal import Goal
from domain.goals.items import TargetItem
from domain.goals.queries import key_results_of
from domain.goals.retuning import confirm_revision, propose_revision

RETUNED: Final = "控制器 3.0 低温启动与电磁兼容达标"
TOLD: Final = Talk(
    subject="林晓",
    on=45,
    hour="16:00",
    facts=[
        "何远在全员会上宣布：明年一季度先进入东南亚市场",
        "海外认证比国内多 2 项电磁兼容试验",
    ],
    agreements=["电磁兼容目标由 9 项调整为 11 项，截止日期顺延"],
    promises=[Promise("周宁", "联系认证机构，取得海外试验清单", 38)],
    statement="同意调整，希望试验费用单列。",
)


async def turn_abroad(company: Company) -> AsyncIterator[datetime]:
    async for moment in TOLD.played(company):
        yield moment
    yield company.at(42, "09:30")
    async with company.acting("周宁") as work:
        goal = (await work.session.scalars(select(Goal).where(Goal.title == RETUNED))).one()
        _, compatibility = await key_results_of(work, goal.id)
        await propose_revision(
            work,
            goal_id=goal.id,
            reason="公司决定明年一季度进入东南亚市场，认证多两项试验",
            measure="第三方检测报告，含海外认证两项",
            due_on=company.day(-45),
            targets=[TargetItem(key_result_id=compatibility.id, target=11)],
        )
    yield company.at(42, "11:10")
    async with company.acting("林晓") as work:
        await confirm_revision(work, goal_id=goal.id)
