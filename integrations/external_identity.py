"""Which account over there is which person here."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import Exported


class MatchedBy(StrEnum):
    EMAIL = "EMAIL"
    ADMIN = "ADMIN"
    """Somebody said so, or said that it is nobody's; no later reading changes it."""


class ExternalAccount(Entity):
    """Somebody over there. Without a person, their work waits."""

    __tablename__ = "external_accounts"
    exported: ClassVar[Exported] = Exported(texts=["external_id", "name", "email"])
    __table_args__ = (UniqueConstraint("connection_id", "external_id"),)

    connection_id: Mapped[UUID] = mapped_column(ForeignKey("connections.id"))
    external_id: Mapped[str]
    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(default=None)
    person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("people.id"), index=True, default=None
    )
    suggested_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), default=None)
    """Has the same name, as far as the directory knows only one of that name."""
    matched_by: Mapped[MatchedBy | None] = mapped_column(default=None)
    matched_at: Mapped[datetime | None] = mapped_column(default=None)
    first_seen_at: Mapped[datetime]
    uncounted: Mapped[bool] = mapped_column(default=False)
    """Work of theirs has changed since its weeks were last counted."""

    def settle(self, person_id: UUID | None, now: datetime) -> None:
        """An admin says whose it is, or that it is nobody's."""
        self.person_id, self.matched_by, self.matched_at = person_id, MatchedBy.ADMIN, now
