"""The address at which another system tells us something: found by its secret, never by an id."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from domain.exported import NOT_AT_ALL, Exported
from infra.database import Place
from tenants.credential import digest
from tenants.presenting import presenting
from tenants.shared import OWN, Shared, Wall, presented


class HookAddress(Shared):
    """Whose connection an address belongs to. Its secret part is kept nowhere in the open."""

    __tablename__ = "hook_addresses"
    exported: ClassVar[Exported] = NOT_AT_ALL
    walls: ClassVar[tuple[Wall, ...]] = (
        Wall("app", ["SELECT"], presented("hash")),
        Wall("tenants", ["SELECT", "INSERT", "DELETE"], OWN),
    )

    hash: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(index=True)
    connection_id: Mapped[UUID]


async def addressed(key: str) -> tuple[Place, UUID] | None:
    """Whose connection the address with that secret part belongs to."""
    async with presenting(digest(key)) as session:
        found = await session.scalar(select(HookAddress))
    return None if found is None else (Place.of(found.tenant_id), found.connection_id)
