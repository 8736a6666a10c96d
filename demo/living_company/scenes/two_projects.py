"""Between two projects, 江一帆 keeps a word for himself and says the rest."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final

from demo.living_company.company import Company
from demo.living_company.talk import Promise, Talk, in_turn
from domain.conversations.preparation import Visibility
from domain.conversations.talking import raise_talking_point

EMPLOYEE: Final = "江一帆"
PRIVATE: Final = "先想清楚：我不想被看成在两个项目之间挑活"
TALKS: Final = (
    Talk(
        subject=EMPLOYEE,
        on=40,
        facts=[
            "临港项目与 3.0 平台本周各排了 5 天工作量",
            "两位负责人各自确认过优先级，互不知情",
        ],
        agreements=["周宁与许航每周五对齐江一帆下周的分配比例", "临港在验收前占六成"],
        promises=[
            Promise("周宁", "与许航约定每周五 15 分钟对齐资源", 34),
            Promise(EMPLOYEE, "提前一天说明两边的冲突", 33),
        ],
        statement="说清楚以后轻松多了。",
    ),
    Talk(
        subject=EMPLOYEE,
        on=25,
        minutes=15,
        facts=["已连续三周按比例执行，临港回测误差降到 6.2%"],
        agreements=["验收后比例恢复为四六"],
        promises=[Promise(EMPLOYEE, "把回测方法写成一页说明", -3)],
    ),
)


async def two_projects(company: Company) -> AsyncIterator[datetime]:
    yield company.at(42, "20:10")
    async with company.acting(EMPLOYEE) as work:
        for text, visibility in (
            (PRIVATE, Visibility.AUTHOR_ONLY),
            ("临港现场和 3.0 平台都要求本周交付，需要一个明确的先后顺序", Visibility.PARTICIPANTS),
        ):
            subject_id = company.ids[EMPLOYEE]
            await raise_talking_point(work, subject_id=subject_id, text=text, visibility=visibility)
    async for moment in in_turn(company, TALKS):
        yield moment
