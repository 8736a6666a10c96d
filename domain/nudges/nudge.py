"""A word to somebody: why, what, and by when."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Final
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from domain import typed
from domain.base import Entity
from domain.errors import Conflict
from domain.exported import Exported


class NudgeState(StrEnum):
    OPEN = "OPEN"
    SEEN = "SEEN"
    DONE = "DONE"
    DISMISSED = "DISMISSED"
    WITHDRAWN = "WITHDRAWN"


STANDING: Final = frozenset((NudgeState.OPEN, NudgeState.SEEN))


class Nudge(Entity):
    """One for each firing. Its words are for the recipient alone; without one, for HR."""

    __tablename__ = "nudges"
    exported: ClassVar[Exported] = Exported(
        texts=["why", "what", "dismissed_because", "withdrawn_because"]
    )
    __table_args__ = (
        Index("ix_nudges_recipient_id_state_due_on", "recipient_id", "state", "due_on"),
    )

    recipient_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    firing_id: Mapped[UUID] = mapped_column(ForeignKey("trigger_firings.id"), unique=True)
    touchpoint_id: Mapped[UUID] = mapped_column(ForeignKey("touchpoints.id"), index=True)
    why: Mapped[dict[str, Any]]
    what: Mapped[dict[str, Any]]
    due_on: Mapped[date]
    state: Mapped[NudgeState] = mapped_column(default=NudgeState.OPEN)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    dismissed_because: Mapped[str | None] = mapped_column(default=None)
    withdrawn_because: Mapped[dict[str, Any] | None] = mapped_column(
        JSONB(none_as_null=True), default=None
    )

    @property
    def standing(self) -> bool:
        return self.state in STANDING

    def see(self, now: datetime) -> bool:
        """The first look counts. False if it was looked at before."""
        fresh = self.state is NudgeState.OPEN
        if fresh:
            self.state, self.seen_at = NudgeState.SEEN, now
        return fresh

    def dismiss(self, reason: str, now: datetime) -> None:
        if not self.standing:
            raise Conflict(
                f"This nudge is {self.state.lower()} already",
                zh=f"该提醒{_IN_CHINESE[self.state]}",
                field="nudge_id",
            )
        self.dismissed_because = typed.line(reason, "reason", most=500)
        self.state, self.ended_at = NudgeState.DISMISSED, now

    def finish(self, now: datetime) -> bool:
        """What it asked for was done. False if it no longer asked."""
        return self._end(NudgeState.DONE, now)

    def withdraw(self, because: dict[str, Any], now: datetime) -> bool:
        """There is no reason for it any more. False if it no longer asked."""
        ended = self._end(NudgeState.WITHDRAWN, now)
        if ended:
            self.withdrawn_because = because
        return ended

    def hand_over(self, recipient_id: UUID | None) -> bool:
        """To somebody who has not seen it. False if it is theirs already, or no longer asks."""
        if not self.standing or recipient_id == self.recipient_id:
            return False
        self.recipient_id, self.state, self.seen_at = recipient_id, NudgeState.OPEN, None
        return True

    def reword(self, why: dict[str, Any]) -> None:
        """Only until somebody has read it."""
        if self.state is NudgeState.OPEN:
            self.why = why

    def _end(self, state: NudgeState, now: datetime) -> bool:
        if not self.standing:
            return False
        self.state, self.ended_at = state, now
        return True


_IN_CHINESE: Final = {
    NudgeState.OPEN: "待处理",
    NudgeState.SEEN: "已查看",
    NudgeState.DONE: "已完成",
    NudgeState.DISMISSED: "已忽略",
    NudgeState.WITHDRAWN: "已撤回",
}
