"""The schema `platform`: its tables, and who may see which rows."""

from collections.abc import Iterator
from typing import cast

from sqlalchemy import text

import tenants.dead_letters
import tenants.pending
import tenants.sign_in
import tenants.tenant
import tenants.token  # noqa: F401 - makes its table known
from infra.database import login_name, owner_engine, run_script
from infra.logins import make_logins
from infra.queue_schema import make_queue
from tenants.shared import Shared, Verb, Wall

_SHUT = """DO $$ DECLARE each record; BEGIN
  FOR each IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'platform' LOOP
    EXECUTE format('DROP POLICY %I ON platform.%I', each.policyname, each.tablename);
  END LOOP;
END $$"""


async def make_platform() -> None:
    """Create what is missing of the shared schema. Safe to repeat."""
    async with owner_engine().begin() as owner:
        await make_logins(owner)
        await owner.execute(text("CREATE SCHEMA IF NOT EXISTS platform"))
        await owner.run_sync(Shared.metadata.create_all)
        await run_script(owner, named(render_walls()))
        await make_queue(owner)


def render_walls() -> str:
    """All walls of all shared tables; what none of them opens is shut. Logins as {app} …"""
    lines = [_SHUT, 'GRANT USAGE ON SCHEMA platform TO "{app}", "{relay}", "{tenants}"']
    kinds = [cast("type[Shared]", mapper.class_) for mapper in Shared.registry.mappers]
    for kind in sorted(kinds, key=lambda kind: kind.__tablename__):
        table = f"platform.{kind.__tablename__}"
        lines.append(f'REVOKE ALL ON {table} FROM PUBLIC, "{{app}}", "{{relay}}", "{{tenants}}"')
        lines.append(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        lines.extend(_opened(table, kind.walls))
    return ";\n".join(lines) + ";\n"


def named(walls: str) -> str:
    """The walls for this database: its own logins instead of {app}, {relay} and {tenants}."""
    for purpose in ("app", "relay", "tenants"):
        walls = walls.replace(f"{{{purpose}}}", login_name(purpose))
    return walls


def _opened(table: str, walls: tuple[Wall, ...]) -> Iterator[str]:
    for wall in walls:
        yield f'GRANT {", ".join(wall.verbs)} ON {table} TO "{{{wall.who}}}"'
        for verb in wall.verbs:
            policy = f"{wall.who}_{verb.lower()}"
            yield (
                f'CREATE POLICY {policy} ON {table} FOR {verb} TO "{{{wall.who}}}"'
                f" {_condition(verb, wall.rows)}"
            )


def _condition(verb: Verb, rows: str) -> str:
    checked = f"WITH CHECK ({rows})"
    seen = f"USING ({rows})"
    return {"INSERT": checked, "UPDATE": f"{seen} {checked}"}.get(verb, seen)
