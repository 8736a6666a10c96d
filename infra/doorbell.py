"""A doorbell for the relay: it saves a poll's wait, and nothing depends on it.

A transaction with NOTIFY takes a lock of the whole server until it has committed, so the bell is
never rung inside a business transaction: one connection per process rings for all of them.
"""

import asyncio

import structlog
from sqlalchemy.exc import SQLAlchemyError

from infra.database import bell_engine

CHANNEL = "tanlu_jobs"

_PAUSE = 0.02
"""Seconds after a ring in which further ones are gathered into the next."""

_log = structlog.get_logger()


class _Bell:
    """Rings at once for whoever comes first, and once more for all who come soon after."""

    def __init__(self) -> None:
        self._again = False
        self.ringing: asyncio.Task[None] | None = None

    def ring(self) -> None:
        self._again = True
        if self.ringing is None or self.ringing.done():
            self.ringing = asyncio.get_running_loop().create_task(self._ring())

    async def _ring(self) -> None:
        while self._again:
            # Before it rings, so that what commits from now on rings again.
            self._again = False
            await _notify()
            await asyncio.sleep(_PAUSE)


_bell = _Bell()


def ring() -> None:
    """Say that jobs wait. Costs the caller nothing."""
    _bell.ring()


async def finish_ringing() -> None:
    """Wait until all has rung that is to ring. For a process that is about to end."""
    if _bell.ringing is not None:
        await _bell.ringing


async def _notify() -> None:
    try:
        async with bell_engine().connect() as connection:
            await connection.exec_driver_sql(f"NOTIFY {CHANNEL}")
    except (OSError, SQLAlchemyError) as error:
        _log.warning("doorbell is silent", error=type(error).__name__)
