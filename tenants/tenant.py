"""A company that uses Tanlu, and where its data lives."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import new_id
from domain.errors import NotFound
from domain.language import Language
from infra.database import Place, app_engine, schema_of
from tenants.shared import EVERY, ITSELF, Shared, Wall
from tenants.states import Capability, TenantState, require

__all__ = ["Tenant", "TenantState", "find_tenant", "schema_of"]


_MAY_CHANGE = "state <> 'DELETED' AND (state <> 'CLOSING' OR closes_at IS NOT NULL)"
_AFTERWARDS = (
    "(state IN ('ACTIVE', 'SUSPENDED') AND closes_at IS NULL)"
    " OR (state = 'CLOSING' AND closes_at > now() + interval '30 days' - interval '1 hour')"
)
"""Whoever has the app's login may stop a company, and can never make it go before its time."""

AUDIT_DAYS = (180, 365, 1095)
"""How long a plan may keep the audit trail."""


class Tenant(Shared):
    """The directory's row. Schemas and roles are named by id: renaming a company moves nothing."""

    __tablename__ = "tenants"
    __table_args__ = (CheckConstraint(f"audit_days IN {AUDIT_DAYS}", name="audit_days_of_a_plan"),)
    # The directory is read before a tenant is known, so the logins see all of it.
    walls: ClassVar[tuple[Wall, ...]] = (
        Wall("app", ["SELECT"], EVERY),
        Wall(
            "app",
            ["UPDATE"],
            _MAY_CHANGE,
            after=_AFTERWARDS,
            columns=["slug", "name", "language", "state", "created_at", "closes_at"],
        ),
        Wall("relay", ["SELECT"], EVERY),
        Wall("tenants", ["SELECT"], ITSELF),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    slug: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    state: Mapped[TenantState] = mapped_column(index=True)
    cluster: Mapped[str] = mapped_column(default="main")
    schema_version: Mapped[int]
    schema_checksum: Mapped[str]
    created_at: Mapped[datetime]
    audit_days: Mapped[int] = mapped_column(default=365, server_default="365")
    """How long the plan keeps the audit trail at most."""
    language: Mapped[Language] = mapped_column(
        default=Language.ZH_CN, server_default=Language.ZH_CN.value
    )
    """In which people are written to who have not chosen one."""
    closes_at: Mapped[datetime | None] = mapped_column(default=None)
    """When a company that is closing will be dropped; none once that has begun."""

    @property
    def place(self) -> Place:
        return Place.of(self.id)

    def require(self, capability: Capability) -> None:
        """Refuse what the tenant's state does not allow. Raises NotAllowed."""
        require(self.state, capability)


async def find_tenant(slug: str) -> Tenant:
    """The tenant of that slug, whatever its state. Raises NotFound."""
    found = await _one(Tenant.slug == slug)
    if found is None:
        raise NotFound(
            f"There is no company {slug!r} here", zh=f"没有名为 {slug!r} 的企业", field="slug"
        )
    return found


async def tenant_of(tenant_id: UUID) -> Tenant:
    """The tenant of that id, whatever its state. Raises NotFound."""
    found = await _one(Tenant.id == tenant_id)
    if found is None:
        raise NotFound("There is no company with that id", zh="找不到该编号对应的企业", field="id")
    return found


async def all_tenants(*states: TenantState) -> Sequence[Tenant]:
    """The tenants in these states, oldest first."""
    async with AsyncSession(app_engine(), expire_on_commit=False) as session:
        oldest_first = select(Tenant).where(Tenant.state.in_(states)).order_by(Tenant.id)
        return (await session.scalars(oldest_first)).all()


async def _one(condition: ColumnElement[bool]) -> Tenant | None:
    async with AsyncSession(app_engine(), expire_on_commit=False) as session:
        return await session.scalar(select(Tenant).where(condition))
