"""What was seen over there, kept so that it can be matched, counted and compared later."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import NOT_AT_ALL, Exported


class ObservedItem(Entity):
    """A piece of work as it was last seen. It becomes evidence once its account is somebody."""

    __tablename__ = "observed_items"
    exported: ClassVar[Exported] = NOT_AT_ALL
    __table_args__ = (
        UniqueConstraint("connection_id", "external_id"),
        Index("ix_observed_items_account_id", "account_id"),
        Index("ix_observed_items_filed_as", "filed_as"),
    )

    connection_id: Mapped[UUID] = mapped_column(ForeignKey("connections.id"))
    external_id: Mapped[str]
    source_id: Mapped[str]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("external_accounts.id"))
    filed_as: Mapped[str]
    """The evidence's external id: the site's and the piece's own."""
    kind: Mapped[str]
    title: Mapped[str]
    url: Mapped[str | None]
    occurred_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    details: Mapped[dict[str, Any]]
    measures: Mapped[dict[str, Any]]
    read_at: Mapped[datetime]
    glimpsed_at: Mapped[datetime | None] = mapped_column(default=None)
    out_of_sight_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when it can no longer be seen over there; what was counted of it stays."""


class Hint(Entity):
    """A thing that a webhook told us to look at again."""

    __tablename__ = "connection_hints"
    exported: ClassVar[Exported] = NOT_AT_ALL
    __table_args__ = (UniqueConstraint("connection_id", "external_id"),)

    connection_id: Mapped[UUID] = mapped_column(ForeignKey("connections.id"))
    external_id: Mapped[str]
    heard_at: Mapped[datetime]
    deleted: Mapped[bool] = mapped_column(default=False, server_default=false())
    """They say that it was deleted."""


class HeardDelivery(Entity):
    """A delivery that has been taken in: a second attempt at it changes nothing."""

    __tablename__ = "heard_deliveries"
    exported: ClassVar[Exported] = NOT_AT_ALL
    __table_args__ = (UniqueConstraint("connection_id", "delivery_id"),)

    connection_id: Mapped[UUID] = mapped_column(ForeignKey("connections.id"))
    delivery_id: Mapped[str]
    heard_at: Mapped[datetime] = mapped_column(index=True)
