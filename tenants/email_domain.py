"""Which companies an e-mail domain leads to, so that people need not know their provider."""

import re
from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain.errors import Invalid
from infra.database import Place
from tenants.operations.operator_log import TANLU, Deed, note_deed
from tenants.presenting import presenting
from tenants.shared import OWN, Shared, Wall, presented
from tenants.tenant import Tenant, find_tenant

_DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")


class EmailDomain(Shared):
    """Given by operators, who have seen that it is the company's: a domain that anybody could
    claim would send other people's staff to a page that asks for their password.
    """

    __tablename__ = "email_domains"
    walls: ClassVar[tuple[Wall, ...]] = (
        Wall("app", ["SELECT", "INSERT", "DELETE"], presented("domain")),
        Wall("tenants", ["SELECT"], OWN),
    )

    domain: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(primary_key=True)


def checked_domain(value: str, field: str = "domain") -> str:
    """In lower case. Raises Invalid."""
    kept = value.strip().lower()
    if not _DOMAIN.fullmatch(kept):
        raise Invalid("Give a domain such as acme.com", zh="请填写域名，例如 acme.com", field=field)
    return kept


async def give_domain(slug: str, domain: str, *, by: str = TANLU) -> None:
    """For operators. Twice is once; several companies of a group may have the same."""
    tenant, domain = await find_tenant(slug), checked_domain(domain)
    row = {"domain": domain, "tenant_id": tenant.id}
    async with presenting(domain) as session:
        await session.execute(insert(EmailDomain).values(row).on_conflict_do_nothing())
        await _note(session, Deed.GIVE_DOMAIN, tenant, domain, by)


async def take_domain(slug: str, domain: str, *, by: str = TANLU) -> None:
    """For operators. Taking what is not there does nothing."""
    tenant, domain = await find_tenant(slug), checked_domain(domain)
    async with presenting(domain) as session:
        await session.execute(delete(EmailDomain).where(EmailDomain.tenant_id == tenant.id))
        await _note(session, Deed.TAKE_DOMAIN, tenant, domain, by)


async def _note(session: AsyncSession, deed: Deed, tenant: Tenant, domain: str, by: str) -> None:
    connection = await session.connection()
    await note_deed(connection, deed, by=by, company_id=tenant.id, slug=tenant.slug, domain=domain)


async def places_of_domain(domain: str) -> Sequence[Place]:
    async with presenting(domain) as session:
        return [Place.of(each) for each in (await session.scalars(select(EmailDomain.tenant_id)))]
