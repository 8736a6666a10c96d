"""What a schema is made of, as PostgreSQL's catalog has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import asyncpg


@dataclass(frozen=True)
class Column:
    type: str
    required: bool
    default: str | None


@dataclass(frozen=True)
class Rule:
    """A constraint or an index. `text` is its definition, which names no schema."""

    table: str
    columns: frozenset[str]
    text: str
    unique: bool


@dataclass(frozen=True)
class Shape:
    """Columns by table and name, constraints by table and name, indexes by name."""

    rights: Mapping[str, str]
    """What the schema's own role may do with each table."""
    columns: Mapping[tuple[str, str], Column]
    constraints: Mapping[tuple[str, str], Rule]
    indexes: Mapping[str, Rule]

    @property
    def tables(self) -> set[str]:
        return set(self.rights)

    @classmethod
    async def of(cls, owner: asyncpg.Connection, schema: str) -> Self:
        rights = await owner.fetch(_RIGHTS, schema)
        columns = await owner.fetch(_COLUMNS, schema)
        constraints = [_named(row, schema) for row in await owner.fetch(_CONSTRAINTS, schema)]
        indexes = [_named(row, schema) for row in await owner.fetch(_INDEXES, schema)]
        return cls(
            rights={row["table"]: row["rights"] for row in rights},
            columns={(row["table"], row["name"]): Column(*row[2:]) for row in columns},
            constraints={(rule.table, name): rule for name, rule in constraints},
            indexes=dict(indexes),
        )


def _named(row: asyncpg.Record, schema: str) -> tuple[str, Rule]:
    text = row["text"].replace(f"{schema}.", "")
    return row["name"], Rule(row["table"], frozenset(row["columns"]), text, row["unique"])


_RIGHTS = """
    SELECT relname AS table, array_to_string(ARRAY(
        SELECT verb FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS verb
        WHERE EXISTS (
            SELECT FROM aclexplode(relacl) JOIN pg_roles ON pg_roles.oid = grantee
            WHERE rolname = $1 AND privilege_type = verb
        )), ', ') AS rights
    FROM pg_class WHERE relnamespace = $1::text::regnamespace AND relkind = 'r'
"""

_COLUMNS = """
    SELECT relname AS table, attname AS name, format_type(atttypid, atttypmod), attnotnull,
        pg_get_expr(adbin, adrelid)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relnamespace = $1::text::regnamespace AND relkind = 'r' AND attnum > 0
        AND NOT attisdropped
    ORDER BY relname, attnum
"""

# What is NOT NULL the columns say.
_CONSTRAINTS = """
    SELECT relname AS table, conname AS name, pg_get_constraintdef(pg_constraint.oid) AS text,
        contype IN ('p', 'u', 'x') AS unique,
        ARRAY(SELECT attname::text FROM pg_attribute
            WHERE attrelid = conrelid AND attnum = ANY(conkey)) AS columns
    FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
    WHERE connamespace = $1::text::regnamespace AND contype <> 'n'
    ORDER BY relname, conname
"""

# Those of constraints are made with them.
_INDEXES = """
    SELECT of.relname AS table, index.relname AS name, pg_get_indexdef(indexrelid) AS text,
        indisunique AS unique,
        ARRAY(SELECT attname::text FROM pg_attribute
            WHERE attrelid = indrelid AND attnum = ANY(indkey)) AS columns
    FROM pg_index
    JOIN pg_class AS index ON index.oid = indexrelid
    JOIN pg_class AS of ON of.oid = indrelid
    WHERE of.relnamespace = $1::text::regnamespace
        AND NOT EXISTS (SELECT FROM pg_constraint
            WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
    ORDER BY index.relname
"""
