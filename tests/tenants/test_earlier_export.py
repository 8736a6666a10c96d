"""A company comes back from a file that an earlier version of Tanlu wrote."""

from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import select, update

from domain.actor import Actor
from domain.base import new_id
from domain.errors import Invalid
from domain.language import Language
from domain.people.person import Person
from infra.database import Place, owner_engine
from tenants.export import complete
from tenants.export.complete import export_complete, whole_tables
from tenants.export.restoring import import_tenant
from tenants.lifecycle import delete_tenant
from tenants.migrations.steps import TENANT_STEPS, read_steps
from tenants.provisioning import make_again
from tenants.tenant import Tenant, find_tenant
from tenants.work import open_work
from tests.tenants.catalog import picture
from tests.tenants.steps import SHIPPED

PHRASE = "correct horse battery"
TOO_OLD = "restore it with the Tanlu that made it, bring that to this version and export it again"


async def company_at(version: int, owner: asyncpg.Connection) -> str:
    """One whose tables are of that version, with somebody in it. Gives its slug."""
    place, slug = Place.of(new_id()), f"acme-{new_id()}"
    async with owner_engine().begin() as connection:
        await make_again(connection, place, slug, "Acme", read_steps(TENANT_STEPS)[:version])
    await owner.execute(
        f"INSERT INTO {place.schema}.people (id, name, email, roles, joined_on)"
        " VALUES ($1, 'Mei', 'mei@acme.test', '{HR}', '2026-01-05')",
        new_id(),
    )
    return slug


async def written_then(
    owner: asyncpg.Connection, slug: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the Tanlu of then wrote it: with the tables and columns that there were."""
    schema = Place.of((await find_tenant(slug)).id).schema
    rows = await owner.fetch(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = $1"
        " ORDER BY table_name, ordinal_position",
        schema,
    )
    columns: dict[str, list[str]] = {}
    for row in rows:
        columns.setdefault(row["table_name"], []).append(row["column_name"])
    today = whole_tables()
    then = {name: columns[name] for name in today if name in columns}
    shared = {name: listed for name, listed in today.items() if "." in name}
    with monkeypatch.context() as patched:
        patched.setattr(complete, "whole_tables", lambda: then | shared)
        await export_complete(slug, path, PHRASE)


@pytest.mark.parametrize("version", [10, SHIPPED - 2, SHIPPED - 1])
async def test_it_is_brought_to_this_version(
    owner: asyncpg.Connection,
    acme: Place,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    version: int,
) -> None:
    slug, path = await company_at(version, owner), tmp_path / "acme.tanlu"
    await written_then(owner, slug, path, monkeypatch)
    await delete_tenant(slug)
    place = await import_tenant(path, slug, PHRASE)
    assert (await find_tenant(slug)).schema_version == SHIPPED
    assert await picture(owner, place.schema) == await picture(owner, acme.schema)
    async with open_work(place, Actor.system()) as work:
        (mei,) = await work.session.scalars(select(Person))
    assert (mei.name, mei.email, mei.language) == ("Mei", "mei@acme.test", None)


async def test_what_the_directory_said_of_it_comes_back(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    slug, path = await company_at(SHIPPED, owner), tmp_path / "acme.tanlu"
    async with owner_engine().begin() as connection:
        theirs = update(Tenant).where(Tenant.slug == slug)
        await connection.execute(theirs.values(language=Language.EN, audit_days=1095))
    await export_complete(slug, path, PHRASE)
    await delete_tenant(slug)
    await import_tenant(path, slug, PHRASE)
    tenant = await find_tenant(slug)
    assert (tenant.name, tenant.language, tenant.audit_days) == ("Acme", Language.EN, 1095)


async def test_a_shared_table_that_is_another_by_now_is_told_with_what_to_do(
    owner: asyncpg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shared tables are everybody's: no step of theirs can be taken for one company again."""
    slug, path = await company_at(SHIPPED, owner), tmp_path / "acme.tanlu"
    today = whole_tables()
    then = today | {"platform.sessions": [*today["platform.sessions"], "mood"]}
    await owner.execute("ALTER TABLE platform.sessions ADD COLUMN mood TEXT")
    try:
        with monkeypatch.context() as patched:
            patched.setattr(complete, "whole_tables", lambda: then)
            await export_complete(slug, path, PHRASE)
    finally:
        await owner.execute("ALTER TABLE platform.sessions DROP COLUMN mood")
    await delete_tenant(slug)
    with pytest.raises(Invalid, match=TOO_OLD):
        await import_tenant(path, slug, PHRASE)


async def test_a_column_of_a_shared_table_that_must_be_filled_by_now_is_told_too(
    owner: asyncpg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug, path = await company_at(SHIPPED, owner), tmp_path / "acme.tanlu"
    today = whole_tables()
    fewer = [each for each in today["platform.sessions"] if each != "hash"]
    with monkeypatch.context() as patched:
        patched.setattr(complete, "whole_tables", lambda: today | {"platform.sessions": fewer})
        await export_complete(slug, path, PHRASE)
    await delete_tenant(slug)
    with pytest.raises(Invalid, match=TOO_OLD):
        await import_tenant(path, slug, PHRASE)


async def test_a_file_of_a_later_version_says_so(owner: asyncpg.Connection, tmp_path: Path) -> None:
    slug, path = await company_at(SHIPPED, owner), tmp_path / "acme.tanlu"
    await owner.execute(
        "UPDATE platform.tenants SET schema_version = schema_version + 1 WHERE slug = $1", slug
    )
    await export_complete(slug, path, PHRASE)
    await delete_tenant(slug)
    with pytest.raises(Invalid, match="made by a later Tanlu: restore it with that one"):
        await import_tenant(path, slug, PHRASE)
