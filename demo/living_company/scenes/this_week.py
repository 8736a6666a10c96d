"""What waits today: goals to agree on, talks to come, a record unread, a talk to write down."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from demo.living_company.company import Company
from demo.living_company.scenes.goals_agreed import HALF_YEAR_ENDS
from demo.living_company.talk import Promise, Talk
from domain.conversations.commands import plan_conversation, schedule_conversation
from domain.conversations.conversation import Kind
from domain.conversations.holding import confirm_held, start_conversation
from domain.conversations.preparation import Visibility
from domain.conversations.preparing import add_fact, complete_preparation
from domain.conversations.talking import raise_talking_point, write_note
from domain.goals.commands import propose_goals
from domain.goals.items import GoalItem, KeyResultItem
from domain.work import UnitOfWork

_HALF_AN_HOUR = timedelta(minutes=30)


UNREAD: Final = Talk(
    subject="陈露",
    on=3,
    hour="10:00",
    facts=["转化率稳定在 9.4%，新签累计 428 万元", "两家渠道伙伴的合同预计本月签署"],
    agreements=["月底前集中推进两份渠道合同", "周会分享线索复盘的做法"],
    promises=[
        Promise("郑凯", "审批渠道合同的价格例外", -2),
        Promise("陈露", "提交两份渠道合同的终稿", -3),
    ],
    answered=False,
)
"""She has not answered the record yet."""
_TO_COME: Final = (
    ("郑凯", "韩雪", -1, "14:00", "第二家集团客户的付款方案已回复"),
    ("郑凯", "陈露", -4, "10:00", "两份渠道合同进入终稿"),
    ("周宁", "赵子墨", -2, "15:00", "三项转正标准中还有一项未完成"),
)
PRIVATE: Final = "先别提调岗，等合同签完"
_POINTS: Final = (
    ("渠道伙伴的价格例外能否授权到 5%", Visibility.PARTICIPANTS),
    ("想谈谈明年带新人的可能", Visibility.PARTICIPANTS),
    (PRIVATE, Visibility.AUTHOR_ONLY),
)


async def new_goals(company: Company) -> AsyncIterator[datetime]:
    """They wait for the word of those who are to own them."""
    yield company.at(2, "11:30")
    async with company.acting("郑凯") as work:
        await propose_goals(
            work,
            items=[
                _new_goal(company, "陈露", "华东渠道伙伴增加到 8 家", "签约伙伴", "家", 5, 8),
                _new_goal(company, "宋佳音", "十家重点客户完成年度回访", "完成回访", "家", 0, 10),
            ],
        )


async def goal_of_the_top(company: Company) -> AsyncIterator[datetime]:
    """Nobody stands above 何远 – what is to be talked about with him waits for HR."""
    yield company.at(1, "10:10")
    async with company.acting("何远") as work:
        await propose_goals(
            work, items=[_new_goal(company, "何远", "海外首单落地", "签署的海外订单", "份", 0, 1)]
        )


async def asked_for(company: Company) -> AsyncIterator[datetime]:
    """An employee asks for a talk, and is owed a time."""
    yield company.at(2, "16:20")
    async with company.acting("宋佳音") as work:
        await plan_conversation(work, subject_id=company.ids["宋佳音"], kind=Kind.COACHING)
        await raise_talking_point(
            work, subject_id=company.ids["宋佳音"], text="续费报价的权限，能不能放到客户成功这边"
        )


async def to_be_written(company: Company) -> AsyncIterator[datetime]:
    """Two have talked, and the record is due."""
    yield company.at(4, "09:30")
    start = company.at(1, "15:00")
    async with company.acting("郑凯") as work:
        talk_id = await _planned(work, company, "蔡明", start, "渠道订单额 655 万元，完成率 73%")
    yield start
    async with company.acting("郑凯") as work:
        await complete_preparation(work, conversation_id=talk_id)
        await start_conversation(work, conversation_id=talk_id)
        await write_note(work, conversation_id=talk_id, text="蔡明想独立带渠道，先看这个季度")
    yield start + _HALF_AN_HOUR
    for name in ("郑凯", "蔡明"):
        async with company.acting(name) as work:
            await confirm_held(work, conversation_id=talk_id)


async def to_come(company: Company) -> AsyncIterator[datetime]:
    """Talks of the next days have their time, and 陈露 has thought about hers."""
    yield company.at(1, "17:20")
    for manager, employee, days, hour, fact in _TO_COME:
        async with company.acting(manager) as work:
            await _planned(work, company, employee, company.at(days, hour), fact)
    yield company.at(1, "18:30")
    async with company.acting("陈露") as work:
        for text, visibility in _POINTS:
            await raise_talking_point(
                work, subject_id=company.ids["陈露"], text=text, visibility=visibility
            )


async def _planned(
    work: UnitOfWork, company: Company, employee: str, start: datetime, fact: str
) -> UUID:
    talk = await plan_conversation(work, subject_id=company.ids[employee], kind=Kind.COACHING)
    await schedule_conversation(
        work, conversation_id=talk.id, starts_at=start, ends_at=start + _HALF_AN_HOUR
    )
    await add_fact(work, conversation_id=talk.id, text=fact)
    return talk.id


def _new_goal(
    company: Company, owner: str, title: str, part: str, unit: str, start: float, target: float
) -> GoalItem:
    return GoalItem(
        owner_id=company.ids[owner],
        title=title,
        why="为明年打基础",
        measure="以签署的文件和 CRM 记录为准",
        due_on=company.day(HALF_YEAR_ENDS),
        key_results=[KeyResultItem(title=part, unit=unit, start=start, target=target)],
    )
