"""Who meets which rows of the tables that all tenants share."""

from uuid import UUID

import asyncpg
import pytest

from domain.actor import Actor
from domain.base import new_id
from infra.database import Place, login_name, login_url
from tenants.jobs import Lane
from tenants.work import open_work
from tests.tenants.catalog import columns, plain, take_on

SOME = {
    "uuid": "'{}'",
    "text": "'{}'",
    "character varying": "'{}'",
    "timestamp with time zone": "now()",
    "date": "now()",
    "jsonb": "'{{}}'",
    "text[]": "'{{}}'",
    "integer": "0",
    "bigint": "0",
    "boolean": "false",
}
"""A value of each type that a shared table uses."""


async def test_who_forgets_the_tenant_sees_no_shared_row(
    acme: Place, owner: asyncpg.Connection, app: asyncpg.Connection
) -> None:
    await _ask_for_a_job(owner, acme)
    seen = {}
    for table, _ in await columns(owner, "platform"):
        may = await owner.fetchval(
            "SELECT has_table_privilege($1, $2, 'SELECT')", login_name("app"), f"platform.{table}"
        )
        if may:
            seen[table] = await app.fetchval(f"SELECT count(*) FROM platform.{table}")
    assert seen.pop("tenants") >= 1
    assert seen.pop("key_marks") == 1
    assert not any(seen.values()), seen


async def test_a_tenant_meets_only_its_own_shared_rows(
    acme: Place, rival: Place, owner: asyncpg.Connection
) -> None:
    """Every shared table with a tenant's rows, a row of each tenant in it, every verb."""
    tables = await _tables_of_tenants(owner)
    assert "pending_jobs" in tables
    for table in tables:
        undone = owner.transaction()
        await undone.start()
        mine, theirs = [await _any_row(owner, table, place) for place in (acme, rival)]
        await take_on(owner, acme)
        for verb in ("SELECT", "UPDATE", "DELETE"):
            assert await _reached(owner, table, verb) <= {acme.tenant_id}, (table, verb)
        for row in (theirs, mine.replace(str(acme.tenant_id), str(rival.tenant_id))):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with owner.transaction():
                    await owner.execute(row)
        await undone.rollback()


async def test_a_tenant_cannot_leave_a_row_with_another(acme: Place, rival: Place) -> None:
    insert = (
        "INSERT INTO platform.pending_jobs (id, tenant_id, name, lane, arguments, run_at,"
        " attempts, crashes, created_at) VALUES ('{id}', '{tenant}', 'x', 'bulk', '{{}}',"
        " now(), 0, 0, now())"
    )
    async with open_work(acme, Actor.system()) as work:
        driver = (await (await work.session.connection()).get_raw_connection()).driver_connection
        await driver.execute(insert.format(id=new_id(), tenant=acme.tenant_id))
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
            async with driver.transaction():
                await driver.execute(insert.format(id=new_id(), tenant=rival.tenant_id))
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
            async with driver.transaction():
                await driver.execute(
                    "UPDATE platform.pending_jobs SET tenant_id = $1", rival.tenant_id
                )


async def test_every_shared_table_has_its_walls(owner: asyncpg.Connection) -> None:
    unguarded = await owner.fetch(
        "SELECT relname FROM pg_class WHERE relnamespace = 'platform'::regnamespace"
        " AND relkind IN ('r', 'p') AND NOT relrowsecurity"
    )
    assert unguarded == []


async def test_only_what_names_nobody_is_open_to_a_login_without_a_tenant(
    owner: asyncpg.Connection,
) -> None:
    """`tenants` is read to find out which tenant a request is about, `key_marks` at the start."""
    open_to_all = await owner.fetch(
        "SELECT DISTINCT tablename FROM pg_policies WHERE schemaname = 'platform'"
        " AND coalesce(qual, with_check) = 'true' AND NOT ($1 = ANY (roles)) ORDER BY 1",
        login_name("relay"),
    )
    assert [row["tablename"] for row in open_to_all] == ["key_marks", "tenants"]


async def test_the_relay_sees_what_waits_for_all_and_no_tenants_schema(
    acme: Place, rival: Place, owner: asyncpg.Connection
) -> None:
    await _ask_for_a_job(owner, acme)
    await _ask_for_a_job(owner, rival)
    relay = await asyncpg.connect(plain(login_url("relay")))
    rows = await relay.fetch("SELECT DISTINCT tenant_id FROM platform.pending_jobs")
    assert {acme.tenant_id, rival.tenant_id} <= {row["tenant_id"] for row in rows}
    for table, _ in await columns(owner, acme.schema):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await relay.fetch(f"SELECT * FROM {acme.schema}.{table}")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await relay.execute(f"SET ROLE {acme.schema}")
    await relay.close()


async def _ask_for_a_job(owner: asyncpg.Connection, place: Place) -> None:
    await owner.execute(
        "INSERT INTO platform.pending_jobs (id, tenant_id, name, lane, arguments, run_at,"
        " attempts, crashes, created_at) VALUES ($1, $2, 'x', $3, '{}', now(), 0, 0, now())",
        new_id(),
        place.tenant_id,
        Lane.BULK.value,
    )


async def _tables_of_tenants(owner: asyncpg.Connection) -> list[str]:
    rows = await owner.fetch(
        "SELECT attrelid::regclass::text AS name FROM pg_attribute JOIN pg_class c"
        " ON c.oid = attrelid WHERE attname = 'tenant_id' AND c.relkind = 'r'"
        " AND c.relnamespace = 'platform'::regnamespace"
    )
    return [row["name"].removeprefix("platform.") for row in rows]


async def _any_row(owner: asyncpg.Connection, table: str, place: Place) -> str:
    """Put some row of that tenant into the table, whatever its rules; gives the statement."""
    rules = await owner.fetch(
        "SELECT conname FROM pg_constraint WHERE conrelid = $1::text::regclass"
        " AND contype IN ('c', 'f')",
        f"platform.{table}",
    )
    for rule in rules:
        await owner.execute(f'ALTER TABLE platform.{table} DROP CONSTRAINT "{rule["conname"]}"')
    kinds = await owner.fetch(
        "SELECT attname, atttypid::regtype::text AS kind FROM pg_attribute"
        " WHERE attrelid = $1::text::regclass AND attnum > 0 AND attnotnull",
        f"platform.{table}",
    )
    values = {row["attname"]: SOME[row["kind"]].format(new_id()) for row in kinds}
    values["tenant_id"] = f"'{place.tenant_id}'"
    names, row = ", ".join(values), ", ".join(values.values())
    await owner.execute(f"INSERT INTO platform.{table} ({names}) VALUES ({row})")
    fresh = {**values, "id": f"'{new_id()}'"} if "id" in values else values
    names, row = ", ".join(fresh), ", ".join(fresh.values())
    return f"INSERT INTO platform.{table} ({names}) VALUES ({row})"


async def _reached(taken_on: asyncpg.Connection, table: str, verb: str) -> set[UUID]:
    """Whose rows the verb reaches; none where it is not even granted."""
    statement = {
        "SELECT": "SELECT tenant_id FROM platform.{0}",
        "UPDATE": "UPDATE platform.{0} SET tenant_id = tenant_id RETURNING tenant_id",
        "DELETE": "DELETE FROM platform.{0} RETURNING tenant_id",
    }[verb].format(table)
    undone = taken_on.transaction()
    await undone.start()
    try:
        return {row["tenant_id"] for row in await taken_on.fetch(statement)}
    except asyncpg.InsufficientPrivilegeError:
        return set()
    finally:
        await undone.rollback()
