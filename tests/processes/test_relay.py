import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text

from bench.crew import Crew, until
from bench.plays import ask_for
from infra.database import Place, owner_engine, relay_engine
from tenants.jobs import Lane
from tenants.relay import Relay, connect
from tenants.turns import share

SOON = 30
SHARE = share(Lane.DEFAULT, 1)


async def test_a_tenant_with_one_job_does_not_wait_for_5_000_of_another(
    acme: Place, rival: Place, relay: psycopg.Connection[Any]
) -> None:
    await ask_for(acme, "nothing", 5_000)
    await ask_for(rival, "nothing")
    assert Relay().turn(relay) == (SHARE + 1, True)
    assert await handed() == {acme.tenant_id: SHARE, rival.tenant_id: 1}


async def test_no_more_is_handed_over_than_workers_can_take(
    acme: Place, relay: psycopg.Connection[Any]
) -> None:
    await ask_for(acme, "nothing", 100)
    ours = Relay()
    assert ours.turn(relay) == (SHARE, True)
    assert ours.turn(relay) == (0, True)


async def test_relays_side_by_side_hand_each_job_over_once(acme: Place, rival: Place) -> None:
    for place in (acme, rival):
        await ask_for(place, "nothing", 200)

    def some_turns() -> int:
        with connect() as connection:
            ours = Relay()
            return sum(ours.turn(connection)[0] for _ in range(5))

    with ThreadPoolExecutor(4) as pool:
        loop = asyncio.get_running_loop()
        taken = await asyncio.gather(*(loop.run_in_executor(pool, some_turns) for _ in range(4)))
    assert sum(taken) == sum((await handed()).values()) == await messages()


async def test_jobs_of_a_suspended_company_wait(
    acme: Place, relay: psycopg.Connection[Any]
) -> None:
    await ask_for(acme, "nothing")
    await write("UPDATE platform.tenants SET state = 'SUSPENDED'")
    assert Relay().turn(relay) == (0, False)
    await write("UPDATE platform.tenants SET state = 'ACTIVE' WHERE state = 'SUSPENDED'")
    assert Relay().turn(relay) == (1, True)


async def test_a_lost_message_is_handed_over_again(acme: Place, crew: Crew) -> None:
    await ask_for(acme, "nothing")
    with connect() as connection:
        Relay().turn(connection)
    await write("DELETE FROM dramatiq.queue")
    crew.start("relay")
    assert await until(is_in_the_broker, SOON)


async def test_a_dead_listener_comes_back(acme: Place, crew: Crew) -> None:
    crew.start("relay")
    assert await until(relay_listens, SOON)
    await write(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE application_name = 'tanlu relay'"
    )
    assert await until(relay_listens, SOON)
    await ask_for(acme, "nothing")
    assert await until(is_in_the_broker, SOON)


@pytest.mark.usefixtures("acme")
async def test_told_to_stop_it_ends(crew: Crew) -> None:
    crew.start("relay")
    assert await until(relay_listens, SOON)
    assert crew.stop("relay", seconds=SOON) == 0


async def handed() -> dict[UUID, int]:
    statement = text(
        "SELECT tenant_id, count(*) FROM platform.pending_jobs"
        " WHERE handed_at IS NOT NULL GROUP BY 1"
    )
    async with relay_engine().connect() as connection:
        rows = await connection.execute(statement)
        return {row.tenant_id: row.count for row in rows}


async def messages() -> int:
    async with relay_engine().connect() as connection:
        return await connection.scalar(text("SELECT count(*) FROM dramatiq.queue")) or 0


async def is_in_the_broker() -> bool:
    return await messages() == 1


async def relay_listens() -> bool:
    async with _owner() as owner:
        listening = text(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tanlu relay'"
        )
        return bool(await owner.scalar(listening))


async def write(statement: str) -> None:
    async with _owner() as owner:
        await owner.execute(text(statement))


@asynccontextmanager
async def _owner() -> AsyncIterator[Any]:
    async with owner_engine().begin() as owner:
        yield owner
