"""What the tests of the walls read from the catalog, as the owner."""

import asyncpg
from sqlalchemy.engine import URL

from infra.database import Place

_PICTURE = """
    SELECT 'table ' || relname || ' ' || relkind::text || ' ' || relrowsecurity::text
        || ' ' || coalesce(replace(relacl::text, $1, '@'), '')
      FROM pg_class WHERE relnamespace = $1::text::regnamespace AND relkind IN ('r', 'p', 'v', 'S')
    UNION ALL
    SELECT 'column ' || relname || '.' || attname || ' ' || format_type(atttypid, atttypmod)
        || CASE WHEN attnotnull THEN ' not null ' ELSE ' ' END
        || attidentity::text || attgenerated::text
        || ' ' || coalesce(pg_get_expr(adbin, adrelid), '')
      FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
      LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
      WHERE relnamespace = $1::text::regnamespace AND relkind IN ('r', 'p', 'v')
        AND attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT 'constraint ' || conrelid::regclass::text || ' ' || conname::text || ' '
        || pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = $1::text::regnamespace
    UNION ALL
    SELECT 'index ' || replace(pg_get_indexdef(indexrelid), $1, '@')
      FROM pg_index JOIN pg_class c ON c.oid = indexrelid
      WHERE relnamespace = $1::text::regnamespace
    UNION ALL
    SELECT 'policy ' || tablename || ' ' || policyname || ' ' || cmd || ' ' || roles::text || ' '
        || coalesce(qual, '') || ' ' || coalesce(with_check, '')
      FROM pg_policies WHERE schemaname = $1
    ORDER BY 1
"""


def plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


async def picture(owner: asyncpg.Connection, schema: str) -> list[str]:
    """Everything a schema is made of, in words that name neither it nor the order of making."""
    rows = await owner.fetch(_PICTURE, schema)
    return [row[0].replace(schema, "@") for row in rows]


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
