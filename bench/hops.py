"""What tenants do in the isolation fuzz: work, look, fail, and misbehave.

Each hop takes an observer along and tells it every answer. Most of them are what the program
does; the last four are what it must never do, to see that the wall stands by itself.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

import asyncpg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.util import greenlet_spawn

from bench.observer import Observer
from domain.actor import Actor
from domain.work import UnitOfWork
from infra.database import TAKE_ON, app_engine, note_tenant
from infra.reading import Connection
from tenants.work import open_reading, open_work

_ACTOR = Actor.system()
_STATE = (
    "SELECT current_user AS role, current_setting('search_path') AS path,"
    " coalesce(current_setting('app.tenant', true), '') AS tenant"
)
_SONGS = (
    "SELECT content::text AS song FROM events UNION ALL"
    " SELECT 'jobs of ' || tenant_id FROM platform.pending_jobs"
)
_HASTE = "SELECT set_config('statement_timeout', '2', true)"
_DAWDLE = "SELECT pg_sleep(0.005)"
RUDE = "left open on purpose"


class Failed(Exception):
    """A hop fails in the middle, as programs do."""


async def look(observer: Observer) -> None:
    async with open_reading(observer.place, _ACTOR) as reading:
        await _look(observer, reading.connection)


async def work(observer: Observer) -> None:
    async with open_work(observer.place, _ACTOR) as unit:
        await _work(observer, unit)


async def dawdle(observer: Observer) -> None:
    """Slow enough for a cancel to strike in the middle of a statement."""
    async with open_reading(observer.place, _ACTOR) as reading:
        await _look(observer, reading.connection)
        await reading.connection.execute(_DAWDLE)
        await _look(observer, reading.connection)
    async with open_work(observer.place, _ACTOR) as unit:
        await unit.session.execute(text(_DAWDLE))
        await _work(observer, unit)


async def time_out(observer: Observer) -> None:
    with suppress(asyncpg.QueryCanceledError):
        async with open_reading(observer.place, _ACTOR) as reading:
            await _look(observer, reading.connection)
            await reading.connection.execute(_HASTE)
            await reading.connection.execute(_DAWDLE)
    with suppress(DBAPIError):
        async with open_work(observer.place, _ACTOR) as unit:
            await _work(observer, unit)
            await unit.session.execute(text(_HASTE))
            await unit.session.execute(text(_DAWDLE))


async def fail(observer: Observer) -> None:
    with suppress(Failed):
        async with open_reading(observer.place, _ACTOR) as reading:
            await _look(observer, reading.connection)
            raise Failed
    with suppress(asyncpg.DivisionByZeroError):
        async with open_reading(observer.place, _ACTOR) as reading:
            await reading.connection.execute("SELECT 1/0")
    with suppress(Failed):
        async with open_work(observer.place, _ACTOR) as unit:
            await _work(observer, unit)
            raise Failed


async def undo_a_part(observer: Observer) -> None:
    """A savepoint that is rolled back must not take the tenant off."""
    async with open_work(observer.place, _ACTOR) as unit:
        with suppress(DBAPIError):
            async with unit.session.begin_nested():
                await _work(observer, unit)
                await unit.session.execute(text("SELECT 1/0"))
        await _work(observer, unit)


async def trespass(observer: Observer) -> None:
    """Names another tenant's table outright."""
    theirs = f"SELECT content FROM {observer.other.schema}.events"  # noqa: S608 - that is the test
    with suppress(DBAPIError):
        async with open_work(observer.place, _ACTOR) as unit:
            await unit.session.execute(text(theirs))
            observer.answered("another tenant's table, named")


async def linger(observer: Observer) -> None:
    """Asks again on a reading that is over."""
    async with open_reading(observer.place, _ACTOR) as reading:
        kept: Connection = reading.connection
    await asyncio.sleep(0)
    # Any other failure would be one of the connection, which may be another tenant's by now.
    with suppress(RuntimeError):
        await kept.fetch(_STATE)
        observer.answered("a reading that is over")


async def forget(observer: Observer) -> None:
    """Takes a connection and no tenant on."""
    async with app_engine().connect() as connection:
        seen = (await connection.execute(text(_STATE))).one()
        observer.bare(seen.role, seen.path, seen.tenant)
    for what in ("events", f"{observer.other.schema}.events"):
        with suppress(DBAPIError):
            async with app_engine().connect() as connection:
                await connection.execute(text(f"SELECT content FROM {what}"))  # noqa: S608 - as above
                observer.answered(f"{what}, without a tenant,")


async def leave_open(observer: Observer) -> None:
    """Gives a connection back in the middle of a transaction."""
    pooled = await app_engine().raw_connection()
    try:
        pooled.info[RUDE] = True
        note_tenant(pooled.info, observer.place)
        names = {"schema": f"'{observer.place.schema}'", "tenant": f"'{observer.place.tenant_id}'"}
        driver: Any = pooled.driver_connection
        await driver.execute("BEGIN; " + TAKE_ON.format(**names))
    finally:
        await greenlet_spawn(pooled.close)


HOPS: dict[Callable[[Observer], Coroutine[Any, Any, None]], int] = {
    look: 8,
    work: 8,
    dawdle: 1,
    time_out: 1,
    fail: 1,
    undo_a_part: 1,
    trespass: 1,
    linger: 1,
    forget: 1,
    leave_open: 1,
}
"""How often each is chosen, against the others."""


async def _look(observer: Observer, connection: Connection) -> None:
    state = await connection.fetchrow(_STATE)
    if state is not None:
        observer.state(state["role"], state["path"], state["tenant"])
    observer.songs([row["song"] for row in await connection.fetch(_SONGS)])


async def _work(observer: Observer, unit: UnitOfWork) -> None:
    state = (await unit.session.execute(text(_STATE))).one()
    observer.state(state.role, state.path, state.tenant)
    await unit.session.execute(text("UPDATE platform.pending_jobs SET lane = lane"))
    await unit.session.execute(text("UPDATE people SET name = name"))
    observer.songs(list(await unit.session.scalars(text(_SONGS))))
