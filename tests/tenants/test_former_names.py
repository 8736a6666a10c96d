"""While an upgrade rolls on, two versions do the same work, and each thing is done once.

What the version before writes stands here in its words: rows and names that are frozen.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from bench.crew import until
from domain.base import new_id
from infra.database import Place
from provisioner import CHORES
from tenants.former_names import FORMER
from tenants.jobs import JOBS, Job
from tenants.schedule import Schedule
from tests.jobs import run_pending_jobs
from tests.tenants.test_jobs import waiting
from tests.tenants.test_kept_names import NAMES

BEFORE = (Path(__file__).with_name("names_before.txt")).read_text(encoding="utf-8").split()
HOURLY = ("deadlines.settle", FORMER["deadlines.settle"])
PERIODIC = [name for name, each in JOBS.items() if each.every and name in FORMER]


def test_every_name_of_before_leads_to_one_of_today() -> None:
    assert sorted(FORMER.values()) == BEFORE
    assert set(FORMER) - {name for names in NAMES.values() for name in names} == set()


async def test_who_handles_an_event_by_the_former_name_is_waited_for(
    acme: Place, owner: asyncpg.Connection
) -> None:
    event_id = new_id()
    await owner.execute(
        f"INSERT INTO {acme.schema}.events"
        " (id, name, subject, subject_id, occurred_at, actor_kind, content)"
        " VALUES ($1, 'goal.issued', 'goal', $1, now(), 'SYSTEM', '{}')",
        event_id,
    )
    await owner.execute(
        "INSERT INTO platform.pending_jobs"
        " (id, tenant_id, name, lane, arguments, run_at, attempts, crashes, created_at)"
        " VALUES ($1, $2, 'events.react', 'default', $3, now(), 0, 0, now())",
        new_id(),
        acme.tenant_id,
        # There is no such goal: done twice, it would fail.
        f'{{"event_id": "{event_id}", "reaction": "touchpoints.plan_clarification"}}',
    )
    before = owner.transaction()
    await before.start()
    await owner.execute(
        f"INSERT INTO {acme.schema}.handled"
        " VALUES ($1, 'domain.nudges.clarifying.plan_clarification', now())",
        event_id,
    )
    ours = asyncio.create_task(run_pending_jobs(acme))
    await _until_it_waits(owner)
    await before.commit()
    assert await ours == 1


@pytest.fixture
async def ticking(acme: Place, owner: asyncpg.Connection) -> AsyncIterator[Place]:
    """A schedule of the version before has run: everything is due tomorrow."""
    tomorrow = "INSERT INTO platform.ticks VALUES ($1, now() + interval '1 day')"
    await owner.executemany(tomorrow, [(name,) for name in BEFORE])
    yield acme
    await owner.execute("DELETE FROM platform.ticks")


@pytest.mark.usefixtures("ticking")
async def test_what_was_done_today_is_not_due_before_tomorrow(owner: asyncpg.Connection) -> None:
    assert not await Schedule(jobs=_of_ours()).tick()
    assert not await Schedule(CHORES, jobs={}).tick()
    due = "SELECT name FROM platform.ticks WHERE next_at < now() + interval '23 hours'"
    assert await owner.fetch(due) == []


async def test_a_tick_that_the_former_schedule_has_made_is_not_made_again(
    ticking: Place, owner: asyncpg.Connection
) -> None:
    await Schedule(jobs=_of_ours()).tick()
    await _due(owner, HOURLY[0])
    while await Schedule(jobs=_of_ours()).tick():
        pass
    assert await waiting(ticking) == 0


async def test_a_tick_that_we_have_made_is_none_for_the_former_schedule(
    ticking: Place, owner: asyncpg.Connection
) -> None:
    await Schedule(jobs=_of_ours()).tick()
    await _due(owner, *HOURLY)
    while await Schedule(jobs=_of_ours()).tick():
        pass
    assert await waiting(ticking) == 1
    assert await owner.fetchval("SELECT min(next_at) > now() FROM platform.ticks")


async def test_of_two_schedules_at_once_one_makes_the_tick(
    ticking: Place, owner: asyncpg.Connection
) -> None:
    await Schedule(jobs=_of_ours()).tick()
    await _due(owner, *HOURLY)
    before = owner.transaction()
    await before.start()
    await owner.execute(
        "UPDATE platform.ticks SET next_at = next_at + interval '1 hour' WHERE name = $1", HOURLY[1]
    )
    ours = asyncio.create_task(Schedule(jobs=_of_ours()).tick())
    await _until_it_waits(owner)
    await before.commit()
    assert await ours
    assert await waiting(ticking) == 0


async def test_what_still_waits_by_its_former_name_is_not_asked_for_again(
    ticking: Place, owner: asyncpg.Connection
) -> None:
    await owner.execute(
        "INSERT INTO platform.pending_jobs (id, tenant_id, name, lane, arguments, dedupe_key,"
        " run_at, attempts, crashes, created_at)"
        " VALUES ($1, $2, $3, 'maintenance', '{}', $3, now(), 0, 0, now())",
        new_id(),
        ticking.tenant_id,
        HOURLY[1],
    )
    await Schedule(jobs=_of_ours()).tick()
    await _due(owner, *HOURLY)
    while await Schedule(jobs=_of_ours()).tick():
        pass
    assert await waiting(ticking) == 1


def _of_ours() -> dict[str, Job[...]]:
    return {name: JOBS[name] for name in PERIODIC}


async def _due(owner: asyncpg.Connection, *names: str) -> None:
    due = "UPDATE platform.ticks SET next_at = now() - interval '1 second' WHERE name = ANY($1)"
    await owner.execute(due, list(names))


async def _until_it_waits(owner: asyncpg.Connection) -> None:
    """For this connection's transaction."""

    async def waits() -> bool:
        return bool(await owner.fetchval(_WAITING_FOR_THIS))

    assert await until(waits, seconds=30)


_WAITING_FOR_THIS = """
    SELECT count(*) FROM pg_locks
    WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))
"""
