"""What every goal means is talked about within the week; not everybody finds the time."""

from collections.abc import Sequence

from demo.living_company.company import Scene
from demo.living_company.scenes.first_day import BEGAN
from demo.living_company.talk import Promise, Talk
from demo.living_company.wanted import Wanted, wanted
from domain.conversations.conversation import Kind

_TALKED_APART = {"林晓"}
_NO_TIME = {"丁磊", "宋佳音", "蔡明", "方圆", "李春梅", "张海燕", "孙志刚"}
_HOURS = ("09:20", "10:30", "11:10", "14:00", "15:00", "16:00", "17:00")


def goal_talks() -> list[Scene]:
    talked = [
        one
        for one in wanted("deputies", "heads", "teams", "workers")
        if one.owner not in _TALKED_APART | _NO_TIME
    ]
    return [_talk(turn, one).played for turn, one in enumerate(talked)]


def _talk(turn: int, goal: Wanted) -> Talk:
    part = goal.results[0]
    return Talk(
        subject=goal.owner,
        on=BEGAN - 6 - turn % 4,
        hour=_HOURS[turn % len(_HOURS)],
        minutes=20,
        asked=1,
        kind=Kind.GOAL,
        facts=[f"{part.title}目前为 {part.start:g} {part.unit}，目标 {part.target:g} {part.unit}"],
        agreements=[f"衡量方式：{goal.measure}", "每两周更新一次进展"],
        promises=_first_steps(turn, goal.owner),
    )


def _first_steps(turn: int, owner: str) -> Sequence[Promise]:
    """Every other one promises something; it is kept when the two talk again, or broken."""
    if turn % 2:
        return ()
    return [Promise(owner, "两周内给出分阶段计划", BEGAN - 24)]
