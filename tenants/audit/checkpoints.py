"""What is left of entries that were kept long enough: how many there were, and their last hash."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self
from uuid import UUID

from tenants.audit.seals import Seal, is_by_current_key, seal_of, sealed

CHECKPOINT: Final = "audit.expired"
"""The deed of the entry that says it."""


@dataclass(frozen=True)
class Checkpoint:
    """The entries up to `last_seq` may be gone; the next one follows from `last_hash`."""

    last_seq: int
    last_hash: str
    by_current_key: bool = True
    """Otherwise it has to be said again before the former key is forgotten."""

    def sealed(self, tenant_id: UUID, removed: int) -> dict[str, Any]:
        """As the details of its entry. Nobody but this installation can make another."""
        return sealed(
            {
                "last_hash": self.last_hash,
                "last_seq": self.last_seq,
                "removed": removed,
                "tenant": str(tenant_id),
            }
        )

    @classmethod
    def read(cls, tenant_id: UUID, details: Mapping[str, Any]) -> Self | None:
        """None where nobody can show that it was said here, and of this company."""
        if seal_of(details) is not Seal.GOOD or details.get("tenant") != str(tenant_id):
            return None
        return cls(
            last_seq=int(details["last_seq"]),
            last_hash=str(details["last_hash"]),
            by_current_key=is_by_current_key(details),
        )
