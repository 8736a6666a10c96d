"""Companies whose days of grace are over: exported, then dropped."""

from datetime import timedelta
from pathlib import Path

import structlog
from sqlalchemy import or_, select

from domain.errors import DomainError
from infra import clock
from infra.database import owner_engine
from infra.private_files import FOLDER
from infra.settings import settings
from tenants.export.plain import export_tenant
from tenants.lifecycle import delete_tenant
from tenants.operations.operator_log import TANLU
from tenants.states import TenantState
from tenants.tenant import Tenant, find_tenant

KEPT_FOR = timedelta(days=30)
"""How long the export of a company that was dropped stays in the data folder."""

_log = structlog.get_logger()


async def drop_what_is_due() -> None:
    """Each company alone: one that cannot be exported is not dropped, and tried again later."""
    now = clock.now()
    due = (
        select(Tenant.slug)
        .where(Tenant.state == TenantState.CLOSING)
        .where(or_(Tenant.closes_at.is_(None), Tenant.closes_at <= now))
        .order_by(Tenant.id)
    )
    async with owner_engine().connect() as owner:
        slugs = [slug for slug in await owner.scalars(due) if slug]
    for slug in slugs:
        try:
            await _drop(slug)
        except (DomainError, OSError) as error:
            _log.warning("a company is not dropped", slug=slug, error=type(error).__name__)
    _forget_old_exports()


async def _drop(slug: str) -> None:
    tenant = await find_tenant(slug)
    # One that broke off while it was dropped has been exported before.
    if tenant.closes_at is not None:
        _folder().mkdir(mode=FOLDER, parents=True, exist_ok=True)
        path = _folder() / f"{slug}-{tenant.id}.zip"
        await export_tenant(slug, path, by=TANLU, replace=True)
    await delete_tenant(slug, by=TANLU)


def _forget_old_exports() -> None:
    over = (clock.now() - KEPT_FOR).timestamp()
    for path in _folder().glob("*.zip"):
        if path.stat().st_mtime < over:
            path.unlink()


def _folder() -> Path:
    return settings().data_dir / "closed"
