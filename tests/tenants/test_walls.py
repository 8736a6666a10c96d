"""One tenant's role against another's tables, for every table and verb the catalog knows."""

import asyncpg
import pytest

from infra.database import Place
from tests.tenants.catalog import columns, take_on

VERBS = {
    "SELECT": "SELECT count(*) FROM {table}",
    "INSERT": "INSERT INTO {table} DEFAULT VALUES",
    "UPDATE": "UPDATE {table} SET {column} = {column}",
    "DELETE": "DELETE FROM {table}",
}

APPEND_ONLY = ("audit_entries", "events")


async def test_a_tenant_cannot_touch_anothers_tables(
    acme: Place, rival: Place, owner: asyncpg.Connection, app: asyncpg.Connection
) -> None:
    tables = await columns(owner, rival.schema)
    assert "events" in dict(tables)
    refused = 0
    for table, column in tables:
        for statement in VERBS.values():
            named = statement.format(table=f"{rival.schema}.{table}", column=column)
            async with app.transaction():
                await take_on(app, acme)
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    async with app.transaction():
                        await app.execute(named)
                refused += 1
    assert refused == 4 * len(tables)


async def test_a_tenant_cannot_even_name_anothers_tables(
    acme: Place, rival: Place, owner: asyncpg.Connection, app: asyncpg.Connection
) -> None:
    tables = [table for table, _ in await columns(owner, rival.schema)]
    async with app.transaction():
        await take_on(app, acme)
        assert [await app.fetchval("SELECT to_regclass($1)", table) for table in tables] == tables
    async with app.transaction():
        await take_on(app, acme)
        await app.execute(f"SET LOCAL search_path = {rival.schema}")
        found = [await app.fetchval("SELECT to_regclass($1)", table) for table in tables]
        assert found == [None] * len(tables)
    for table in tables:
        async with app.transaction():
            await take_on(app, acme)
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with app.transaction():
                    await app.fetchval("SELECT to_regclass($1)", f"{rival.schema}.{table}")


async def test_a_tenant_may_use_all_its_own_tables(
    acme: Place, owner: asyncpg.Connection, app: asyncpg.Connection
) -> None:
    for table, column in await columns(owner, acme.schema):
        for verb, statement in VERBS.items():
            if verb == "INSERT" or (table in APPEND_ONLY and verb != "SELECT"):
                continue
            async with app.transaction():
                await take_on(app, acme)
                await app.execute(statement.format(table=table, column=column))
        may = await owner.fetchval(
            "SELECT has_table_privilege($1, $2, 'INSERT')", acme.schema, f"{acme.schema}.{table}"
        )
        assert may is True


@pytest.mark.parametrize("table", APPEND_ONLY)
async def test_what_has_happened_is_neither_changed_nor_taken_away(
    acme: Place, app: asyncpg.Connection, table: str
) -> None:
    taken_away = [
        f"UPDATE {table} SET id = id",
        f"SELECT 1 FROM {table} FOR UPDATE",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"DROP TABLE {table}",
    ]
    for statement in taken_away:
        async with app.transaction():
            await take_on(app, acme)
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with app.transaction():
                    await app.execute(statement)


async def test_who_forgets_the_tenant_finds_no_table(
    acme: Place, owner: asyncpg.Connection, app: asyncpg.Connection
) -> None:
    tables = await columns(owner, acme.schema)
    for table, column in tables:
        for statement in VERBS.values():
            with pytest.raises(asyncpg.UndefinedTableError):
                await app.execute(statement.format(table=table, column=column))
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await app.execute(statement.format(table=f"{acme.schema}.{table}", column=column))


async def test_a_login_can_make_nothing(app: asyncpg.Connection) -> None:
    for statement in ("CREATE SCHEMA x", "CREATE TABLE public.x (y int)", "CREATE ROLE x"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await app.execute(statement)


def test_one_tenants_id_with_anothers_schema_is_no_place(acme: Place, rival: Place) -> None:
    for schema in (rival.schema, "public", 't_x"; DROP SCHEMA public'):
        with pytest.raises(ValueError, match="is not the schema of tenant"):
            Place(acme.tenant_id, schema)
