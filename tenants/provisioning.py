"""Making a tenant: its directory row, its schema, its role; or taking one that was made before."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import cast
from uuid import UUID

from sqlalchemy import Table, delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

import tenants.handled  # noqa: F401 - makes its table known
from domain.base import new_id
from domain.errors import Conflict
from domain.language import Language
from infra import clock
from infra.database import Place, login_name, note_tenant, owner_engine, run_script
from infra.logins import TENANTS_GROUP
from tenants.directory import forget_directory
from tenants.migrations.rendering import TEMPLATE
from tenants.migrations.steps import TENANT_STEPS, Step, read_steps
from tenants.naming import checked_name, checked_slug
from tenants.operations.operator_log import TANLU, Deed, note_deed
from tenants.states import TenantState
from tenants.tenant import Tenant

SPARES_AT_LEAST = 5
SPARES_AT_MOST = 20

_TENANTS = cast("Table", Tenant.__table__)
_REFILLING = text("SELECT pg_try_advisory_xact_lock(hashtext('tanlu makes spare tenants'))")


async def create_tenant(slug: str, name: str = "", *, by: str = TANLU) -> Place:
    """A new tenant, usable at once: a spare one if there is any, or one made now.

    Raises:
        Invalid: the slug or the name cannot be one.
        Conflict: the slug is taken.
    """
    slug, name = checked_slug(slug), checked_name(name or slug)
    async with owner_engine().begin() as owner:
        with naming_conflict(slug):
            place = await take_spare(owner, slug, name, clock.now()) or await make_company(
                owner, slug, name, TenantState.ACTIVE, clock.now()
            )
        await note_deed(owner, Deed.CREATE, by=by, company_id=place.tenant_id, slug=slug)
    forget_directory()
    return place


@contextmanager
def naming_conflict(slug: str) -> Iterator[None]:
    """Raises Conflict in the place of what the database says of a slug that is taken."""
    try:
        yield
    except IntegrityError as failure:
        raise Conflict(
            f"There is already a company {slug!r}", zh=f"企业标识 {slug!r} 已被使用", field="slug"
        ) from failure


async def refill_spares(at_least: int = SPARES_AT_LEAST, at_most: int = SPARES_AT_MOST) -> int:
    """When fewer than `at_least` are left, make as many as there may be. Gives how many."""
    async with owner_engine().begin() as owner:
        if not await owner.scalar(_REFILLING):
            return 0
        spare = select(func.count()).where(Tenant.state == TenantState.SPARE)
        left = await owner.scalar(spare) or 0
        missing = at_most - left if left < at_least else 0
        for _ in range(missing):
            async with owner_engine().begin() as another:
                await make_company(another, None, "", TenantState.SPARE, clock.now())
    return missing


@cache
def latest_step() -> Step:
    """The version that new tenants have and older ones are migrated to."""
    return read_steps(TENANT_STEPS)[-1]


async def take_spare(
    connection: AsyncConnection,
    slug: str,
    name: str,
    now: datetime,
    language: Language = Language.ZH_CN,
) -> Place | None:
    """One that was made before, if any is left. The app's login may, too."""
    latest = latest_step()
    spare = (
        select(Tenant.id)
        .where(
            Tenant.state == TenantState.SPARE,
            Tenant.schema_version == latest.number,
            Tenant.schema_checksum == latest.checksum,
        )
        .order_by(Tenant.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    taken = (
        update(_TENANTS)
        .where(_TENANTS.c.id == spare)
        .values(slug=slug, name=name, language=language, state=TenantState.ACTIVE, created_at=now)
        .returning(_TENANTS.c.id)
    )
    tenant_id: UUID | None = await connection.scalar(taken)
    return None if tenant_id is None else Place.of(tenant_id)


async def make_again(
    owner: AsyncConnection, place: Place, slug: str, name: str, steps: Sequence[Step]
) -> None:
    """A company that was deleted, under its old id, empty, with the tables those steps lead to.

    Raises:
        Conflict: it still lives, or the slug is taken.
    """
    gone = delete(_TENANTS).where(_TENANTS.c.id == place.tenant_id)
    await owner.execute(gone.where(_TENANTS.c.state == TenantState.DELETED))
    if await owner.scalar(select(_TENANTS.c.id).where(_TENANTS.c.id == place.tenant_id)):
        raise Conflict(
            "That company still lives: it must be deleted before it can be restored from a file",
            zh="该企业仍然存在：须先删除，才能从文件恢复",
            field="file",
        )
    template = "\n;\n".join(step.sql.strip().removesuffix(";") for step in steps)
    with naming_conflict(slug):
        await _fill(owner, place, slug, name, TenantState.ACTIVE, clock.now(), steps[-1], template)


async def make_company(
    owner: AsyncConnection, slug: str | None, name: str, state: TenantState, now: datetime
) -> Place:
    place = Place.of(new_id())
    await _fill(owner, place, slug, name, state, now, latest_step(), _template())
    return place


async def _fill(
    owner: AsyncConnection,
    place: Place,
    slug: str | None,
    name: str,
    state: TenantState,
    now: datetime,
    version: Step,
    template: str,
) -> None:
    """The row first: a slug that is taken is refused before any work is done."""
    row = {
        "id": place.tenant_id,
        "slug": slug,
        "name": name,
        "state": state,
        "cluster": "main",
        "schema_version": version.number,
        "schema_checksum": version.checksum,
        "created_at": now,
    }
    await owner.execute(insert(_TENANTS), row)
    note_tenant((await owner.get_raw_connection()).info, place)
    await run_script(owner, creation_script(place, template))


def creation_script(place: Place, template: str | None = None) -> str:
    """Role, grants, schema and tables in one round trip; `Place` has made the name from the id."""
    name, app, group = place.schema, login_name("app"), login_name(TENANTS_GROUP)
    return f"""
        CREATE ROLE {name} NOLOGIN NOINHERIT;
        GRANT {name} TO "{app}" WITH INHERIT FALSE, SET TRUE;
        GRANT "{group}" TO {name} WITH INHERIT TRUE, SET FALSE;
        CREATE SCHEMA {name};
        GRANT USAGE ON SCHEMA {name} TO {name};
        ALTER DEFAULT PRIVILEGES IN SCHEMA {name}
            GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {name};
        SET LOCAL search_path = {name};
        {_template() if template is None else template}
    """


@cache
def _template() -> str:
    return TEMPLATE.read_text(encoding="utf-8")
