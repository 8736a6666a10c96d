"""The walk from the first day to today: scenes take turns by the moments that they wait for."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import TypeAlias

from demo.living_company.calendar import DAYS_OFF, HERE
from demo.living_company.company import Company, Scene
from demo.living_company.waiting_jobs import run_chores, run_what_waits

Watch: TypeAlias = Callable[[datetime], None]
"""Told each moment as it comes."""

_Turn: TypeAlias = tuple[datetime, int, AsyncIterator[datetime]]
_BEFORE_WORK = time(6)


async def walk(company: Company, scenes: Sequence[Scene], watch: Watch) -> None:
    """Until every scene has ended. Moments that are the same come in the order of the scenes.

    What follows from a day follows in its evening, and the chores of a night before its morning.
    """
    waiting: list[_Turn] = []
    numbers = count()
    company.meanwhile += [scene(company) for scene in scenes]
    await _begin(company, waiting, numbers)
    while waiting:
        moment, number, turn = heappop(waiting)
        if nights := _nights(company.now, moment):
            await run_what_waits(company.place, company.now)
            watch(moment)
        for night in nights:
            await run_chores(company.place, night)
        company.now = moment
        await _wait(company, waiting, number, turn)
        await _begin(company, waiting, numbers)
    await run_what_waits(company.place, company.now)


async def _begin(company: Company, waiting: list[_Turn], numbers: Iterator[int]) -> None:
    begun, company.meanwhile = company.meanwhile, []
    for turn in begun:
        await _wait(company, waiting, next(numbers), turn)


async def _wait(
    company: Company, waiting: list[_Turn], number: int, turn: AsyncIterator[datetime]
) -> None:
    """Let the scene go on until it names its next moment, or ends.

    Days off push days together, so what was to be by now is at once.
    """
    moment = await anext(turn, None)
    if moment is not None:
        heappush(waiting, (max(moment, company.now), number, turn))


def _nights(since: datetime, until: datetime) -> list[datetime]:
    """The last minutes before the mornings between the two moments, but for those of days off."""
    first = datetime.combine(since.astimezone(HERE).date(), _BEFORE_WORK, HERE)
    mornings = [first + timedelta(days=days) for days in range((until - first).days + 2)]
    return [
        morning
        for morning in mornings
        if since < morning <= until and morning.weekday() not in DAYS_OFF
    ]
