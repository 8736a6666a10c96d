"""The reading lane: planned statements go to asyncpg itself, past the ORM's adapter.

Measured in `bench reads`: the adapter would cost about a tenth of the requests a second. The
connection still comes from the same pool, so limits and recycling hold for both lanes.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg
from sqlalchemy import PoolProxiedConnection
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import greenlet_spawn

from infra.database import TAKE_ON, Place, note_tenant


class Connection:
    """The driver's connection for as long as the reading lasts, and not a statement longer.

    A task that outlives its reading would otherwise ask its question on a connection that
    already answers for another tenant.
    """

    __slots__ = ("_driver", "_over")

    def __init__(self, driver: "asyncpg.Connection[asyncpg.Record]") -> None:
        self._driver = driver
        self._over = False

    async def fetch(self, query: str, *values: object) -> Sequence[asyncpg.Record]:
        rows: Sequence[asyncpg.Record] = await self._still_open().fetch(query, *values)
        return rows

    async def fetchrow(self, query: str, *values: object) -> asyncpg.Record | None:
        return await self._still_open().fetchrow(query, *values)

    async def fetchval(self, query: str, *values: object) -> Any:  # noqa: ANN401 - what SQL says
        return await self._still_open().fetchval(query, *values)

    async def execute(self, query: str, *values: object) -> str:
        status: str = await self._still_open().execute(query, *values)
        return status

    def end(self) -> None:
        self._over = True

    def _still_open(self) -> "asyncpg.Connection[asyncpg.Record]":
        if self._over:
            raise RuntimeError("The reading is over; open another one")
        return self._driver


@asynccontextmanager
async def reading_transaction(engine: AsyncEngine, place: Place) -> AsyncIterator[Connection]:
    """A read-only transaction that acts for one tenant.

    Begin and taking on travel as one simple query, hence the names as literals: `Place` made
    the schema's from the tenant's id, and that is a UUID.
    """
    pooled = await engine.raw_connection()
    driver: Any = pooled.driver_connection
    connection = Connection(driver)
    try:
        note_tenant(pooled.info, place)
        names = {"schema": f"'{place.schema}'", "tenant": f"'{place.tenant_id}'"}
        await driver.execute("BEGIN READ ONLY; " + TAKE_ON.format(**names))
        yield connection
        connection.end()
        await driver.execute("COMMIT")
    except BaseException as failure:
        connection.end()
        await _undo(pooled, failure)
        raise
    finally:
        await greenlet_spawn(pooled.close)


async def _undo(pooled: PoolProxiedConnection, failure: BaseException) -> None:
    """Leave the connection clean, or to nobody."""
    driver: Any = pooled.driver_connection
    clean = False
    try:
        # After a cancel the statement may still run, and its answer may still arrive.
        if isinstance(failure, Exception):
            with suppress(Exception):
                await driver.execute("ROLLBACK")
                clean = True
    finally:
        if not clean:
            pooled.invalidate()
