"""What a conversation is prepared with: facts that both sides stand on, and questions."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import Exported


class Visibility(StrEnum):
    """Who reads an item of a conversation. Private means its author, admins not excepted."""

    AUTHOR_ONLY = "AUTHOR_ONLY"
    PARTICIPANTS = "PARTICIPANTS"


class FactOrigin(StrEnum):
    FIRING = "FIRING"
    EVIDENCE = "EVIDENCE"
    GOAL = "GOAL"
    PERSON = "PERSON"


class QuestionType(StrEnum):
    EXPLORE = "EXPLORE"
    REFLECT = "REFLECT"
    CONFIRM = "CONFIRM"


class PrepFact(Entity):
    """Something that happened, with where it is from. The snapshot never changes again."""

    __tablename__ = "prep_facts"
    exported: ClassVar[Exported] = Exported(
        texts=["text", "source", "url", "snapshot"], rows="visibility = 'PARTICIPANTS'"
    )
    __table_args__ = (UniqueConstraint("conversation_id", "origin", "origin_id"),)

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"))
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), default=None)
    """None: Tanlu proposed it."""
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.PARTICIPANTS)
    origin: Mapped[FactOrigin]
    origin_id: Mapped[UUID | None] = mapped_column(default=None)
    """The firing, the evidence or the goal it tells of; proposed once for each."""
    text: Mapped[dict[str, Any]]
    source: Mapped[str]
    url: Mapped[str | None] = mapped_column(default=None)
    evidence_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence.id"), default=None)
    snapshot: Mapped[dict[str, Any]]
    occurred_at: Mapped[datetime | None] = mapped_column(default=None)
    frozen_at: Mapped[datetime]


class PrepQuestion(Entity):
    """A question to explore, to make one reflect, or to confirm what is to be agreed."""

    __tablename__ = "prep_questions"
    exported: ClassVar[Exported] = Exported(
        texts=["text", "bank_key"], rows="visibility = 'PARTICIPANTS'"
    )
    __table_args__ = (UniqueConstraint("conversation_id", "bank_key"),)

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"))
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), default=None)
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.PARTICIPANTS)
    type: Mapped[QuestionType]
    text: Mapped[dict[str, Any]]
    bank_key: Mapped[str | None] = mapped_column(default=None)
    """Which question of our own bank it is."""
    asked_at: Mapped[datetime]
