"""Periodic work: jobs for each company (`@job(every=…)`), and chores of the platform itself.

Any number of schedules may run: whoever locks a row of `platform.ticks` asks for that tick's
jobs in the same transaction. Ticks that were missed are made up for once.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import new_id
from domain.kept_name import kept_name
from infra.database import close_engines, relay_engine
from infra.doorbell import ring
from tenants.former_names import FORMER
from tenants.jobs import JOBS, Job
from tenants.shared import EVERY, Shared, Wall

_GLANCE_SECONDS = 1.0

_log = structlog.get_logger()


class Tick(Shared):
    """When something periodic is due next."""

    __tablename__ = "ticks"
    walls: ClassVar[tuple[Wall, ...]] = (Wall("relay", ["SELECT", "INSERT", "UPDATE"], EVERY),)

    name: Mapped[str] = mapped_column(primary_key=True)
    next_at: Mapped[datetime]


@dataclass(frozen=True)
class Chore:
    """What is done for the platform itself, and how often. The name is kept with its ticks."""

    name: str
    run: Callable[[], Awaitable[object]]
    every: timedelta

    def __post_init__(self) -> None:
        kept_name(self.name, self.run)


class Schedule:
    """What is periodic in this version, by name."""

    def __init__(self, chores: Sequence[Chore] = (), jobs: Mapping[str, Job[...]] = JOBS) -> None:
        self._jobs = {job.name: job for job in jobs.values() if job.every}
        self._chores = {each.name: each for each in chores}
        self._every = {name: job.every for name, job in self._jobs.items() if job.every}
        self._every |= {each.name: each.every for each in chores}

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
            await connection.execute(_KNOW, [_names(name) for name in self._every])
            due = await connection.scalar(_DUE, {"names": list(self._every)})
            if due is None:
                return False
            done = await connection.scalar(_DONE, _names(due))
            await connection.execute(_NEXT, _names(due) | {"every": self._every[due]})
            if due in self._jobs and not done:
                await _ask_for_each_tenant(connection, self._jobs[due])
        if due in self._chores and not done:
            await self._chores[due].run()
        return True


def _names(name: str) -> dict[str, str | None]:
    return {"name": name, "former": FORMER.get(name)}


async def _ask_for_each_tenant(connection: AsyncConnection, job: Job[...]) -> None:
    """Where it still waits from the last time, it is not asked for again."""
    tenants = await connection.scalars(_ACTIVE)
    rows = [
        {"id": new_id(), "tenant_id": tenant, "lane": job.lane.value, **_names(job.name)}
        for tenant in tenants
    ]
    if rows:
        await connection.execute(_ASK, rows)
        ring()


_KNOW = text("""
    INSERT INTO platform.ticks (name, next_at)
    SELECT :name, coalesce(min(next_at), now()) FROM platform.ticks WHERE name = :former
    ON CONFLICT DO NOTHING
""")

_DUE = text("""
    SELECT name FROM platform.ticks WHERE next_at <= now() AND name = ANY(:names)
    ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED
""")

# Whether a schedule of the version before has done this tick: its row is awaited, and looked at.
_DONE = text("SELECT next_at > now() FROM platform.ticks WHERE name = :former FOR UPDATE")

# The next tick that is still to come, in step with the first one.
_NEXT = text("""
    UPDATE platform.ticks
    SET next_at = next_at + CAST(:every AS interval) * ceil(extract(epoch FROM now() - next_at)
        / extract(epoch FROM CAST(:every AS interval)) + 0.000001)
    WHERE name IN (:name, :former) AND next_at <= now()
""")

_ACTIVE = text("SELECT id FROM platform.tenants WHERE state = 'ACTIVE'")

_ASK = text("""
    INSERT INTO platform.pending_jobs
        (id, tenant_id, name, lane, arguments, dedupe_key, run_at, attempts, crashes, created_at)
    SELECT :id, :tenant_id, :name, :lane, '{}', :name, now(), 0, 0, now()
    WHERE NOT EXISTS (
        SELECT FROM platform.pending_jobs WHERE tenant_id = :tenant_id AND dedupe_key = :former
    )
    ON CONFLICT (tenant_id, dedupe_key) DO NOTHING
""")
