"""What the pair owed each other when a conversation was prepared."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import Exported


class LoadedCommitment(Entity):
    """A commitment on a conversation's agenda. It must be dealt with before the close."""

    __tablename__ = "loaded_commitments"
    exported: ClassVar[Exported] = Exported()
    __table_args__ = (UniqueConstraint("conversation_id", "commitment_id"),)

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"))
    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"), index=True)
    loaded_at: Mapped[datetime]
