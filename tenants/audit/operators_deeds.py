"""What those who run Tanlu did to one company, in that company's own trail."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from domain.actor import Actor
from domain.work import UnitOfWork
from infra.database import Place, act_for
from tenants.audit.notes import Note, keep
from tenants.operations.operator_log import Deed
from tenants.work import open_work, store_what_follows

OPERATOR: Final = "OPERATOR"
TOLD: Final[Mapping[Deed, str]] = {
    Deed.AUDIT_DAYS: "company.audit_days_set",
    Deed.CLOSE: "company.closed",
    Deed.EXPORT: "company.exported",
    Deed.GIVE_DOMAIN: "company.domain_given",
    Deed.LINK: "company.link_made",
    Deed.RESTORE: "company.restored",
    Deed.RESUME: "company.resumed",
    Deed.SUSPEND: "company.suspended",
    Deed.TAKE_DOMAIN: "company.domain_taken",
}
NOT_TOLD: Final[Mapping[Deed, str]] = {
    Deed.CREATE: "the trail begins with the company",
    Deed.CREATE_TOKEN: "it is of no company",
    Deed.DELETE: "the trail goes with the company",
    Deed.IMPORT: "the trail that is restored goes on where it ended",
    Deed.READ_MAIL: "mail of all companies lies in one folder",
    Deed.ROTATE_KEY: "it is of no company",
}


def keep_operators_deed(
    work: UnitOfWork, deed: Deed, *, about: Collection[UUID] = (), **details: str | int | bool
) -> None:
    """With what the unit does for them."""
    made = Note(
        kind=OPERATOR,
        deed=TOLD[deed],
        subject="company",
        subject_id=work.tenant_id,
        about=about,
        details=details,
    )
    keep(work, made)


async def tell_company(
    connection: AsyncConnection, tenant_id: UUID, deed: Deed, now: datetime, **details: str | int
) -> None:
    """The last thing the transaction does, for until its end it acts for the company."""
    await act_for(connection, Place.of(tenant_id))
    session = AsyncSession(bind=connection, expire_on_commit=False)
    work = UnitOfWork(tenant_id=tenant_id, actor=Actor.system(), now=now, session=session)
    keep_operators_deed(work, deed, about=(), **details)
    await store_what_follows(work)


async def tell_company_apart(place: Place, deed: Deed, **details: str | int | bool) -> None:
    """Right after a deed of the owner's, who acts for no company."""
    async with open_work(place, Actor.system()) as work:
        keep_operators_deed(work, deed, about=(), **details)
