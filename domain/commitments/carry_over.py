"""Each time a commitment got a later date: who, from when to when, and why."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import Exported


class CarryOver(Entity):
    __tablename__ = "carry_overs"
    exported: ClassVar[Exported] = Exported(texts=["reason"])

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"), index=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    carried_at: Mapped[datetime]
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[str]
