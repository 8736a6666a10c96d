import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from infra.database import Place, owner_engine
from tenants.jobs import JOBS, Run, job
from tenants.schedule import Chore, Schedule
from tests.tenants.test_jobs import waiting

swept: list[int] = []


async def sweep() -> None:
    swept.append(1)


pytestmark = pytest.mark.usefixtures("hourly")


@pytest.fixture
async def hourly(acme: Place) -> AsyncIterator[Place]:
    @job("tests.look_around", every=timedelta(hours=1))
    async def look_around(_: Run) -> None: ...

    for other in [name for name, each in JOBS.items() if each.every and each != look_around]:
        await _write("INSERT INTO platform.ticks VALUES (:name, 'infinity')", name=other)
    yield acme
    del JOBS[look_around.name]
    await _write("DELETE FROM platform.ticks")


async def test_each_company_is_asked_for_once_an_hour(acme: Place, rival: Place) -> None:
    assert await Schedule().tick()
    assert not await Schedule().tick()
    assert await waiting(acme) == await waiting(rival) == 1


async def test_missed_ticks_are_made_up_for_once(acme: Place) -> None:
    await Schedule().tick()
    await _forget(acme)
    await _write("UPDATE platform.ticks SET next_at = next_at - interval '5 hours'")
    assert await Schedule().tick()
    assert not await Schedule().tick()
    assert await waiting(acme) == 1


async def test_what_still_waits_is_not_asked_for_again(acme: Place) -> None:
    await Schedule().tick()
    await _write("UPDATE platform.ticks SET next_at = next_at - interval '1 hour'")
    await Schedule().tick()
    assert await waiting(acme) == 1


async def test_a_suspended_company_is_left_alone(acme: Place) -> None:
    await _write(
        "UPDATE platform.tenants SET state = 'SUSPENDED' WHERE id = :id", id=acme.tenant_id
    )
    await Schedule().tick()
    assert await waiting(acme) == 0


async def test_of_several_schedules_one_leads(acme: Place) -> None:
    done = await asyncio.gather(*(Schedule().tick() for _ in range(2)))
    assert sorted(done) == [False, True]
    assert await waiting(acme) == 1


async def test_a_chore_is_done_for_the_platform() -> None:
    schedule = Schedule([Chore("tests.sweep", sweep, every=timedelta(minutes=1))])
    while await schedule.tick():
        pass
    assert swept == [1]


async def _forget(place: Place) -> None:
    await _write("DELETE FROM platform.pending_jobs WHERE tenant_id = :id", id=place.tenant_id)


async def _write(statement: str, **values: object) -> None:
    async with owner_engine().begin() as owner:
        await owner.execute(text(statement), values)
