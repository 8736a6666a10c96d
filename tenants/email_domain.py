"""Which companies an e-mail domain leads to, so that people need not know their provider."""

import re
from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from domain.errors import Invalid
from infra.database import Place, owner_engine
from tenants.presenting import presenting
from tenants.shared import OWN, Shared, Wall, presented
from tenants.tenant import find_tenant

_DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")


class EmailDomain(Shared):
    """Given by operators, who have seen that it is the company's: a domain that anybody could
    claim would send other people's staff to a page that asks for their password.
    """

    __tablename__ = "email_domains"
    walls: ClassVar[tuple[Wall, ...]] = (
        Wall("app", ["SELECT"], presented("domain")),
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


async def give_domain(slug: str, domain: str) -> None:
    """For operators. Twice is once; several companies of a group may have the same."""
    row = {"domain": checked_domain(domain), "tenant_id": (await find_tenant(slug)).id}
    async with owner_engine().begin() as owner:
        await owner.execute(insert(EmailDomain).values(row).on_conflict_do_nothing())


async def take_domain(slug: str, domain: str) -> None:
    """For operators. Taking what is not there does nothing."""
    tenant_id = (await find_tenant(slug)).id
    given = delete(EmailDomain).where(
        EmailDomain.domain == checked_domain(domain), EmailDomain.tenant_id == tenant_id
    )
    async with owner_engine().begin() as owner:
        await owner.execute(given)


async def places_of_domain(domain: str) -> Sequence[Place]:
    async with presenting(domain) as session:
        return [Place.of(each) for each in (await session.scalars(select(EmailDomain.tenant_id)))]
