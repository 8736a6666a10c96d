"""Jobs and reactions whose effects can be counted, for tests and benches with real processes."""

import asyncio
import os
import time
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from bench.crew import until
from domain.actor import Actor
from domain.base import new_id
from domain.events import Event, StoredEvent
from domain.reaction import reaction
from domain.work import UnitOfWork
from infra import clock
from infra.database import Place, owner_engine
from tenants.jobs import Run, job, later
from tenants.work import open_work

_PAUSE_SECONDS = 0.05
_PATIENCE_SECONDS = 120.0


class Played(Event):
    """A made-up event: what follows from it is one line in the table `effects`."""

    name = "play.played"
    subject = "play"


@reaction("bench.write_down")
async def write_down(work: UnitOfWork, event: StoredEvent) -> None:
    await work.session.execute(_EFFECT, {"what": event.subject_id})


@job("bench.nothing")
async def nothing(_: Run) -> None:
    """A job that costs only what every job costs."""


@job("bench.note")
async def note(run: Run, *, what: UUID) -> None:
    """Writes down that it ran; more than once, if it runs more than once."""
    async with open_work(run.place, run.actor) as work:
        await work.session.execute(_EFFECT, {"what": what})


@job("bench.poison")
async def poison(_: Run) -> None:
    os._exit(9)


@job("bench.hold")
async def hold(_: Run) -> None:
    """Keeps the whole process busy, as a loop without an end does."""
    time.sleep(600)  # noqa: ASYNC251 - that is what it is for


@job("bench.fail")
async def fail(_: Run) -> None:
    raise ArithmeticError


async def make_effects(place: Place) -> None:
    """The table in which a tenant's effects are counted. It has no key: twice shows."""
    name = place.schema
    table = f"{name}.effects (what uuid NOT NULL, at timestamptz DEFAULT clock_timestamp())"
    async with owner_engine().begin() as owner:
        await owner.execute(text(f"CREATE TABLE {table}"))
        await owner.execute(text(f"GRANT SELECT, INSERT ON {name}.effects TO {name}"))


async def play(place: Place, times: int) -> set[UUID]:
    """Announce so many events, each in a transaction of its own. Returns the effects to come."""
    expected = set()
    for _ in range(times):
        what = new_id()
        async with open_work(place, Actor.system()) as work:
            work.announce(Played(subject_id=what))
        expected.add(what)
    return expected


async def ask_for(place: Place, kind: str, times: int = 1) -> None:
    """Ask for so many of one of the jobs that take no arguments, in one transaction."""
    wanted = {"nothing": nothing, "poison": poison, "hold": hold, "fail": fail}[kind]
    async with open_work(place, Actor.system()) as work:
        for _ in range(times):
            later(work, wanted)


async def waits_of(place: Place, jobs: Iterable[object]) -> list[float]:
    """Ask for one job after another, twenty a second at most: commit to effect in milliseconds."""
    asked: dict[UUID, datetime] = {}
    for _ in jobs:
        what = new_id()
        async with open_work(place, Actor.system()) as work:
            later(work, note, what=what)
        asked[what] = clock.now()
        await asyncio.sleep(_PAUSE_SECONDS)

    async def all_done() -> bool:
        return asked.keys() <= set(await effects(place))

    await until(all_done, _PATIENCE_SECONDS)
    async with open_work(place, Actor.system()) as work:
        rows = await work.session.execute(text("SELECT what, at FROM effects"))
        return [(at - asked[what]).total_seconds() * 1000 for what, at in rows if what in asked]


async def effects(place: Place) -> list[UUID]:
    async with open_work(place, Actor.system()) as work:
        rows = await work.session.scalars(text("SELECT what FROM effects ORDER BY at"))
        return list(rows)


_EFFECT = text("INSERT INTO effects (what) VALUES (:what)")
