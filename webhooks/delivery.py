"""One event on its way to one endpoint, and every attempt to get it there."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import NOT_AT_ALL, Exported


class DeliveryState(StrEnum):
    WAITING = "WAITING"
    """For its first attempt or its next one."""
    DELIVERED = "DELIVERED"
    FAILED = "FAILED"
    """All attempts were made, or the answer asked for no more."""


class Delivery(Entity):
    """What is sent is written down when it happens and never changes.

    `due_at` is when it is tried next. Who tries holds a lease on the endpoint meanwhile.
    """

    __tablename__ = "webhook_deliveries"
    exported: ClassVar[Exported] = NOT_AT_ALL
    __table_args__ = (
        UniqueConstraint("endpoint_id", "event_id"),
        Index(
            "ix_webhook_deliveries_waiting",
            "endpoint_id",
            "due_at",
            postgresql_where=text("state = 'WAITING'"),
        ),
        Index(
            "ix_webhook_deliveries_in_line",
            "endpoint_id",
            "subject_id",
            "sequence",
            postgresql_where=text("state = 'WAITING'"),
        ),
    )

    endpoint_id: Mapped[UUID] = mapped_column(
        ForeignKey("webhook_endpoints.id", ondelete="CASCADE")
    )
    event_id: Mapped[UUID] = mapped_column(index=True)
    type: Mapped[str]
    subject_id: Mapped[UUID]
    sequence: Mapped[int]
    body: Mapped[str]
    state: Mapped[DeliveryState] = mapped_column(default=DeliveryState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class Attempt(Entity):
    """What came of one try; the beginning of the answer, without what looks like a secret."""

    __tablename__ = "webhook_attempts"
    exported: ClassVar[Exported] = NOT_AT_ALL

    delivery_id: Mapped[UUID] = mapped_column(
        ForeignKey("webhook_deliveries.id", ondelete="CASCADE"), index=True
    )
    made_at: Mapped[datetime]
    milliseconds: Mapped[int]
    status: Mapped[int | None] = mapped_column(default=None)
    answer: Mapped[str | None] = mapped_column(default=None)
    trouble: Mapped[str | None] = mapped_column(default=None)
    """Why there was no answer: BLOCKED, UNREACHABLE, TIMEOUT or UNKNOWN_HOST."""
