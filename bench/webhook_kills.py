"""Worker and relay killed while events are told to others, and the count of what arrived."""

import argparse
import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from functools import partial
from uuid import UUID

import aiohttp
from sqlalchemy import select

from bench.crew import Crew, until
from bench.jobs_left import jobs_left
from bench.side_by_side import Report, with_progress
from domain.actor import Actor
from domain.base import new_id
from domain.events import StoredEvent
from domain.goals.events import GoalClosed
from infra.database import Place
from infra.trouble import Trouble
from tenants.dead_letters import dead_letters
from tenants.work import open_work

_AT_A_TIME = 25
_PATIENCE = 600.0
_MOST = 0.8


async def nothing_is_lost(
    report: Report, crew: Crew, place: Place, url: str, arguments: argparse.Namespace
) -> None:
    """Announce events while processes die, wait for the end, and compare."""
    await _asked(url, "forget")
    killing = asyncio.create_task(_kill_again_and_again(crew, url, arguments.kill_every))
    batches = -(-arguments.events // _AT_A_TIME)
    for _ in with_progress(range(batches), "events among kills", batches):
        await tell(place, _AT_A_TIME)
        await asyncio.sleep(0.02)
    await _settled(url, batches * _AT_A_TIME, killing)
    report.figures |= {"kills": killing.result(), **await compared(place, url)}


def closed() -> GoalClosed:
    """An event from which nothing but webhooks follows."""
    return GoalClosed(
        subject_id=new_id(), owner_id=new_id(), closure_id=new_id(), outcome="ACHIEVED"
    )


async def tell(place: Place, events: int) -> None:
    async with open_work(place, Actor.system()) as work:
        for _ in range(events):
            work.announce(closed())


async def compared(place: Place, url: str) -> dict[str, int]:
    """What came against what happened: by id, and byte by byte."""
    async with open_work(place, Actor.system()) as work:
        ended = select(StoredEvent.id).where(StoredEvent.name == GoalClosed.name)
        happened = {str(each) for each in await work.session.scalars(ended)}
    told = json.loads(await _asked(url, "ids"))
    came: dict[str, int] = told["came"]
    return {
        "events": len(happened),
        "lost": len(happened - came.keys()),
        "unknown": len(_strangers(came, happened)),
        "twice with the same id": sum(times > 1 for times in came.values()),
        "differing": int(told["differing"]),
        "dead letters": len(await dead_letters()),
    }


def _strangers(came: dict[str, int], happened: set[str]) -> set[UUID]:
    return {UUID(each) for each in came.keys() - happened}


async def _kill_again_and_again(crew: Crew, url: str, every: float) -> int:
    """Until cancelled: one and the other, at no particular moment, but never before it has worked.

    A process that is always killed while it starts would prove nothing and never end.
    """
    kills = 0
    try:
        while True:
            before = await _came(url)
            await until(partial(_more_came, url, before), _PATIENCE)
            await asyncio.sleep(every * random.random())  # noqa: S311 - chance, not secrecy
            name = ("worker", "relay")[kills % 2]
            crew.kill(name)
            crew.start(name)
            kills += 1
    except asyncio.CancelledError:
        return kills


async def _settled(url: str, events: int, killing: "asyncio.Task[int]") -> None:
    """The killing goes on until most of them have come, then everything may come to its end."""

    async def most() -> bool:
        return await _came(url) >= events * _MOST

    await _or_trouble(most)
    killing.cancel()
    await asyncio.wait([killing])
    await _or_trouble(_nothing_waits)


async def _nothing_waits() -> bool:
    return await jobs_left() == 0


async def _or_trouble(condition: Callable[[], Awaitable[bool]]) -> None:
    if not await until(condition, _PATIENCE):
        raise Trouble(f"After {_PATIENCE:.0f} s not everything has come")


async def _more_came(url: str, before: int) -> bool:
    return await _came(url) > before


async def _came(url: str) -> int:
    return int(await _asked(url, "count"))


async def _asked(url: str, what: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(f"{url}/{what}") as answer:
        return await answer.text()
