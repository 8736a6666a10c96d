"""A passkey: a device or a browser keeps it, and signs with it once its owner unlocks it."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import NOT_AT_ALL, Exported
from domain.work import UnitOfWork


class Passkey(Entity):
    """The public half, and how often the private one has signed, where it counts."""

    __tablename__ = "passkeys"
    exported: ClassVar[Exported] = NOT_AT_ALL

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    """In COSE."""
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    """As its owner tells it from others."""
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


async def passkeys_of(work: UnitOfWork, person_id: UUID) -> Sequence[Passkey]:
    """Oldest first."""
    theirs = select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.id)
    return (await work.session.scalars(theirs)).all()
