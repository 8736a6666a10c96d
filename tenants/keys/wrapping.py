"""A company's key, wrapped with a master key: it opens in the row of its company only."""

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from infra.encryption import Unreadable, seal_with, unseal_with


def wrap(master: bytes, key: bytes, tenant_id: UUID) -> str:
    return seal_with(master, key.hex(), about=_about(tenant_id))


def unwrap(masters: Sequence[bytes], wrapped: str, tenant_id: UUID) -> bytes:
    """By whichever of them opens it: while it changes, there are two. Raises Unreadable."""
    for master in masters:
        with suppress(Unreadable):
            return bytes.fromhex(unseal_with(master, wrapped, about=_about(tenant_id)))
    raise Unreadable(f"The key of company {tenant_id} is opened by no key we have")


def _about(tenant_id: UUID) -> str:
    return f"tenant_keys:{tenant_id}"
