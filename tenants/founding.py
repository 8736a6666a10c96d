"""A company and its first people come to be together, or not at all."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession

from domain.actor import Actor
from domain.errors import Conflict
from domain.language import Language
from domain.work import UnitOfWork
from infra import clock
from infra.database import act_for, app_engine
from infra.doorbell import ring
from tenants.directory import forget_directory
from tenants.naming import checked_name, checked_slug
from tenants.operations.operator_log import TANLU, Deed, note_deed
from tenants.operations.spare_supply import ask_for_spares
from tenants.provisioning import naming_conflict, take_spare
from tenants.work import store_what_follows

_PATIENCE = 10.0
_GLANCE_SECONDS = 0.02


@asynccontextmanager
async def founding(
    slug: str, name: str = "", *, by: str = TANLU, language: Language = Language.ZH_CN
) -> AsyncIterator[UnitOfWork]:
    """A unit of work in a company that exists once it has ended well, and never did if it fails.

    The company is a spare one, whose tables were made before by whoever may: here, nobody can.

    Args:
        slug: its name in addresses.
        name: its name for people; the slug, if empty.
        by: who makes it, for the operators' log.
        language: in which its people are written to until they choose one.

    Raises:
        Invalid: the slug or the name cannot be one.
        Conflict: the slug is taken, or there is no spare and none comes.
    """
    slug, name, until = checked_slug(slug), checked_name(name or slug), time.monotonic() + _PATIENCE
    while True:
        async with AsyncSession(app_engine(), expire_on_commit=False) as session, session.begin():
            if work := await _begin(session, slug, name, by, language):
                yield work
                asked = await store_what_follows(work)
                break
        await _wait_for_spare(until)
    forget_directory()
    await ask_for_spares()
    if asked:
        ring()


async def _begin(
    session: AsyncSession, slug: str, name: str, by: str, language: Language
) -> UnitOfWork | None:
    """As the app's login first, then for the company that it has taken."""
    connection, now = await session.connection(), clock.now()
    with naming_conflict(slug):
        place = await take_spare(connection, slug, name, now, language)
    if place is None:
        return None
    await note_deed(connection, Deed.CREATE, by=by, company_id=place.tenant_id, slug=slug)
    await act_for(connection, place)
    return UnitOfWork(tenant_id=place.tenant_id, actor=Actor.system(), now=now, session=session)


async def _wait_for_spare(until: float) -> None:
    """Raises Conflict when it has taken too long: then nobody provides them."""
    if time.monotonic() > until:
        raise Conflict(
            "No company can be made at this moment: the process that prepares them does not run",
            zh="暂时无法创建企业：负责预备企业空间的进程未在运行",
        )
    await ask_for_spares()
    await asyncio.sleep(_GLANCE_SECONDS)
