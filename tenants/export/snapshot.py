"""All of a company as it is at one moment, seen by the owner and changed by nobody."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg

from infra.database import Place, owner_url
from tenants.export.tables import kinds

_TABLES = """
    SELECT array_agg(relname::text) FROM pg_class
    WHERE relnamespace = $1::text::regnamespace AND relkind = 'r'
"""


@dataclass(frozen=True)
class Snapshot:
    place: Place
    connection: asyncpg.Connection
    """In a transaction that reads only, and finds the company's tables by their names."""


@asynccontextmanager
async def snapshot_of(place: Place) -> AsyncIterator[Snapshot]:
    """Raises RuntimeError in a process that does not know every table: it would leave some out."""
    known = [kind.__tablename__ for kind in kinds()]
    url = owner_url().set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(url, server_settings={"timezone": "UTC"})
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            await connection.execute(f"SET LOCAL search_path = {place.schema}")
            unknown = set(await connection.fetchval(_TABLES, place.schema)) - set(known)
            if unknown:
                raise RuntimeError(f"Nothing is known of the tables {sorted(unknown)}")
            yield Snapshot(place, connection)
    finally:
        await connection.close()
