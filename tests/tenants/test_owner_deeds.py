"""What only the owner may do to the house of companies, tried through the app's login."""

import ast
from datetime import timedelta

import asyncpg
import pytest

from domain.base import new_id
from infra.database import Place, login_name, login_url
from infra.settings import ROOT
from tenants.directory import known_tenant_of
from tenants.lifecycle import GRACE, close_tenant
from tests.tenants.catalog import plain

ROLES = {"make a role": "CREATE ROLE {new}", "become the owner": "SET ROLE {owner}"}
DEEDS = ROLES | {
    "make a schema": "CREATE SCHEMA {new}",
    "make a table": "CREATE TABLE {schema}.{new} (id int)",
    "make a shared table": "CREATE TABLE platform.{new} (id int)",
    "make a public table": "CREATE TABLE public.{new} (id int)",
    "drop a company": "DROP SCHEMA {schema} CASCADE",
    "drop its role": "DROP ROLE {schema}",
    "change its tables": "ALTER TABLE {schema}.people ADD COLUMN more int",
    "empty its tables": "TRUNCATE {schema}.people",
    "open its tables": "GRANT SELECT ON {schema}.people TO PUBLIC",
    "take down a wall": "ALTER TABLE platform.tenants DISABLE ROW LEVEL SECURITY",
    "change a wall": "DROP POLICY app_update ON platform.tenants",
    "forget a company": "DELETE FROM platform.tenants WHERE id = '{id}'",
    "make up a company": "INSERT INTO platform.tenants (id) VALUES ('{id}')",
    "say that it is deleted": "UPDATE platform.tenants SET state = 'DELETED' WHERE id = '{id}'",
    "say that it is a spare": "UPDATE platform.tenants SET state = 'SPARE' WHERE id = '{id}'",
    "move its version": "UPDATE platform.tenants SET schema_version = 1 WHERE id = '{id}'",
    "give it another id": "UPDATE platform.tenants SET id = '{other}' WHERE id = '{id}'",
    "let it go today": (
        "UPDATE platform.tenants SET state = 'CLOSING', closes_at = now() WHERE id = '{id}'"
    ),
    "let it go tomorrow": (
        "UPDATE platform.tenants SET state = 'CLOSING', closes_at = now() + interval '1 day'"
        " WHERE id = '{id}'"
    ),
    "let it go on no day": (
        "UPDATE platform.tenants SET state = 'CLOSING', closes_at = NULL WHERE id = '{id}'"
    ),
    "read what operators did": "SELECT * FROM platform.operator_log",
    "change what operators did": "UPDATE platform.operator_log SET by = 'nobody'",
    "forget what operators did": "DELETE FROM platform.operator_log",
    "write what they did before": (
        "INSERT INTO platform.operator_log (id, at, deed, by, details)"
        " VALUES ('{other}', now() - interval '1 day', 'SUSPEND', 'nobody', '{{}}')"
    ),
    "change the mark of the key": "UPDATE platform.key_marks SET fingerprint = ''",
    "give a domain unseen": "INSERT INTO platform.email_domains VALUES ('a.test', '{id}')",
    "read a file": "COPY platform.tenants TO '/tmp/{new}'",
    "run a program": "COPY platform.tenants TO PROGRAM 'true'",
}


@pytest.mark.parametrize("purpose", ["app", "relay"])
@pytest.mark.parametrize("deed", DEEDS)
async def test_is_refused(acme: Place, owner: asyncpg.Connection, purpose: str, deed: str) -> None:
    """The relay's login in the place of the app's, too."""
    names = {
        "new": f"x{new_id().hex}",
        "schema": acme.schema,
        "id": acme.tenant_id,
        "other": new_id(),
        "owner": await owner.fetchval("SELECT session_user"),
    }
    login = await asyncpg.connect(plain(login_url("app" if purpose == "app" else "relay")))
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await login.execute(DEEDS[deed].format(**names))
    finally:
        await login.close()


async def test_a_day_that_was_told_cannot_come_sooner(
    acme: Place, app: asyncpg.Connection, owner: asyncpg.Connection
) -> None:
    slug = (await known_tenant_of(acme.tenant_id)).slug or ""
    day = await close_tenant(slug)
    sooner = "UPDATE platform.tenants SET closes_at = closes_at - $1::interval WHERE id = $2"
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute(sooner, timedelta(days=1), acme.tenant_id)
    kept = await owner.fetchrow(
        "SELECT state, closes_at FROM platform.tenants WHERE slug = $1", slug
    )
    assert tuple(kept) == ("CLOSING", day)
    assert timedelta(days=30) == GRACE


async def test_the_logins_own_nothing_and_inherit_nothing(owner: asyncpg.Connection) -> None:
    names = [login_name("app"), login_name("relay")]
    owned = (
        "SELECT count(*) FROM pg_class JOIN pg_roles r ON r.oid = relowner WHERE rolname = ANY($1)"
    )
    assert await owner.fetchval(owned, names) == 0
    powers = (
        "SELECT bool_or(rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication)"
        " FROM pg_roles WHERE rolname = ANY($1)"
    )
    assert await owner.fetchval(powers, names) is False


OWNERS = {
    "operate/first_run.py",
    "tenants/audit/plan.py",
    "tenants/audit/resealing.py",
    "tenants/audit/stored_trail.py",
    "tenants/closed_company.py",
    "tenants/export/complete.py",
    "tenants/export/plain.py",
    "tenants/export/restoring.py",
    "tenants/export/snapshot.py",
    "tenants/keys/rotation.py",
    "tenants/lifecycle.py",
    "tenants/migrations/one.py",
    "tenants/migrations/rollout.py",
    "tenants/operations/due_deletions.py",
    "tenants/operations/operator_log.py",
    "tenants/operations/spare_supply.py",
    "tenants/operators.py",
    "tenants/platform.py",
    "tenants/provisioning.py",
}


def test_who_asks_for_the_owner_s_address() -> None:
    """Whatever else needs it would fail in the processes that do not have it."""
    rooms = ("api", "integrations", "webhooks", "tenants", "infra", "domain", "operate")
    files = [path for room in rooms for path in (ROOT / room).rglob("*.py")]
    files += [ROOT / name for name in ("worker.py", "relay.py", "provisioner.py")]
    asking = {
        str(path.relative_to(ROOT))
        for path in files
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.ImportFrom) and node.module == "infra.database"
        if {"owner_engine", "owner_url"} & {each.name for each in node.names}
    }
    assert asking <= OWNERS, asking - OWNERS
