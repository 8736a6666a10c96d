"""Each side's word that a conversation was held."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import Exported


class HeldConfirmation(Entity):
    __tablename__ = "held_confirmations"
    exported: ClassVar[Exported] = Exported()
    __table_args__ = (UniqueConstraint("conversation_id", "person_id"),)

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    confirmed_at: Mapped[datetime]
