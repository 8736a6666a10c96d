"""Worker and relay killed while events are told to others, and the count of what arrived."""

import argparse
import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from uuid import UUID

import aiohttp
from sqlalchemy import select, text

from bench.crew import Crew, until
from bench.side_by_side import Report, with_progress
from domain.actor import Actor
from domain.base import new_id
from domain.events import StoredEvent
from domain.goals.events import GoalWithdrawn
from infra.database import Place, relay_engine
from infra.trouble import Trouble
from tenants.dead_letters import dead_letters
from tenants.work import open_work

_AT_A_TIME = 25
_PATIENCE = 600.0


async def nothing_is_lost(
    report: Report, crew: Crew, place: Place, url: str, arguments: argparse.Namespace
) -> None:
    """Announce events while processes die, wait for the end, and compare."""
    killing = asyncio.create_task(_kill_again_and_again(crew, arguments.kill_every))
    batches = -(-arguments.events // _AT_A_TIME)
    for _ in with_progress(range(batches), "events among kills", batches):
        await tell(place, _AT_A_TIME)
        await asyncio.sleep(0.02)
    await _settled(url, batches * _AT_A_TIME, killing)
    report.figures |= {"kills": killing.result(), **await compared(place, url)}


async def tell(place: Place, events: int) -> None:
    async with open_work(place, Actor.system()) as work:
        for _ in range(events):
            work.announce(GoalWithdrawn(subject_id=new_id(), owner_id=new_id()))


async def compared(place: Place, url: str) -> dict[str, int]:
    """What came against what happened: by id, and byte by byte."""
    async with open_work(place, Actor.system()) as work:
        withdrawn = select(StoredEvent.id).where(StoredEvent.name == GoalWithdrawn.name)
        happened = {str(each) for each in await work.session.scalars(withdrawn)}
    told = json.loads(await _asked(url))
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


async def _kill_again_and_again(crew: Crew, every: float) -> int:
    """Until cancelled: whichever of the two it is, at no particular moment."""
    kills = 0
    try:
        while True:
            await asyncio.sleep(every * (0.5 + random.random()))  # noqa: S311 - chance, not secrecy
            name = ("worker", "relay")[kills % 2]
            crew.kill(name)
            crew.start(name)
            kills += 1
    except asyncio.CancelledError:
        return kills


async def _settled(url: str, events: int, killing: "asyncio.Task[int]") -> None:
    """The killing goes on until half of them have come, then everything may come to its end."""

    async def half() -> bool:
        return len(json.loads(await _asked(url))["came"]) >= events // 2

    await _or_trouble(half)
    killing.cancel()
    await asyncio.wait([killing])
    await _or_trouble(_nothing_waits)


async def _nothing_waits() -> bool:
    async with relay_engine().connect() as connection:
        return not await connection.scalar(text("SELECT count(*) FROM platform.pending_jobs"))


async def _or_trouble(condition: Callable[[], Awaitable[bool]]) -> None:
    if not await until(condition, _PATIENCE):
        raise Trouble(f"After {_PATIENCE:.0f} s not everything has come")


async def _asked(url: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(f"{url}/ids") as answer:
        return await answer.text()
