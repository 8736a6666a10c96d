"""What a company gives us to keep and must be read back: sealed with a key of its own.

The key is wrapped with the platform's, so changing that one re-wraps a row for each company and
touches nothing that was sealed; and when the row is gone, all of it is gone.
"""

from functools import lru_cache
from typing import ClassVar
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from domain.exported import NOT_AT_ALL, Exported
from domain.work import UnitOfWork
from infra.encryption import key_for, master_keys, new_key, seal_with, unseal_with
from infra.prepared import Prepared
from tenants.keys.key_mark import key_to_wrap_with
from tenants.keys.wrapping import unwrap, wrap
from tenants.shared import OWN, Shared, Wall


class TenantKey(Shared):
    """A company's key, wrapped; made when the first secret is kept."""

    __tablename__ = "tenant_keys"
    exported: ClassVar[Exported] = NOT_AT_ALL
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


async def company_key(work: UnitOfWork, purpose: str) -> bytes:
    """A key of 32 bytes of the company's own for one purpose, always the same one.

    It is derived from the company's key, so it outlives a change of the master key and is gone
    with the company.

    Args:
        work: whose key.
        purpose: what for, in words, such as `audit chain 1`; another name gives another key.
    """
    return key_for(await _key_of(work), purpose)


async def _key_of(work: UnitOfWork) -> bytes:
    wrapped = await _kept(work)
    if wrapped is None:
        master = await key_to_wrap_with(work.session)
        made = wrap(master, new_key(), work.tenant_id)
        row = {"tenant_id": work.tenant_id, "wrapped": made}
        await work.session.execute(insert(TenantKey).values(row).on_conflict_do_nothing())
        # Whoever came first has made the one that counts.
        wrapped = await _kept(work)
    if wrapped is None:
        raise LookupError("The company's key is not to be seen")
    return _unwrapped(master_keys(), wrapped, work.tenant_id)


async def _kept(work: UnitOfWork) -> str | None:
    wrapped: str | None = await _KEPT.value(work.session, own=work.tenant_id)
    return wrapped


_KEPT = Prepared(lambda: select(TenantKey.wrapped).where(TenantKey.tenant_id == bindparam("own")))


@lru_cache(maxsize=4096)
def _unwrapped(masters: tuple[bytes, ...], wrapped: str, tenant_id: UUID) -> bytes:
    return unwrap(masters, wrapped, tenant_id)
