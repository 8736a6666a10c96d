"""All rows of a company, its own and those in the shared tables, as one value for each table."""

from collections.abc import Mapping

import asyncpg

from infra.database import Place, owner_url
from tests.tenants.catalog import plain

_NOTED_IN_PASSING = ("last_used_on", "seen_at")
"""In the shared tables: that somebody came, and not what they did."""
_TABLES = """
    SELECT c.relname, n.nspname, EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id'
    ) AS of_tenants
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname IN ('platform', $1) ORDER BY 2, 1
"""


class Rows:
    """Looks at everything, as the database's owner may: one statement for all tables."""

    def __init__(self, owner: asyncpg.Connection, place: Place, statement: str) -> None:
        self._owner = owner
        self._place = place
        self._statement = statement

    @classmethod
    async def of(cls, place: Place) -> "Rows":
        owner = await asyncpg.connect(plain(owner_url()))
        parts = []
        for table, schema, of_tenants in await owner.fetch(_TABLES, place.schema):
            if schema == place.schema or of_tenants:
                parts.append(_digest(schema, table, shared=schema == "platform"))
        return cls(owner, place, " UNION ALL ".join(parts))

    async def now(self) -> Mapping[str, str]:
        """A digest of each table."""
        found = await self._owner.fetch(self._statement, self._place.tenant_id)
        return {row["name"]: row["digest"] for row in found}

    async def close(self) -> None:
        await self._owner.close()


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The tables that differ."""
    return sorted(name for name in before if before[name] != after[name])


def _digest(schema: str, table: str, *, shared: bool) -> str:
    passing = _NOTED_IN_PASSING if shared else ()
    row = " - ".join(["to_jsonb(t)", *(f"'{each}'" for each in passing)])
    # The id stands in each part, since PostgreSQL wants to know the type of what it is given.
    ours = "t.tenant_id = $1" if shared else "$1::uuid IS NOT NULL"
    return (
        f"SELECT '{schema if shared else 'own'}.{table}' AS name,"
        f" md5(coalesce(string_agg(({row})::text, ';' ORDER BY ({row})::text), '')) AS digest"
        f' FROM {schema}."{table}" t WHERE {ours}'
    )
