"""Periodic work: jobs for each company (`@job(every=…)`), and chores of the platform itself.

Any number of schedules may run: whoever locks a row of `platform.ticks` asks for that tick's
jobs in the same transaction. Ticks that were missed are made up for once.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import ClassVar, TypeAlias

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import new_id
from infra.database import close_engines, relay_engine
from infra.doorbell import ring
from tenants.jobs import JOBS, Job
from tenants.shared import EVERY, Shared, Wall

Chore: TypeAlias = Callable[[], Awaitable[object]]

_GLANCE_SECONDS = 1.0

_log = structlog.get_logger()


class Tick(Shared):
    """When something periodic is due next."""

    __tablename__ = "ticks"
    walls: ClassVar[tuple[Wall, ...]] = (Wall("relay", ["SELECT", "INSERT", "UPDATE"], EVERY),)

    name: Mapped[str] = mapped_column(primary_key=True)
    next_at: Mapped[datetime]


class Schedule:
    """What is periodic in this version, by name."""

    def __init__(
        self, chores: Mapping[Chore, timedelta], jobs: Mapping[str, Job[...]] = JOBS
    ) -> None:
        self._jobs = {job.name: job for job in jobs.values() if job.every}
        self._chores = {f"{each.__module__}.{each.__qualname__}": each for each in chores}
        self._every = {name: job.every for name, job in self._jobs.items() if job.every}
        self._every |= dict(zip(self._chores, chores.values(), strict=True))

    async def run(self, stop: threading.Event) -> None:
        """Until told to stop. Whatever fails, it looks again at the next glance."""
        while not stop.is_set():
            try:
                while not stop.is_set() and await self.tick():
                    pass
            except Exception as error:  # noqa: BLE001 - a chore that fails must not end the others
                _log.warning("schedule failed", error=type(error).__name__)
            await asyncio.to_thread(stop.wait, _GLANCE_SECONDS)
        await close_engines()

    async def tick(self) -> bool:
        """Do the one thing that is longest due. Says whether there was one."""
        async with relay_engine().begin() as connection:
            await connection.execute(_KNOW, [{"name": name} for name in self._every])
            due = await connection.scalar(_DUE, {"names": list(self._every)})
            if due is None:
                return False
            await connection.execute(_NEXT, {"name": due, "every": self._every[due]})
            if due in self._jobs:
                await _ask_for_each_tenant(connection, self._jobs[due])
        if due in self._chores:
            await self._chores[due]()
        return True


async def _ask_for_each_tenant(connection: AsyncConnection, job: Job[...]) -> None:
    """Where it still waits from the last time, it is not asked for again."""
    tenants = await connection.scalars(_ACTIVE)
    rows = [
        {"id": new_id(), "tenant_id": tenant, "name": job.name, "lane": job.lane.value}
        for tenant in tenants
    ]
    if rows:
        await connection.execute(_ASK, rows)
        ring()


_KNOW = text("""
    INSERT INTO platform.ticks (name, next_at) VALUES (:name, now()) ON CONFLICT DO NOTHING
""")

_DUE = text("""
    SELECT name FROM platform.ticks WHERE next_at <= now() AND name = ANY(:names)
    ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED
""")

# The next tick that is still to come, in step with the first one.
_NEXT = text("""
    UPDATE platform.ticks
    SET next_at = next_at + CAST(:every AS interval) * ceil(extract(epoch FROM now() - next_at)
        / extract(epoch FROM CAST(:every AS interval)) + 0.000001)
    WHERE name = :name
""")

_ACTIVE = text("SELECT id FROM platform.tenants WHERE state = 'ACTIVE'")

_ASK = text("""
    INSERT INTO platform.pending_jobs
        (id, tenant_id, name, lane, arguments, dedupe_key, run_at, attempts, crashes, created_at)
    VALUES (:id, :tenant_id, :name, :lane, '{}', :name, now(), 0, 0, now())
    ON CONFLICT (tenant_id, dedupe_key) DO NOTHING
""")
