"""What the trail keeps of one deed. Once it is there, nobody who serves the company changes it."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Index, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import APPEND_ONLY, Entity
from domain.exported import NOT_AT_ALL, Exported


class AuditEntry(Entity):
    """Who did or read what, when and from where: ids and our own words, nothing anybody wrote."""

    __tablename__ = "audit_entries"
    exported: ClassVar[Exported] = NOT_AT_ALL
    __table_args__ = (
        Index("ix_audit_entries_about", "about", postgresql_using="gin"),
        Index("ix_audit_entries_deed_seq", "deed", "seq"),
        {"info": APPEND_ONLY},
    )

    seq: Mapped[int] = mapped_column(BigInteger, unique=True)
    """From 1 on, without a gap."""
    at: Mapped[datetime] = mapped_column(index=True)
    actor_kind: Mapped[str]
    actor_id: Mapped[UUID | None] = mapped_column(index=True)
    """The person who did it, or for whom a plugin did."""
    via_id: Mapped[UUID | None]
    """The installed plugin that did it, by itself or for the person."""
    program_id: Mapped[UUID | None]
    """What the credential was, where it was no session: a token, a client or a delegation."""
    deed: Mapped[str]
    """In the words of events: `token.created`."""
    subject: Mapped[str]
    subject_id: Mapped[UUID | None]
    about: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    """The people concerned."""
    details: Mapped[dict[str, Any]]
    network: Mapped[str | None]
    """Where the request came from, as a network and not as an address."""
    format: Mapped[int]
    """How `hash` is made of the rest, should that ever change."""
    salt: Mapped[str]
    previous_hash: Mapped[str | None]
    hash: Mapped[str]
