"""A connection to another system: whose, how it is doing, and how far it has read."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.errors import Conflict
from domain.exported import Exported
from integrations.troubles import ConsentLost, TryLater, VendorTrouble

PATIENCE = timedelta(minutes=15)
"""A failure that passes within it is nobody's business."""


class ConnectionState(StrEnum):
    PENDING = "PENDING"
    """Waits for somebody's consent, or for the first look."""
    CONNECTED = "CONNECTED"
    DEGRADED = "DEGRADED"
    """It goes on trying, and says what is wrong."""
    REAUTH_REQUIRED = "REAUTH_REQUIRED"
    """Nothing works until an admin connects again."""
    DISCONNECTED = "DISCONNECTED"


class Connection(Entity):
    """One site of one vendor. Secrets are sealed; `settings` holds none.

    `grant_version` counts the OAuth tokens it has had. `renewing_until` and `syncing_until` are
    leases: whoever holds one does something over the network that must not be done twice.
    """

    __tablename__ = "connections"
    exported: ClassVar[Exported] = Exported(
        texts=["vendor", "way", "name", "site_id", "site_name", "site_url"],
        withheld=[
            "settings",
            "sealed_secrets",
            "sealed_grant",
            "sealed_hook",
            "app",
            "catalog",
            "options",
            "cursor",
            "sweep",
            "last_error",
            "hook_ids",
            "unreadable",
        ],
    )
    __table_args__ = (
        Index(
            "uq_connections_vendor_site_id",
            "vendor",
            "site_id",
            unique=True,
            postgresql_where=text("state <> 'DISCONNECTED'"),
        ),
    )

    vendor: Mapped[str]
    way: Mapped[str]
    name: Mapped[str]
    state: Mapped[ConnectionState] = mapped_column(default=ConnectionState.PENDING)
    settings: Mapped[dict[str, Any]]
    sealed_secrets: Mapped[str]
    sealed_grant: Mapped[str | None] = mapped_column(default=None)
    grant_version: Mapped[int] = mapped_column(default=0)
    grant_ends_at: Mapped[datetime | None] = mapped_column(default=None)
    renewing_until: Mapped[datetime | None] = mapped_column(default=None)
    by_consent: Mapped[bool]
    """Whether somebody consents on the vendor's own page."""
    sealed_hook: Mapped[str] = mapped_column(default="")
    """The secret part of the address we are told at, and what an admin's webhook signs with."""
    app: Mapped[str | None] = mapped_column(default=None)
    """Whose hourly budget its calls are paid from; None where nobody counts."""
    site_id: Mapped[str | None] = mapped_column(default=None)
    site_name: Mapped[str | None] = mapped_column(default=None)
    site_url: Mapped[str | None] = mapped_column(default=None)
    catalog: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    options: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    cursor: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    sweep: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    items_expected: Mapped[int | None] = mapped_column(default=None)
    syncing_until: Mapped[datetime | None] = mapped_column(default=None)
    syncing_job_id: Mapped[UUID | None] = mapped_column(default=None)
    failures: Mapped[int] = mapped_column(default=0)
    """In a row."""
    paused_until: Mapped[datetime | None] = mapped_column(default=None)
    checked_at: Mapped[datetime | None] = mapped_column(default=None)
    backfilled_at: Mapped[datetime | None] = mapped_column(default=None)
    synced_at: Mapped[datetime | None] = mapped_column(default=None)
    reconciled_at: Mapped[datetime | None] = mapped_column(default=None)
    last_error: Mapped[dict[str, Any] | None] = mapped_column(
        JSONB(none_as_null=True), default=None
    )
    troubled_since: Mapped[datetime | None] = mapped_column(default=None)
    unreadable: Mapped[list[str]] = mapped_column(
        ARRAY(Text()), default_factory=list, server_default=text("'{}'")
    )
    """What says too little to be kept, as people call it."""
    hook_ids: Mapped[list[str]] = mapped_column(ARRAY(Text()), default_factory=list)
    hooks_expire_at: Mapped[datetime | None] = mapped_column(default=None)
    heard_at: Mapped[datetime | None] = mapped_column(default=None)
    created_at: Mapped[datetime]
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), default=None)
    disconnected_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def works(self) -> bool:
        """Whether there is any use in asking over there."""
        return self.state in {ConnectionState.CONNECTED, ConnectionState.DEGRADED}

    def is_paused(self, now: datetime) -> bool:
        """They have told us when to come again."""
        return self.paused_until is not None and now < self.paused_until

    def pause(self, until: datetime) -> None:
        self.paused_until = max(until, self.paused_until or until)

    def require_standing(self) -> None:
        if self.state is ConnectionState.DISCONNECTED:
            raise Conflict(
                "This connection has been ended; make a new one",
                zh="该连接已断开，请新建连接",
                field="connection_id",
            )

    def went_well(self) -> bool:
        """It works. Says whether that is news."""
        news = self.state is not ConnectionState.CONNECTED
        self.state = ConnectionState.CONNECTED
        self.last_error = self.troubled_since = self.paused_until = None
        self.failures = 0
        return news

    def went_wrong(self, trouble: VendorTrouble, now: datetime) -> bool:
        """Keep what is wrong, in words. Says whether the state is news.

        A failure that passes does not count as trouble; one that is expected is none at all.
        """
        if isinstance(trouble, TryLater) and trouble.expected:
            return False
        before = self.state
        self.failures += 1
        self.last_error = {"en": trouble.message, "zh-CN": trouble.zh}
        self.troubled_since = self.troubled_since or now
        if isinstance(trouble, ConsentLost):
            self.state = ConnectionState.REAUTH_REQUIRED
        elif not isinstance(trouble, TryLater) or now - self.troubled_since >= PATIENCE:
            self.state = ConnectionState.DEGRADED
        return self.state is not before

    def consented(self) -> None:
        """Somebody has consented, for the first time or again; a look will tell how it goes."""
        self.state, self.failures = ConnectionState.PENDING, 0
        self.last_error = self.troubled_since = self.paused_until = None

    def disconnect(self, now: datetime) -> None:
        """What was read stays. Its secrets are still needed to take back what was registered."""
        self.state, self.disconnected_at = ConnectionState.DISCONNECTED, now

    def forget_secrets(self) -> None:
        self.sealed_secrets, self.sealed_grant, self.sealed_hook = "", None, ""
        self.hook_ids, self.hooks_expire_at = [], None


class ConnectionSource(Entity):
    """A thing over there that is read if it is chosen, such as a project."""

    __tablename__ = "connection_sources"
    exported: ClassVar[Exported] = Exported(
        texts=["kind", "external_id", "key", "name", "url"], withheld=["trouble"]
    )
    __table_args__ = (UniqueConstraint("connection_id", "kind", "external_id"),)

    connection_id: Mapped[UUID] = mapped_column(ForeignKey("connections.id"))
    kind: Mapped[str]
    external_id: Mapped[str]
    key: Mapped[str]
    name: Mapped[str]
    url: Mapped[str | None] = mapped_column(default=None)
    chosen: Mapped[bool] = mapped_column(default=False)
    last_seen_at: Mapped[datetime]
    covered_until: Mapped[datetime | None] = mapped_column(default=None)
    """All that happened in it before is known here."""
    trouble: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True), default=None)
    """Why it cannot be read while the others can."""
