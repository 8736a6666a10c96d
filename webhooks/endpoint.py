"""Where a company, or a plugin it has installed, wants to hear of what happens."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Text, false
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.errors import Conflict, Invalid
from domain.exported import Exported
from webhooks.payloads.shape import API_VERSION

FAILING_FOR: Final = timedelta(days=5)
FAILURES_ALLOWED: Final = 20
THROTTLE: Final = 20
"""Deliveries a second, unless the endpoint says otherwise."""
_FASTEST: Final = 200
WARNED_AFTER: Final = (timedelta(hours=1), timedelta(hours=24), timedelta(hours=72))


class EndpointKind(StrEnum):
    COMPANY = "COMPANY"
    PLUGIN = "PLUGIN"


class EndpointState(StrEnum):
    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    SWITCHED_OFF = "SWITCHED_OFF"


class SwitchedOffBecause(StrEnum):
    FAILING = "FAILING"
    GONE = "GONE"
    ASKED = "ASKED"
    RIGHTS_LOST = "RIGHTS_LOST"


class Endpoint(Entity):
    """An address, what it hears of and under which rights, and how it has been answering."""

    __tablename__ = "webhook_endpoints"
    exported: ClassVar[Exported] = Exported(
        texts=["name", "events", "scopes", "roles", "api_version"], withheld=["url", "document"]
    )
    __table_args__ = (
        CheckConstraint("(kind = 'PLUGIN') = (installation_id IS NOT NULL)", name="owner"),
        CheckConstraint("(state = 'SWITCHED_OFF') = (because IS NOT NULL)", name="because"),
    )

    kind: Mapped[EndpointKind]
    installation_id: Mapped[UUID | None] = mapped_column(index=True, default=None)
    name: Mapped[str]
    url: Mapped[str]
    events: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    document: Mapped[str | None] = mapped_column(default=None)
    """A GraphQL query of `$id`, whose answer about the event's subject is sent along."""
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text()), default_factory=list)
    """The rights its document is read under, never more than its owner's."""
    ordered: Mapped[bool] = mapped_column(default=False)
    """What happens to one thing arrives in order; what failed holds up what came after it."""
    throttle: Mapped[int] = mapped_column(default=THROTTLE)
    api_version: Mapped[str] = mapped_column(default=API_VERSION)
    state: Mapped[EndpointState] = mapped_column(default=EndpointState.ACTIVE)
    because: Mapped[SwitchedOffBecause | None] = mapped_column(default=None)
    created_at: Mapped[datetime]
    created_by_id: Mapped[UUID | None] = mapped_column(default=None)
    """Who answers for it: who made it, or has changed or resumed it since. It hears of nothing any
    more once they are no admin, have left, or have lost a role that it reads under."""
    confirmed: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether they had shown a second factor when they began to answer for it."""
    free_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the throttle lets the next one through."""
    served_by: Mapped[UUID | None] = mapped_column(default=None)
    served_until: Mapped[datetime | None] = mapped_column(default=None)
    """Which job sends to it now, and when that job must have ended or died."""
    succeeded_at: Mapped[datetime | None] = mapped_column(default=None)
    failing_since: Mapped[datetime | None] = mapped_column(default=None)
    failures: Mapped[int] = mapped_column(default=0)
    """Attempts that failed since one last succeeded."""
    warnings: Mapped[int] = mapped_column(default=0)

    @property
    def is_active(self) -> bool:
        return self.state is EndpointState.ACTIVE

    def is_busy(self, job_id: UUID, now: datetime) -> bool:
        """Whether another job serves it."""
        if self.served_by is None or self.served_until is None:
            return False
        return self.served_by != job_id and now < self.served_until

    def set_throttle(self, per_second: int) -> None:
        if not 1 <= per_second <= _FASTEST:
            raise Invalid(
                f"Choose between 1 and {_FASTEST} deliveries a second",
                zh=f"每秒投递次数须在 1 到 {_FASTEST} 之间",
                field="throttle",
            )
        self.throttle = per_second

    def pause(self) -> None:
        if not self.is_active:
            raise Conflict("This endpoint is not active", zh="该接收地址未启用")
        self.state = EndpointState.PAUSED

    def resume(self) -> None:
        """From a pause, or after it was switched off: with a clean slate."""
        if self.is_active:
            raise Conflict("This endpoint is active already", zh="该接收地址已启用")
        self.state = EndpointState.ACTIVE
        self.because = None
        self._forget_failures()

    def switch_off(self, because: SwitchedOffBecause) -> None:
        self.state = EndpointState.SWITCHED_OFF
        self.because = because

    def note_success(self, now: datetime) -> None:
        self.succeeded_at = now
        self._forget_failures()

    def note_failures(self, attempts: int, now: datetime) -> None:
        self.failing_since = self.failing_since or now
        self.failures += attempts

    def is_given_up_on(self, now: datetime) -> bool:
        """Often is not enough: it must also have gone on for days."""
        return self._failing_for(now) >= FAILING_FOR and self.failures >= FAILURES_ALLOWED

    def warning_due(self, now: datetime) -> timedelta | None:
        """For how long it has been failing, when somebody should be told so again."""
        passed = [each for each in WARNED_AFTER if self._failing_for(now) >= each]
        if len(passed) <= self.warnings:
            return None
        self.warnings = len(passed)
        return passed[-1]

    def _failing_for(self, now: datetime) -> timedelta:
        return now - self.failing_since if self.failing_since else timedelta()

    def _forget_failures(self) -> None:
        self.failing_since = None
        self.failures = 0
        self.warnings = 0
