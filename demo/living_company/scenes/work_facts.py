"""Every other Monday the company's systems tell what was done and how the numbers stood."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Final

from sqlalchemy import select

from demo.living_company.cast import ADMIN, unit
from demo.living_company.company import Company
from demo.living_company.figures import FIGURES, WEEKS
from domain.people.person import Person
from domain.people.queries import today
from domain.signals.commands import push_evidence, push_metric_points
from domain.signals.milestone import MilestoneKind
from domain.signals.milestones import reach_milestone
from domain.signals.pushed import EvidenceItem, MetricPointItem

EVERY: Final = 2
"""Weeks."""
RELEASE_WEEK: Final = 8
RELEASED_BY: Final = ("林晓", "冯蕾", "于洋")

_WORK: Final[Mapping[str, tuple[str, str, Sequence[str]]]] = {
    "研发部": (
        "jira",
        "issue",
        (
            "低温启动时看门狗误复位",
            "网关掉电后配置丢失",
            "补充协议一致性测试用例",
            "告警去抖参数可配置",
            "主板电源纹波超标整改",
            "升级包签名校验",
            "离线导入校验提示",
            "历史曲线导出变慢",
            "评审：状态机重构",
            "边缘侧缓存溢出",
            "结构件公差复核",
        ),
    ),
    "销售部": (
        "crm",
        "visit",
        (
            "拜访客户并确认技术要求",
            "完成报价与商务条款",
            "组织样机演示",
            "更新商机阶段",
            "跟进招标文件澄清",
            "客户高层拜访",
            "整理竞品对比",
        ),
    ),
    "项目交付部": (
        "project",
        "task",
        (
            "完成现场接线验收",
            "关闭客户问题单",
            "现场培训一场",
            "提交调试报告",
            "完成联调",
            "更新项目周报",
        ),
    ),
}
_PLACES: Final = ("宁海", "临港", "溧阳", "嘉善", "滁州")


async def work_facts(company: Company) -> AsyncIterator[datetime]:
    for weeks_ago in range(WEEKS - 1, -1, -EVERY):
        yield company.in_week(weeks_ago, 0, "08:40")
        here = await _who_is_here(company)
        async with company.acting(ADMIN) as work:
            weeks = range(min(weeks_ago + EVERY, WEEKS), weeks_ago, -1)
            pieces = [one for week in weeks for one in _pieces(company, week, here)]
            points = [one for week in weeks for one in _points(company, week)]
            await push_evidence(work, items=pieces)
            await push_metric_points(work, points=points)
        if weeks_ago == RELEASE_WEEK:
            await _release(company)


async def _who_is_here(company: Company) -> set[str]:
    async with company.acting(ADMIN) as work:
        here = select(Person).where(Person.joined_on <= today(work))
        return {one.name for one in await work.session.scalars(here) if one.works_on(today(work))}


def _pieces(company: Company, week: int, here: set[str]) -> list[EvidenceItem]:
    """One or two of each person, always the same ones."""
    people = list(chain.from_iterable(unit(name) for name in _WORK))
    return [
        _piece(company, week, turn, name)
        for turn, name in enumerate(people)
        if name in here and (turn + week) % 3
    ]


def _piece(company: Company, week: int, turn: int, name: str) -> EvidenceItem:
    source, kind, titles = next(work for of, work in _WORK.items() if name in unit(of))
    number = week * 37 + turn
    where = "" if source == "jira" else f"{_PLACES[number % len(_PLACES)]}："
    key = f"QH-{2000 + number}" if source == "jira" else f"{kind}-{2000 + number}"
    return EvidenceItem(
        person_id=company.ids[name],
        source=source,
        external_id=key,
        kind=kind,
        title=f"{where}{titles[number % len(titles)]}",
        occurred_at=company.in_week(week, turn % 5, "15:00") + timedelta(minutes=turn),
        url=f"https://{source}.qinghe.example/{key}",
    )


def _points(company: Company, week: int) -> list[MetricPointItem]:
    return [
        MetricPointItem(
            person_id=company.ids[one.person],
            key=one.key,
            name=one.name,
            unit=one.unit,
            source=one.source,
            better=one.better,
            period_start=company.calendar.monday(week),
            value=one.values[WEEKS - week],
        )
        for one in FIGURES
    ]


async def _release(company: Company) -> None:
    async with company.acting(ADMIN) as work:
        await reach_milestone(
            work,
            source="jira",
            external_id="qinghe-2.8",
            kind=MilestoneKind.VERSION,
            name="控制器 2.8",
            reached_at=company.now - timedelta(days=3),
            person_ids=[company.ids[name] for name in RELEASED_BY],
            url="https://jira.qinghe.example/versions/2.8",
        )
