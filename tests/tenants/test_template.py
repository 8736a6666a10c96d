"""The models, the template, the migrations and the database say the same."""

import ast

import asyncpg
import pytest
from sqlalchemy import text

from domain.base import Stored, new_id
from infra.database import Place, owner_engine, run_script
from infra.settings import ROOT
from tenants.migrations.rendering import TEMPLATE, render
from tenants.migrations.steps import PLATFORM_STEPS, TENANT_STEPS, read_steps
from tenants.provisioning import creation_script
from tenants.shared import Shared
from tests.tenants.catalog import picture

CHANGES = [
    "ALTER TABLE events ADD COLUMN mood TEXT",
    "ALTER TABLE events ALTER COLUMN name DROP NOT NULL",
    "ALTER TABLE events ALTER COLUMN name SET DEFAULT 'x'",
    "ALTER TABLE events ALTER COLUMN name TYPE VARCHAR(10)",
    "ALTER TABLE events ADD CONSTRAINT odd CHECK (name <> '')",
    "CREATE INDEX odd ON events (actor_id)",
    "CREATE TABLE odd (id INT)",
    "ALTER TABLE events ENABLE ROW LEVEL SECURITY",
    "GRANT DELETE ON events TO {schema}",
]


def test_the_template_is_the_models() -> None:
    assert TEMPLATE.read_text() == render(Stored.metadata)


async def test_the_template_makes_what_all_migrations_make(
    acme: Place, owner: asyncpg.Connection
) -> None:
    migrated = await _made_from(_replay())
    assert await picture(owner, migrated.schema) == await picture(owner, acme.schema)


@pytest.mark.parametrize("change", CHANGES)
async def test_a_difference_would_be_seen(
    acme: Place, owner: asyncpg.Connection, change: str
) -> None:
    other = await _made_from(_replay() + change)
    assert await picture(owner, other.schema) != await picture(owner, acme.schema)


async def test_the_migrations_of_the_platform_make_its_models(owner: asyncpg.Connection) -> None:
    """The walls are not compared: they are rendered from the models each time."""
    made = [await _platform_of(owner, script) for script in (_platform(), _migrated_platform())]
    assert made[0] == made[1]
    assert len(made[0]) > 10


def test_no_table_is_forgotten() -> None:
    """Each class with a table is imported by operate/tables.py, directly or not."""
    known = {
        mapper.class_.__name__ for base in (Stored, Shared) for mapper in base.registry.mappers
    }
    written = {
        node.name
        for part in ("domain", "tenants", "webhooks", "integrations", "api", "infra")
        for path in (ROOT / part).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.ClassDef)
        and any("__tablename__" in ast.unparse(line) for line in node.body)
    }
    assert written - known == set()


def _replay() -> str:
    return "\n".join(step.sql for step in read_steps(TENANT_STEPS))


async def _made_from(script: str) -> Place:
    place = Place.of(new_id())
    async with owner_engine().begin() as owner:
        await owner.execute(text("SELECT 1"))
        await run_script(owner, creation_script(place, script.replace("{schema}", place.schema)))
    return place


def _platform() -> str:
    return render(Shared.metadata)


def _migrated_platform() -> str:
    return "\n".join(step.sql for step in read_steps(PLATFORM_STEPS))


async def _platform_of(owner: asyncpg.Connection, script: str) -> list[str]:
    """A platform of its own, undone afterwards."""
    undone = owner.transaction()
    await undone.start()
    await owner.execute("ALTER SCHEMA platform RENAME TO another; CREATE SCHEMA platform")
    await owner.execute(script)
    seen = await picture(owner, "platform")
    await undone.rollback()
    return seen
