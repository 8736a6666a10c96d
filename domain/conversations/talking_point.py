"""What a pair wants to talk about, and what they wrote down for themselves or each other."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.conversations.preparation import Visibility
from domain.exported import Exported


class TalkingPoint(Entity):
    """It belongs to the pair, so what was not discussed waits for their next conversation,
    whatever became of the last one.
    """

    __tablename__ = "talking_points"
    exported: ClassVar[Exported] = Exported(texts=["text"], rows="visibility = 'PARTICIPANTS'")
    __table_args__ = (Index("ix_talking_points_manager_id_subject_id", "manager_id", "subject_id"),)

    manager_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    subject_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.PARTICIPANTS)
    text: Mapped[str]
    raised_at: Mapped[datetime]
    discussed_in_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("conversations.id"), default=None, index=True
    )
    discussed_at: Mapped[datetime | None] = mapped_column(default=None)

    def discuss(self, conversation_id: UUID, *, now: datetime) -> bool:
        """False if it has been discussed there already."""
        if self.discussed_in_id == conversation_id:
            return False
        self.discussed_in_id, self.discussed_at = conversation_id, now
        return True


class ConversationNote(Entity):
    """Words about one conversation. What was logged of a micro-conversation is such a note."""

    __tablename__ = "conversation_notes"
    exported: ClassVar[Exported] = Exported(texts=["text"], rows="visibility = 'PARTICIPANTS'")

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"), index=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    visibility: Mapped[Visibility]
    text: Mapped[str]
    written_at: Mapped[datetime]
