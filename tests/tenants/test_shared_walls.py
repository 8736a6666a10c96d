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
    assert not any(seen.values()), seen


async def test_a_tenant_meets_only_its_own_shared_rows(
    acme: Place, rival: Place, owner: asyncpg.Connection, app: asyncpg.Connection
) -> None:
    await _ask_for_a_job(owner, acme)
    await _ask_for_a_job(owner, rival)
    for table in await _tables_of_tenants(owner):
        for verb in ("SELECT", "UPDATE", "DELETE"):
            allowed = await owner.fetchval(
                "SELECT has_table_privilege($1, $2, $3)", acme.schema, f"platform.{table}", verb
            )
            if not allowed:
                continue
            assert await _reached(app, acme, table, verb) <= {acme.tenant_id}


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


async def test_only_the_directory_is_open_to_a_login_without_a_tenant(
    owner: asyncpg.Connection,
) -> None:
    """`platform.tenants` is read to find out which tenant a request is about."""
    open_to_all = await owner.fetch(
        "SELECT DISTINCT tablename FROM pg_policies WHERE schemaname = 'platform'"
        " AND coalesce(qual, with_check) = 'true' AND NOT ($1 = ANY (roles))",
        login_name("relay"),
    )
    assert [row["tablename"] for row in open_to_all] == ["tenants"]


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


async def _reached(app: asyncpg.Connection, place: Place, table: str, verb: str) -> set[UUID]:
    statement = {
        "SELECT": "SELECT tenant_id FROM platform.{0}",
        "UPDATE": "UPDATE platform.{0} SET tenant_id = tenant_id RETURNING tenant_id",
        "DELETE": "DELETE FROM platform.{0} RETURNING tenant_id",
    }[verb].format(table)
    undone = app.transaction()
    await undone.start()
    await take_on(app, place)
    rows = await app.fetch(statement)
    await undone.rollback()
    return {row["tenant_id"] for row in rows}
