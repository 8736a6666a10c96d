"""A planned obligation to converse, and what became of it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Final
from uuid import UUID

from sqlalchemy import ForeignKey, Index, false
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from domain import typed
from domain.base import Entity
from domain.errors import Conflict
from domain.exported import Exported


class TouchpointKind(StrEnum):
    GOAL_CLARIFICATION = "GOAL_CLARIFICATION"
    COACHING = "COACHING"
    RETRO = "RETRO"
    """A look back after a milestone."""


class TouchpointState(StrEnum):
    PLANNED = "PLANNED"
    SCHEDULED = "SCHEDULED"
    HELD = "HELD"
    MISSED = "MISSED"
    WAIVED = "WAIVED"
    CANCELLED = "CANCELLED"


class Touchpoint(Entity):
    """Somebody shall converse with an employee by a day. Without an owner it waits for HR."""

    __tablename__ = "touchpoints"
    exported: ClassVar[Exported] = Exported(texts=["waived_because", "cancelled_because"])
    __table_args__ = (Index("ix_touchpoints_state_due_on", "state", "due_on"),)

    kind: Mapped[TouchpointKind]
    subject_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    firing_id: Mapped[UUID] = mapped_column(ForeignKey("trigger_firings.id"), unique=True)
    due_on: Mapped[date]
    state: Mapped[TouchpointState] = mapped_column(default=TouchpointState.PLANNED)
    planned_at: Mapped[datetime]
    conversation_id: Mapped[UUID | None] = mapped_column(default=None)
    """The conversation that answers it, by its events."""
    followed_id: Mapped[UUID | None] = mapped_column(default=None)
    """The newest of that conversation's events which was followed; older ones come too late."""
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    waived_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), default=None)
    excused: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Waived by somebody other than its owner who may let them off, so it is not counted."""
    waived_because: Mapped[str | None] = mapped_column(default=None)
    cancelled_because: Mapped[dict[str, Any] | None] = mapped_column(
        JSONB(none_as_null=True), default=None
    )

    @property
    def acted_on(self) -> bool:
        return self.state is not TouchpointState.PLANNED or self.conversation_id is not None

    def assign(self, owner_id: UUID | None) -> None:
        self._require(OPEN)
        self.owner_id = owner_id

    def waive(self, reason: str, *, by: UUID | None, excused: bool, now: datetime) -> None:
        self._require(OPEN)
        self.excused = excused
        self.waived_because = typed.line(reason, "reason", most=500)
        self.state, self.waived_by_id, self.ended_at = TouchpointState.WAIVED, by, now

    def cancel(self, because: dict[str, Any], *, now: datetime) -> None:
        self._require(OPEN)
        self.state, self.cancelled_because = TouchpointState.CANCELLED, because
        self.ended_at = now

    def miss(self, today: date) -> bool:
        """Once its day has passed. It can still be held, late."""
        missed = self.state is TouchpointState.PLANNED and self.due_on < today
        if missed:
            self.state = TouchpointState.MISSED
        return missed

    def follow(self, event: str, *, event_id: UUID, conversation_id: UUID, now: datetime) -> bool:
        """What happens to its conversation happens to it. False where nothing changes.

        The events may come in any order and more than once: the newest one counts.
        """
        late = self.followed_id is not None and event_id <= self.followed_id
        if late or self.state not in OPEN or event not in AFTER:
            return False
        before = (self.state, self.conversation_id)
        overdue = self.state is TouchpointState.MISSED and AFTER[event] is TouchpointState.PLANNED
        self.state = TouchpointState.MISSED if overdue else AFTER[event]
        self.followed_id = event_id
        self.conversation_id = None if event in _ENDS_WITHOUT else conversation_id
        if self.state is TouchpointState.HELD:
            self.ended_at = now
        return before != (self.state, self.conversation_id)

    def _require(self, allowed: frozenset[TouchpointState]) -> None:
        if self.state not in allowed:
            raise Conflict(
                f"This touchpoint is {self.state.lower()} already",
                zh=f"该待办沟通{_IN_CHINESE[self.state]}",
                field="touchpoint_id",
            )


AFTER: Final = {
    "conversation.planned": TouchpointState.PLANNED,
    "conversation.scheduled": TouchpointState.SCHEDULED,
    "conversation.held": TouchpointState.HELD,
    "conversation.cancelled": TouchpointState.PLANNED,
    "conversation.missed": TouchpointState.PLANNED,
    "conversation.waived": TouchpointState.PLANNED,
}
"""From what happened to the conversation to what that means for the obligation."""

_ENDS_WITHOUT: Final = frozenset(
    ("conversation.cancelled", "conversation.missed", "conversation.waived")
)
OPEN: Final = frozenset(
    (TouchpointState.PLANNED, TouchpointState.SCHEDULED, TouchpointState.MISSED)
)
_IN_CHINESE: Final = {
    TouchpointState.PLANNED: "已计划",
    TouchpointState.SCHEDULED: "已安排",
    TouchpointState.HELD: "已完成",
    TouchpointState.MISSED: "已错过",
    TouchpointState.WAIVED: "已免除",
    TouchpointState.CANCELLED: "已取消",
}
