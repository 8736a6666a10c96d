"""Which companies an e-mail domain leads to, so that people need not know their provider."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Delete, Update, delete, false, select, update
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from domain.errors import Invalid
from domain.exported import Exported
from domain.work import UnitOfWork
from infra import clock
from infra.database import Place
from tenants.access.email_domains.public_mail import is_anybodys
from tenants.audit.operators_deeds import tell_company
from tenants.operations.operator_log import TANLU, Deed, note_deed
from tenants.presenting import presenting
from tenants.shared import ALL_VERBS, OWN, Shared, Wall, presented
from tenants.tenant import Tenant, find_tenant

_DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")


class EmailDomain(Shared):
    """Given by an operator who has seen that it is the company's, or proven by a record in its DNS.

    A domain that anybody could claim would send other people's staff to a page that asks for their
    password, and let in whoever has such an address elsewhere.
    """

    __tablename__ = "email_domains"
    exported: ClassVar[Exported] = Exported(texts=["domain"])
    __table_args__ = (CheckConstraint("given OR proven", name="for_a_reason"),)
    walls: ClassVar[tuple[Wall, ...]] = (
        Wall("app", ALL_VERBS, presented("domain")),
        Wall("tenants", ALL_VERBS, OWN),
    )

    domain: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(primary_key=True)
    given: Mapped[bool] = mapped_column(default=False, server_default=false())
    """By an operator."""
    proven: Mapped[bool] = mapped_column(default=False, server_default=false())
    """By the company itself."""


def checked_domain(value: str, field: str = "domain") -> str:
    """In lower case. Raises Invalid."""
    kept = value.strip().lower()
    if not _DOMAIN.fullmatch(kept):
        raise Invalid("Give a domain such as acme.com", zh="请填写域名，例如 acme.com", field=field)
    return kept


def company_domain(value: str, field: str = "domain") -> str:
    """In lower case, and not one of those where anybody gets an address. Raises Invalid."""
    kept = checked_domain(value, field)
    if is_anybodys(kept):
        raise Invalid(
            f"Anybody can have an address at {kept}, so it cannot be a company's",
            zh=f"{kept} 是公共邮箱，任何人都可以注册，不能作为企业域名",
            field=field,
        )
    return kept


async def give_domain(slug: str, domain: str, *, by: str = TANLU) -> None:
    """For operators. Twice is once; several companies of a group may have the same."""
    tenant, domain = await find_tenant(slug), company_domain(domain)
    row = {"domain": domain, "tenant_id": tenant.id}
    async with presenting(domain) as session:
        await session.execute(_kept(row, "given"))
        await _note(session, Deed.GIVE_DOMAIN, tenant, domain, by)


async def take_domain(slug: str, domain: str, *, by: str = TANLU) -> None:
    """For operators. What the company has proven stays; taking what is not there does nothing."""
    tenant, domain = await find_tenant(slug), checked_domain(domain)
    row = {"domain": domain, "tenant_id": tenant.id}
    async with presenting(domain) as session:
        await session.execute(_gone(row, unless=EmailDomain.proven))
        await session.execute(_not(row, given=False))
        await _note(session, Deed.TAKE_DOMAIN, tenant, domain, by)


async def keep_proven(work: UnitOfWork, domain: str, *, proven: bool) -> None:
    """What the company has shown, or can show no longer; what an operator gave stays."""
    row = {"domain": domain, "tenant_id": work.tenant_id}
    if proven:
        await work.session.execute(_kept(row, "proven"))
        return
    await work.session.execute(_gone(row, unless=EmailDomain.given))
    await work.session.execute(_not(row, proven=False))


async def is_of_company(work: UnitOfWork, domain: str) -> bool:
    """Whether it was given or proven."""
    found = select(EmailDomain.domain).where(
        EmailDomain.domain == domain, EmailDomain.tenant_id == work.tenant_id
    )
    return await work.session.scalar(found) is not None


async def has_domain(work: UnitOfWork) -> bool:
    """Whether any was given to the company, or proven by it."""
    own = select(EmailDomain.domain).where(EmailDomain.tenant_id == work.tenant_id)
    return await work.session.scalar(own.limit(1)) is not None


async def _note(session: AsyncSession, deed: Deed, tenant: Tenant, domain: str, by: str) -> None:
    connection = await session.connection()
    await note_deed(connection, deed, by=by, company_id=tenant.id, slug=tenant.slug, domain=domain)
    await tell_company(connection, tenant.id, deed, clock.now(), domain=domain)


async def places_of_domain(domain: str) -> Sequence[Place]:
    async with presenting(domain) as session:
        return [Place.of(each) for each in (await session.scalars(select(EmailDomain.tenant_id)))]


def _kept(row: dict[str, Any], reason: str) -> Insert:
    added = insert(EmailDomain).values({**row, reason: True})
    return added.on_conflict_do_update(index_elements=["domain", "tenant_id"], set_={reason: True})


def _gone(row: dict[str, Any], *, unless: InstrumentedAttribute[bool]) -> Delete:
    return delete(EmailDomain).filter_by(**row).where(~unless)


def _not(row: dict[str, Any], **reason: bool) -> Update:
    return update(EmailDomain).filter_by(**row).values(reason)
