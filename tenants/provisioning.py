"""Making a tenant: its directory row, its schema, its role."""

from sqlalchemy import text
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import CreateIndex, CreateTable

import tenants.handled  # noqa: F401 - makes its table known
from domain.base import new_id
from domain.models import Stored
from infra import clock
from infra.database import Place, login_name, note_tenant, owner_engine, run_script
from infra.logins import TENANTS_GROUP


def render_template() -> str:
    """Everything a tenant owns, as one script without any schema's name."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    made: list[str] = []
    for table in Stored.metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        made.extend(
            str(CreateIndex(index).compile(dialect=dialect)).strip()
            for index in sorted(table.indexes, key=lambda index: str(index.name))
        )
    return ";\n".join(made) + ";\n"


async def create_tenant(slug: str, name: str) -> Place:
    """A new tenant, usable at once."""
    place = Place.of(new_id())
    async with owner_engine().begin() as owner:
        await owner.execute(
            text(
                "INSERT INTO platform.tenants"
                " (id, slug, name, state, cluster, schema_version, schema_checksum, created_at)"
                " VALUES (:id, :slug, :name, 'ACTIVE', 'main', 1, '', :created_at)"
            ),
            {"id": place.tenant_id, "slug": slug, "name": name, "created_at": clock.now()},
        )
        await _make_schema(owner, place)
    return place


async def _make_schema(owner: AsyncConnection, place: Place) -> None:
    """`Place` has made the name from the id, so it may stand in a statement."""
    note_tenant((await owner.get_raw_connection()).info, place)
    name, app, group = place.schema, login_name("app"), login_name(TENANTS_GROUP)
    script = f"""
        CREATE ROLE {name} NOLOGIN NOINHERIT;
        GRANT {name} TO "{app}" WITH INHERIT FALSE, SET TRUE;
        GRANT "{group}" TO {name} WITH INHERIT TRUE, SET FALSE;
        CREATE SCHEMA {name};
        GRANT USAGE ON SCHEMA {name} TO {name};
        ALTER DEFAULT PRIVILEGES IN SCHEMA {name}
            GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {name};
        SET LOCAL search_path = {name};
        {render_template()}
    """
    await run_script(owner, script)
