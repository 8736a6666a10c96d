"""Making a tenant: its directory row, its schema, its role."""

from sqlalchemy import text
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import CreateIndex, CreateTable

from domain.base import new_id
from domain.models import Stored
from infra import clock
from infra.database import Place, login_name, owner_engine, run_script
from infra.logins import TENANTS_GROUP
from tenants.tenant import Tenant, TenantState, schema_of


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
    tenant = Tenant(
        id=new_id(),
        slug=slug,
        name=name,
        state=TenantState.ACTIVE,
        schema_version=1,
        created_at=clock.now(),
    )
    place = Place(tenant.id, schema_of(tenant.id))
    async with owner_engine().begin() as owner:
        await _make_schema(owner, place)
        await owner.execute(
            text(
                "INSERT INTO platform.tenants"
                " (id, slug, name, state, cluster, schema_version, created_at)"
                " VALUES (:id, :slug, :name, 'ACTIVE', 'main', 1, :created_at)"
            ),
            {"id": tenant.id, "slug": slug, "name": name, "created_at": tenant.created_at},
        )
    return place


async def _make_schema(owner: AsyncConnection, place: Place) -> None:
    """`Place` has checked the name, so it may stand in a statement."""
    name, app, group = place.schema, login_name("app"), login_name(TENANTS_GROUP)
    script = f"""
        CREATE ROLE {name} NOLOGIN NOINHERIT;
        GRANT {name} TO "{app}" WITH INHERIT FALSE, SET TRUE;
        GRANT "{group}" TO {name} WITH INHERIT TRUE, SET FALSE;
        CREATE SCHEMA {name};
        SET LOCAL search_path = {name};
        {render_template()}
        GRANT USAGE ON SCHEMA {name} TO {name};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {name} TO {name};
    """
    await run_script(owner, script)
