"""Not every clarification finds its hour: managers say why not, and they count as missed."""

from collections.abc import AsyncIterator
from datetime import datetime

from sqlalchemy import select

from demo.living_company.cast import HRBP
from demo.living_company.company import Company
from demo.living_company.scenes.first_day import BEGAN
from domain.nudges.commands import dismiss_nudge
from domain.nudges.nudge import STANDING, Nudge
from domain.policy.commands import waive_touchpoint
from domain.policy.touchpoint import OPEN, Touchpoint

_WHY = {
    "郑凯": "目标已在销售周会上统一说明",
    "许航": "已随项目计划一起确认",
    "魏国强": "班前会上已逐条讲过",
}


async def no_time(company: Company) -> AsyncIterator[datetime]:
    yield company.at(BEGAN - 4, "17:00")
    async with company.acting(HRBP) as work:
        of_the_top = select(Touchpoint.id).where(
            Touchpoint.subject_id == company.ids["何远"], Touchpoint.state.in_(OPEN)
        )
        for touchpoint_id in (await work.session.scalars(of_the_top)).all():
            await waive_touchpoint(
                work, touchpoint_id=touchpoint_id, reason="总经理的目标由董事会确认"
            )
    yield company.at(BEGAN - 20, "17:30")
    for manager, why in _WHY.items():
        async with company.acting(manager) as work:
            standing = select(Nudge.id).where(
                Nudge.recipient_id == company.ids[manager], Nudge.state.in_(STANDING)
            )
            for nudge_id in (await work.session.scalars(standing.order_by(Nudge.id))).all():
                await dismiss_nudge(work, nudge_id=nudge_id, reason=why)
