"""What every goal means is talked about within the week; not everybody finds the time."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from demo.living_company.company import Company, Scene
from demo.living_company.scenes.first_day import BEGAN
from demo.living_company.talk import Promise, Talk
from demo.living_company.wanted import DEPUTIES, HEADS, TEAMS, WORKERS, Wanted
from domain.conversations.conversation import Kind

_TALKED_APART = {"林晓"}
_NO_TIME = {"丁磊", "宋佳音", "蔡明", "方圆", "李春梅", "张海燕", "孙志刚"}
_HOURS = ("09:20", "10:30", "11:10", "14:00", "15:00", "16:00", "17:00")


def goal_talks() -> list[Scene]:
    talked = [
        one
        for one in (*DEPUTIES, *HEADS, *TEAMS, *WORKERS)
        if one.owner not in _TALKED_APART | _NO_TIME
    ]
    return [_of(_talk(turn, one)) for turn, one in enumerate(talked)]


def _of(talk: Talk) -> Scene:
    def scene(company: Company) -> AsyncIterator[datetime]:
        return talk.played(company)

    return scene


def _talk(turn: int, wanted: Wanted) -> Talk:
    part = wanted.results[0]
    return Talk(
        subject=wanted.owner,
        on=BEGAN - 6 - turn % 4,
        hour=_HOURS[turn % len(_HOURS)],
        minutes=20,
        asked=1,
        kind=Kind.GOAL,
        facts=[f"{part.title}目前为 {part.start:g} {part.unit}，目标 {part.target:g} {part.unit}"],
        agreements=[f"衡量方式：{wanted.measure}", "每两周更新一次进展"],
        promises=_first_steps(turn, wanted.owner),
    )


def _first_steps(turn: int, owner: str) -> Sequence[Promise]:
    """Every other one promises something; it is kept when the two talk again, or broken."""
    if turn % 2:
        return ()
    return [Promise(owner, "两周内给出分阶段计划", BEGAN - 24)]
