"""Spare companies on request: who takes one needs no right to make one.

The API takes a spare that is there, with rights that change a few columns of the directory. When
there is none it rings here, where the owner's address is.
"""

import asyncio
import threading

import asyncpg
import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from infra.database import bell_engine, owner_url
from tenants.provisioning import refill_spares

CHANNEL = "tanlu_spares"
_GLANCE_SECONDS = 1.0

_log = structlog.get_logger()


async def ask_for_spares() -> None:
    """Ring. Whoever provides them looks whether there are enough."""
    async with bell_engine().connect() as connection:
        await connection.execute(text(f"NOTIFY {CHANNEL}"))
        await connection.commit()


async def provide_spares(stop: threading.Event) -> None:
    """Until told to stop: enough of them at the start and at each ring. It connects anew."""
    while not stop.is_set():
        try:
            await _listen(stop)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, SQLAlchemyError) as error:
            _log.warning("spares wait for PostgreSQL", error=type(error).__name__)
        await asyncio.to_thread(stop.wait, _GLANCE_SECONDS)


async def _listen(stop: threading.Event) -> None:
    rung = asyncio.Event()
    rung.set()
    url = owner_url().set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(url)
    try:
        await connection.add_listener(CHANNEL, lambda *_: rung.set())
        while not stop.is_set() and not connection.is_closed():
            if rung.is_set():
                rung.clear()
                await refill_spares()
            await _wait(rung)
    finally:
        await connection.close(timeout=_GLANCE_SECONDS)


async def _wait(rung: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(_GLANCE_SECONDS):
            await rung.wait()
    except TimeoutError:
        return
