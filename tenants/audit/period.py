"""How long a company's trail is kept: what its plan says, or less, as an admin wishes."""

from dataclasses import dataclass
from typing import ClassVar, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from domain.actor import Role
from domain.errors import Invalid, NotAllowed
from domain.exported import NOT_AT_ALL, Exported
from domain.work import UnitOfWork
from tenants.audit.notes import note
from tenants.shared import OWN, Shared, Wall
from tenants.tenant import Tenant

SHORTEST: Final = 180
"""Days. Nobody may see to it that a trail is gone sooner."""


class AuditPeriod(Shared):
    """What the company wishes; without a row it is what its plan says."""

    __tablename__ = "audit_periods"
    exported: ClassVar[Exported] = NOT_AT_ALL
    walls: ClassVar[tuple[Wall, ...]] = (Wall("tenants", ["SELECT", "INSERT", "UPDATE"], OWN),)

    tenant_id: Mapped[UUID] = mapped_column(primary_key=True)
    days: Mapped[int]


@dataclass(frozen=True)
class Period:
    days: int


async def change_audit_period(work: UnitOfWork, *, days: int) -> Period:
    """Keep the trail so many days: at least 180, at most what the plan says. Admins may, in
    person: a program that shortens it would hide what it did.

    What is older is removed within a day, and cannot be had back.
    """
    if not work.actor.has(Role.ADMIN):
        raise NotAllowed("Only an admin can do this", zh="只有管理员可以执行此操作")
    work.actor.require_person()
    longest = await period_of_plan(work)
    if not SHORTEST <= days <= longest:
        raise Invalid(
            f"Your plan keeps the audit trail from {SHORTEST} to {longest} days",
            zh=f"按贵公司的套餐，审计日志可保存 {SHORTEST} 至 {longest} 天",
            field="days",
        )
    row = {"tenant_id": work.tenant_id, "days": days}
    wished = insert(AuditPeriod).values(row)
    await work.session.execute(
        wished.on_conflict_do_update(index_elements=["tenant_id"], set_={"days": days})
    )
    note(work, "audit.period_changed", subject="audit", subject_id=None, days=days)
    return Period(days)


async def audit_period(work: UnitOfWork) -> int:
    """In days, as it counts now."""
    longest = await period_of_plan(work)
    wished = await work.session.scalar(
        select(AuditPeriod.days).where(AuditPeriod.tenant_id == work.tenant_id)
    )
    return min(longest, wished or longest)


async def period_of_plan(work: UnitOfWork) -> int:
    """In days: the longest that there may be."""
    days = await work.session.scalar(select(Tenant.audit_days).where(Tenant.id == work.tenant_id))
    return days or SHORTEST
