"""The conversion of 陈露 falls from 11 to 6 % – the talk finds that the rule for leads changed."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final

from demo.living_company.company import Company
from demo.living_company.talk import Promise, Talk, in_turn
from domain.conversations.commands import log_conversation

PRAISED: Final = 27
TALKS: Final = (
    Talk(
        subject="陈露",
        on=52,
        hour="10:00",
        asked=1,
        facts=[
            "商机转化率连续 3 周下降：11%、9.4%、7.8%、6%",
            "三周前线索分配规则改为按区域轮派，陈露接手的线索中 6 成来自非目标行业",
        ],
        agreements=[
            "转化率下降主要来自线索质量，而不是跟进力度",
            "两周内按目标行业单独统计转化率",
        ],
        promises=[
            Promise("郑凯", "与许可欣一起修订线索分配规则，恢复行业匹配", 45),
            Promise("陈露", "整理 20 条非目标行业线索的去向，交给渠道", 44),
        ],
        statement="规则调整后我也会更早反馈，不再等到月底。",
    ),
    Talk(
        subject="陈露",
        on=43,
        minutes=15,
        facts=["分配规则已恢复行业匹配，本周目标行业线索占 8 成"],
        agreements=["继续每周一一起看一次转化率"],
    ),
)


async def fallen_conversion(company: Company) -> AsyncIterator[datetime]:
    async for moment in in_turn(company, TALKS):
        yield moment
    yield company.at(PRAISED, "11:40")
    async with company.acting("郑凯") as work:
        await log_conversation(
            work,
            with_person_id=company.ids["陈露"],
            text="转化率回到 9%，当面肯定了陈露主动复盘线索来源的做法，请她周会上分享。",
        )
