import asyncpg
import pytest

from domain.actor import Actor
from infra.database import Place
from tenants.work import open_reading


async def test_a_task_that_outlives_its_reading_is_refused(acme: Place) -> None:
    async with open_reading(acme, Actor.system()) as reading:
        kept = reading.connection
    with pytest.raises(RuntimeError, match="reading is over"):
        await kept.fetchval("SELECT 1")


async def test_a_reading_cannot_write(acme: Place) -> None:
    async with open_reading(acme, Actor.system()) as reading:
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            await reading.connection.execute("DELETE FROM people")


async def test_a_refusal_while_reading_keeps_the_connection(acme: Place) -> None:
    async def look() -> int:
        async with open_reading(acme, Actor.system()) as reading:
            pid: int = await reading.connection.fetchval("SELECT pg_backend_pid()")
            return pid

    before = await look()
    with pytest.raises(LookupError):
        async with open_reading(acme, Actor.system()):
            raise LookupError
    assert await look() == before
