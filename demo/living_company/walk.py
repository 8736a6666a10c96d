"""The walk from the first day to today: scenes take turns by the moments that they wait for."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, time, timedelta
from heapq import heappop, heappush
from typing import TypeAlias

from demo.living_company.calendar import HERE
from demo.living_company.company import Company, Scene
from demo.living_company.waiting_jobs import run_daily, run_what_waits

Watch: TypeAlias = Callable[[datetime], None]
"""Told each moment as it comes."""

_Turn: TypeAlias = tuple[datetime, int, AsyncIterator[datetime]]
_BEFORE_WORK = time(6)


async def walk(company: Company, scenes: Sequence[Scene], watch: Watch) -> None:
    """Until every scene has ended. Moments that are the same come in the order of the scenes.

    After each the company's reactions follow, at that moment; before each workday's first come
    the chores of the mornings since.
    """
    waiting: list[_Turn] = []
    for number, scene in enumerate(scenes):
        await _wait(waiting, number, scene(company))
    while waiting:
        moment, number, turn = heappop(waiting)
        for morning in _mornings(company.now, moment):
            await run_daily(company.place, morning)
        company.now = moment
        watch(moment)
        await _wait(waiting, number, turn)
        await run_what_waits(company.place, moment)


async def _wait(waiting: list[_Turn], number: int, turn: AsyncIterator[datetime]) -> None:
    """Let the scene go on until it names its next moment, or ends."""
    moment = await anext(turn, None)
    if moment is not None:
        heappush(waiting, (moment, number, turn))


def _mornings(since: datetime, until: datetime) -> list[datetime]:
    first = datetime.combine(since.astimezone(HERE).date(), _BEFORE_WORK, HERE)
    days = (until - first).days + 1
    mornings = (first + timedelta(days=number) for number in range(days + 1))
    return [morning for morning in mornings if since < morning <= until]
