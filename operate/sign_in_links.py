"""Links by which whoever runs Tanlu looks around in a company that is there for that."""

from collections.abc import Sequence
from uuid import UUID

from domain.actor import Actor
from domain.errors import NotFound
from infra.database import Place
from tenants.sign_in import create_sign_in_link, link_address
from tenants.states import TenantState
from tenants.tenant import Tenant, find_tenant
from tenants.work import open_work


async def open_tenant(slug: str) -> Tenant | None:
    """The company of that slug, if people can sign in to it."""
    try:
        tenant = await find_tenant(slug)
    except NotFound:
        return None
    return tenant if tenant.state is TenantState.ACTIVE else None


async def links_into(place: Place, person_ids: Sequence[UUID]) -> dict[UUID, str]:
    """For each of these people one that works once and for fifteen minutes."""
    async with open_work(place, Actor.system()) as work:
        return {
            person_id: link_address(await create_sign_in_link(work, person_id=person_id))
            for person_id in person_ids
        }
