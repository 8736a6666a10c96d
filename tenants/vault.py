"""What a company gives us to keep and must be read back: sealed with a key of its own.

The key is wrapped with the platform's, so changing that one re-wraps a row for each company and
touches nothing that was sealed; and when the row is gone, all of it is gone.
"""

from functools import lru_cache
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from domain.work import UnitOfWork
from infra.encryption import master_key, new_key, seal_with, unseal_with
from tenants.shared import OWN, Shared, Wall


class TenantKey(Shared):
    """A company's key, wrapped; made when the first secret is kept."""

    __tablename__ = "tenant_keys"
    walls: ClassVar[tuple[Wall, ...]] = (Wall("tenants", ["SELECT", "INSERT", "DELETE"], OWN),)

    tenant_id: Mapped[UUID] = mapped_column(primary_key=True)
    wrapped: Mapped[str]


async def seal(work: UnitOfWork, text: str, *, about: str) -> str:
    """The secret as it may be stored.

    Args:
        work: whose secret.
        text: the secret itself.
        about: where it will be kept, such as `connections:<id>:refresh_token`; it opens only
            there.
    """
    return seal_with(await _key_of(work), text, about=about)


async def unseal(work: UnitOfWork, sealed: str, *, about: str) -> str:
    """The secret that was sealed. Raises Unreadable."""
    return unseal_with(await _key_of(work), sealed, about=about)


async def _key_of(work: UnitOfWork) -> bytes:
    wrapped = await _kept(work)
    if wrapped is None:
        made = seal_with(master_key(), new_key().hex(), about=_about(work.tenant_id))
        row = {"tenant_id": work.tenant_id, "wrapped": made}
        await work.session.execute(insert(TenantKey).values(row).on_conflict_do_nothing())
        # Whoever came first has made the one that counts.
        wrapped = await _kept(work)
    if wrapped is None:
        raise LookupError("The company's key is not to be seen")
    return _unwrapped(master_key(), wrapped, work.tenant_id)


async def _kept(work: UnitOfWork) -> str | None:
    kept = select(TenantKey.wrapped).where(TenantKey.tenant_id == work.tenant_id)
    wrapped: str | None = await work.session.scalar(kept)
    return wrapped


@lru_cache(maxsize=4096)
def _unwrapped(master: bytes, wrapped: str, tenant_id: UUID) -> bytes:
    return bytes.fromhex(unseal_with(master, wrapped, about=_about(tenant_id)))


def _about(tenant_id: UUID) -> str:
    return f"tenant_keys:{tenant_id}"
