"""A test machine is promised to an engineer by 周宁 – carried over once, and then it is there."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final

from demo.living_company.company import Company
from demo.living_company.promises import Later
from demo.living_company.talk import Promise, Talk, in_turn
from domain.conversations.conversation import Kind

MACHINE: Final = "为林晓申请一台高低温试验机"

TALKS: Final = (
    Talk(
        subject="林晓",
        on=180,
        asked=1,
        kind=Kind.GOAL,
        facts=["低温样机启动失败 3 次，现有试验机须与生产部排队共用"],
        agreements=[
            "目标分两步：先过低温启动，再过电磁兼容",
            "试验资源到位前，先完成常温用例",
        ],
        promises=[
            Promise("周宁", MACHINE, 158, kept=False),
            Promise("林晓", "列出低温启动的 12 个试验用例", 165),
        ],
    ),
    Talk(
        subject="林晓",
        on=158,
        facts=["试验用例已评审通过；试验机的采购合同本周才签署"],
        agreements=["到货前借用许航项目组的试验箱，每周两个半天"],
        later={MACHINE: Later(140, "采购询价多用了两周，供应商已确认到货日期")},
    ),
    Talk(
        subject="林晓",
        on=140,
        facts=["试验机已到货并完成校准，低温用例通过 11 / 12"],
        agreements=["最后一项用例改为电源部分专项分析"],
        promises=[Promise("林晓", "完成电源低温专项分析报告", 126)],
        statement="谢谢，试验机帮了大忙。",
    ),
    Talk(
        subject="林晓",
        on=128,
        facts=["电源低温专项分析报告已评审，12 个低温用例全部通过"],
        agreements=["下一阶段重点转向电磁兼容的两项整改"],
    ),
)


def promised_machine(company: Company) -> AsyncIterator[datetime]:
    return in_turn(company, TALKS)
