"""A company that uses Tanlu, and where its data lives."""

import base64
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import new_id
from domain.errors import NotFound
from infra.database import Place, app_engine
from tenants.shared import Shared


class TenantState(StrEnum):
    SPARE = "SPARE"
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    DELETED = "DELETED"


class Tenant(Shared):
    """The directory's row. Schemas and roles are named by id: renaming a company moves nothing."""

    __tablename__ = "tenants"

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    slug: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    state: Mapped[TenantState]
    cluster: Mapped[str] = mapped_column(default="main")
    schema_version: Mapped[int]
    created_at: Mapped[datetime]

    @property
    def place(self) -> Place:
        return Place(self.id, schema_of(self.id))


def schema_of(tenant_id: UUID) -> str:
    """`t_` and the id in 26 letters of base 32: opaque, because every tenant can list the names."""
    return "t_" + base64.b32hexencode(tenant_id.bytes).decode().rstrip("=").lower()


async def find_tenant(slug: str) -> Tenant:
    """The tenant of that slug, whatever its state. Raises NotFound."""
    async with AsyncSession(app_engine(), expire_on_commit=False) as session:
        found = await session.scalar(select(Tenant).where(Tenant.slug == slug))
    if found is None:
        raise NotFound(
            f"There is no company {slug!r} here", zh=f"没有名为 {slug!r} 的企业", field="slug"
        )
    return found
