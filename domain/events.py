"""What has happened, and how it is kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import APPEND_ONLY, Entity
from domain.exported import Exported


@dataclass(frozen=True)
class Public:
    """That others may hear of an event, and of all its fields but those it hides.

    Args:
        scope: what whoever listens must hold.
        en: what has happened, in one sentence.
        zh: the same in Chinese.
        hides: fields that are for us alone.
    """

    scope: str
    en: str
    zh: str
    hides: Collection[str] = ()


@dataclass(frozen=True)
class Told:
    """Beside a field of a public event: what it may hold, and what that means to others.

    What is one of a few words may get more of them without a new version.
    """

    example: object
    meaning: str | None = None


class Event(BaseModel):
    """A fact in the past tense, announced by a command. A subclass says its public name.

    `subject_id` is the thing it happened to (the aggregate); the other fields are what a
    reader of the timeline, a reaction or a webhook needs, ids rather than data.
    """

    model_config = ConfigDict(frozen=True)

    name: ClassVar[str]
    subject: ClassVar[str]
    public: ClassVar[Public | None] = None
    """Each says it for itself: what is so of a class is not so of those made from it."""

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
