"""What a record says, version by version: facts, agreements, actions. Written once each."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import Exported


class RecordVersion(Entity):
    """Once it is shared, it is a link in the employee's chain."""

    __tablename__ = "record_versions"
    exported: ClassVar[Exported] = Exported(
        texts=["reason", "previous_hash", "hash"], rows="shared_at IS NOT NULL"
    )
    __table_args__ = (
        UniqueConstraint("record_id", "number"),
        # Two records shared at once cannot both be the next link.
        UniqueConstraint("subject_id", "position"),
    )

    record_id: Mapped[UUID] = mapped_column(ForeignKey("records.id"))
    subject_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    number: Mapped[int]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str | None] = mapped_column(default=None)
    """Why the version before it did not stand."""
    written_at: Mapped[datetime]
    shared_at: Mapped[datetime | None] = mapped_column(default=None)
    position: Mapped[int | None] = mapped_column(default=None)
    previous_hash: Mapped[str | None] = mapped_column(default=None)
    hash: Mapped[str | None] = mapped_column(default=None)


class RecordFact(Entity):
    """What happened, with its evidence as it stood when this was written."""

    __tablename__ = "record_facts"
    exported: ClassVar[Exported] = Exported(
        texts=["text", "snapshot"],
        rows="version_id IN (SELECT id FROM record_versions WHERE shared_at IS NOT NULL)",
    )

    version_id: Mapped[UUID] = mapped_column(ForeignKey("record_versions.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    occurred_on: Mapped[date | None]
    evidence_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence.id"))
    snapshot: Mapped[dict[str, Any] | None]


class RecordAgreement(Entity):
    """What the two concluded or promised."""

    __tablename__ = "record_agreements"
    exported: ClassVar[Exported] = Exported(
        texts=["text"],
        rows="version_id IN (SELECT id FROM record_versions WHERE shared_at IS NOT NULL)",
    )

    version_id: Mapped[UUID] = mapped_column(ForeignKey("record_versions.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]


class RecordAction(Entity):
    """Who does what by when. Sharing it makes it a commitment."""

    __tablename__ = "record_actions"
    exported: ClassVar[Exported] = Exported(
        texts=["text"],
        rows="version_id IN (SELECT id FROM record_versions WHERE shared_at IS NOT NULL)",
    )

    version_id: Mapped[UUID] = mapped_column(ForeignKey("record_versions.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    due_on: Mapped[date]
    commitment_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("commitments.id"), default=None, index=True
    )


class ResponseKind(StrEnum):
    ACKNOWLEDGED = "ACKNOWLEDGED"
    CONTESTED = "CONTESTED"
    STATEMENT = "STATEMENT"


class RecordResponse(Entity):
    """The employee's word on a version, always shown with it. Never edited; they may say more."""

    __tablename__ = "record_responses"
    exported: ClassVar[Exported] = Exported(
        texts=["statement"],
        rows="version_id IN (SELECT id FROM record_versions WHERE shared_at IS NOT NULL)",
    )

    version_id: Mapped[UUID] = mapped_column(ForeignKey("record_versions.id"), index=True)
    kind: Mapped[ResponseKind]
    statement: Mapped[str | None]
    responded_at: Mapped[datetime]
