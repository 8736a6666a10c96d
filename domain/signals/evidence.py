"""A pointer to something that happened elsewhere."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import Exported

MANUAL = "manual"
"""The source of what people file about themselves."""


class Evidence(Entity):
    """Who did what, when, with a link to where it can be read. The content stays over there."""

    __tablename__ = "evidence"
    exported: ClassVar[Exported] = Exported(
        texts=["source", "external_id", "kind", "title", "url", "details"]
    )
    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        Index("ix_evidence_person_id_occurred_at", "person_id", "occurred_at"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    source: Mapped[str]
    external_id: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str]
    url: Mapped[str | None] = mapped_column(default=None)
    occurred_at: Mapped[datetime]
    details: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    filed_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was no longer so over there. What cites it keeps what it saw."""
    out_of_sight_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when it can no longer be looked up over there. It is as true as before."""
