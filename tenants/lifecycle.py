"""Suspending a tenant, letting it go on, closing it for days of grace, and deleting it."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Conflict, NotFound
from infra import clock
from infra.database import Place, app_engine, login_name, owner_engine, run_script
from tenants.audit.operators_deeds import tell_company
from tenants.directory import forget_directory
from tenants.operations.operator_log import TANLU, Deed, note_deed
from tenants.states import TenantState, require_step
from tenants.tenant import Tenant

_TABLES_WITH_ROWS_OF_TENANTS = text(
    "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
    " WHERE c.relnamespace = 'platform'::regnamespace AND c.relkind = 'r'"
    " AND a.attname = 'tenant_id' AND NOT a.attisdropped ORDER BY 1"
)
_TABLES = text(
    "SELECT relname FROM pg_class WHERE relnamespace = CAST(:schema AS text)::regnamespace"
    " AND relkind = 'r' ORDER BY 1"
)
_TRIES = 10

GRACE = timedelta(days=30)
"""From closing a company until it is dropped."""


@dataclass(frozen=True)
class Certificate:
    """What was deleted: how many rows of which table."""

    tenant_id: UUID
    slug: str
    deleted_at: datetime
    rows: dict[str, int]
    """Of the tenant's own tables, and as `platform.…` of the shared ones."""

    def lines(self) -> list[str]:
        width = max(map(len, self.rows), default=0)
        counts = [f"  {table:<{width}}  {count:>8}" for table, count in self.rows.items()]
        total = sum(self.rows.values())
        head = f"Deleted company {self.slug} ({self.tenant_id}) at {self.deleted_at:%F %T} UTC"
        return [head, *counts, f"  {'all rows':<{width}}  {total:>8}"]


async def suspend_tenant(slug: str, *, by: str = TANLU) -> None:
    """No sign-in and no writes any more, in every process within five seconds."""
    await _move(slug, TenantState.SUSPENDED, Deed.SUSPEND, by)


async def resume_tenant(slug: str, *, by: str = TANLU) -> None:
    """As before it was suspended."""
    await _move(slug, TenantState.ACTIVE, Deed.RESUME, by)


async def close_tenant(slug: str, *, by: str = TANLU) -> datetime:
    """Nobody gets in any more, in every process within five seconds. Gives when it will go."""
    day = clock.now() + GRACE
    await _move(slug, TenantState.CLOSING, Deed.CLOSE, by, closes_at=day)
    return day


async def restore_tenant(slug: str, *, by: str = TANLU) -> None:
    """It is active again, as if it had never been closing. Raises Conflict once it goes."""
    await _move(slug, TenantState.ACTIVE, Deed.RESTORE, by)


async def delete_tenant(slug: str, *, by: str = TANLU) -> Certificate:
    """Revoke, then drop, at once. Only for whoever has the owner's address.

    Breaking off leaves it closing for good; calling again goes on from there.
    """
    place, revoked = await _revoke(slug)
    forget_directory()
    for attempt in range(1, _TRIES + 1):
        try:
            return await _drop(slug, place, revoked, by)
        except asyncpg.LockNotAvailableError as busy:
            # Who took the tenant on before it was revoked may still be at work.
            if attempt == _TRIES:
                raise Conflict(
                    f"Somebody still works in {slug!r}; its access is revoked, delete it again",
                    zh=f"仍有操作在使用企业 {slug!r}；其访问权限已撤销，请再次删除",
                    field="slug",
                ) from busy
            await asyncio.sleep(0.2 * attempt)
    raise AssertionError("unreachable")


async def _move(
    slug: str, wanted: TenantState, deed: Deed, by: str, *, closes_at: datetime | None = None
) -> None:
    async with app_engine().begin() as app:
        tenant_id, state, _ = await _lock(app, slug)
        _require_fit(deed, state)
        require_step(state, wanted)
        await note_deed(app, deed, by=by, company_id=tenant_id, slug=slug)
        change = update(Tenant).where(Tenant.id == tenant_id)
        await app.execute(change.values(state=wanted, closes_at=closes_at))
        await tell_company(app, tenant_id, deed, clock.now())
    forget_directory()


def _require_fit(deed: Deed, state: TenantState) -> None:
    """Resuming and restoring lead to the same state from different ones. Raises Conflict."""
    if deed is Deed.RESUME and state is TenantState.CLOSING:
        raise Conflict("This company is closing: restore it", zh="该企业正在关闭：请使用恢复")
    if deed is Deed.RESTORE and state is not TenantState.CLOSING:
        raise Conflict("This company is not closing", zh="该企业并未处于关闭过程中")


async def _revoke(slug: str) -> tuple[Place, dict[str, int]]:
    """From its commit on nobody can take the tenant on, whatever a process remembers."""
    async with owner_engine().begin() as owner:
        tenant_id, state, going_at = await _lock(owner, slug)
        place = Place.of(tenant_id)
        if state is TenantState.CLOSING and going_at is None:
            return place, {}
        if state is not TenantState.CLOSING:
            require_step(state, TenantState.CLOSING)
        await owner.execute(text(f'REVOKE {place.schema} FROM "{login_name("app")}"'))
        revoked = await _delete_shared_rows(owner, tenant_id)
        await _set_state(owner, tenant_id, TenantState.CLOSING)
    return place, revoked


async def _drop(slug: str, place: Place, revoked: dict[str, int], by: str) -> Certificate:
    async with owner_engine().begin() as owner:
        await _lock(owner, slug)
        await owner.execute(text("SET LOCAL lock_timeout = '2s'"))
        tables = list((await owner.scalars(_TABLES, {"schema": place.schema})).all())
        for table in tables:
            lock = f'LOCK TABLE {place.schema}."{table}" IN ACCESS EXCLUSIVE MODE'
            await run_script(owner, lock)
        rows = {table: await _count(owner, f'{place.schema}."{table}"') for table in tables}
        await run_script(owner, f"DROP SCHEMA {place.schema} CASCADE; DROP ROLE {place.schema}")
        for table, late in (await _delete_shared_rows(owner, place.tenant_id)).items():
            rows[table] = revoked.get(table, 0) + late
        await owner.execute(
            text("UPDATE platform.tenants SET slug = NULL, name = '' WHERE id = :id"),
            {"id": place.tenant_id},
        )
        await _set_state(owner, place.tenant_id, TenantState.DELETED)
        await note_deed(owner, Deed.DELETE, by=by, company_id=place.tenant_id, slug=slug, rows=rows)
    forget_directory()
    return Certificate(place.tenant_id, slug, clock.now(), rows)


async def _lock(
    connection: AsyncConnection, slug: str
) -> tuple[UUID, TenantState, datetime | None]:
    """Whichever company has that slug. One that is being dropped is the owner's alone."""
    wanted = select(Tenant.id, Tenant.state, Tenant.closes_at).where(Tenant.slug == slug)
    row = (await connection.execute(wanted.with_for_update())).one_or_none()
    if row is None:
        raise NotFound(
            f"There is no company {slug!r} here", zh=f"没有名为 {slug!r} 的企业", field="slug"
        )
    return row.id, TenantState(row.state), row.closes_at


async def _set_state(owner: AsyncConnection, tenant_id: UUID, state: TenantState) -> None:
    change = text("UPDATE platform.tenants SET state = :state, closes_at = NULL WHERE id = :id")
    await owner.execute(change, {"state": state.value, "id": tenant_id})


async def _delete_shared_rows(owner: AsyncConnection, tenant_id: UUID) -> dict[str, int]:
    deleted = {}
    for table in (await owner.scalars(_TABLES_WITH_ROWS_OF_TENANTS)).all():
        delete = text(f'DELETE FROM platform."{table}" WHERE tenant_id = :id')  # noqa: S608 - its name is from the catalog
        deleted[f"platform.{table}"] = (await owner.execute(delete, {"id": tenant_id})).rowcount
    return deleted


async def _count(owner: AsyncConnection, table: str) -> int:
    return await owner.scalar(text(f"SELECT count(*) FROM {table}")) or 0  # noqa: S608 - as above
