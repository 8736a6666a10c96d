"""A company and its first people come to be together, or not at all."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from domain.actor import Actor
from domain.work import UnitOfWork
from infra import clock
from infra.database import Place, note_tenant, owner_engine
from infra.doorbell import ring
from tenants.directory import forget_directory
from tenants.naming import checked_name, checked_slug
from tenants.provisioning import take_place
from tenants.work import store_what_follows

_SETTLE = text(
    "SELECT set_config('search_path', :schema, true), set_config('app.tenant', :tenant, true)"
)


@asynccontextmanager
async def founding(slug: str, name: str = "") -> AsyncIterator[UnitOfWork]:
    """A unit of work in a company that exists once it has ended well, and never did if it fails.

    It is the owner's transaction, who makes the company's tables and so may fill them: the role
    that anybody else takes on becomes known only with the commit.

    Raises:
        Invalid: the slug or the name cannot be one.
        Conflict: the slug is taken.
    """
    slug, name, now = checked_slug(slug), checked_name(name or slug), clock.now()
    async with owner_engine().begin() as owner:
        place = await take_place(owner, slug, name, now)
        await _settle_in(owner, place)
        async with AsyncSession(owner, expire_on_commit=False) as session, session.begin():
            work = UnitOfWork(
                tenant_id=place.tenant_id, actor=Actor.system(), now=now, session=session
            )
            yield work
            asked = await store_what_follows(work)
    forget_directory()
    if asked:
        ring()


async def _settle_in(owner: AsyncConnection, place: Place) -> None:
    note_tenant((await owner.get_raw_connection()).info, place)
    where = {"schema": place.schema, "tenant": str(place.tenant_id)}
    await owner.execute(_SETTLE, where)
