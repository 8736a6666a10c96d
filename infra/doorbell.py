"""A doorbell for the relay: it saves a poll's wait, and nothing depends on it.

A transaction with NOTIFY takes a lock of the whole server until it has committed, so the bell is
never rung inside a business transaction: one connection per process rings for all of them.
"""

import asyncio

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from infra.database import bell_engine

CHANNEL = "tanlu_jobs"

_PAUSE = 0.02
"""Seconds in which further rings are the same ring."""

_log = structlog.get_logger()
_waiting: set[asyncio.Task[None]] = set()
_ringing: set[asyncio.Task[None]] = set()


def ring() -> None:
    """Say, soon, that jobs wait. Costs the caller nothing."""
    if not _waiting:
        task = asyncio.get_running_loop().create_task(_ring())
        for tasks in (_waiting, _ringing):
            tasks.add(task)
            task.add_done_callback(tasks.discard)


async def finish_ringing() -> None:
    """Wait until all has rung that is to ring. For a process that is about to end."""
    await asyncio.gather(*_ringing)


async def _ring() -> None:
    await asyncio.sleep(_PAUSE)
    # Before it rings, so that what commits from now on rings again.
    _waiting.clear()
    try:
        async with bell_engine().connect() as connection:
            await connection.execute(text(f"NOTIFY {CHANNEL}"))
            await connection.commit()
    except (OSError, SQLAlchemyError) as error:
        _log.warning("doorbell is silent", error=type(error).__name__)
