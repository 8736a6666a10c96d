"""What the tests of the walls read from the catalog, as the owner."""

import asyncpg
from sqlalchemy.engine import URL

from infra.database import Place


def plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


async def columns(owner: asyncpg.Connection, schema: str) -> list[tuple[str, str]]:
    """Every table of a schema, with its first column."""
    rows = await owner.fetch(
        "SELECT c.relname, a.attname FROM pg_class c"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = 1"
        " WHERE c.relnamespace = $1::text::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1",
        schema,
    )
    return [(row["relname"], row["attname"]) for row in rows]


async def take_on(connection: asyncpg.Connection, place: Place) -> None:
    await connection.execute(
        f"SELECT set_config('role', '{place.schema}', true),"
        f" set_config('search_path', '{place.schema}', true),"
        f" set_config('app.tenant', '{place.tenant_id}', true)"
    )
