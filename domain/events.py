"""What has happened, and how it is kept."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import APPEND_ONLY, Entity
from domain.exported import Exported


class Event(BaseModel):
    """A fact in the past tense, announced by a command. A subclass says its public name.

    `subject_id` is the thing it happened to (the aggregate); the other fields are what a
    reader of the timeline, a reaction or a webhook needs, ids rather than data.
    """

    model_config = ConfigDict(frozen=True)

    name: ClassVar[str]
    subject: ClassVar[str]

    subject_id: UUID


class StoredEvent(Entity):
    """One row, three readers: the timeline, our own reactions, the outgoing webhooks."""

    __tablename__ = "events"
    exported: ClassVar[Exported] = Exported(
        texts=["name", "subject", "actor_kind"], withheld=["content"]
    )
    __table_args__ = (
        Index("ix_events_subject_id_id", "subject_id", "id"),
        {"info": APPEND_ONLY},
    )

    name: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str]
    subject_id: Mapped[UUID]
    occurred_at: Mapped[datetime]
    actor_kind: Mapped[str]
    actor_id: Mapped[UUID | None] = mapped_column(default=None)
    via_id: Mapped[UUID | None] = mapped_column(default=None)
    """The program that did it, by itself or for the actor: an installed plugin, or an access
    token."""
    causation_id: Mapped[UUID | None] = mapped_column(default=None)
    content: Mapped[dict[str, Any]]
