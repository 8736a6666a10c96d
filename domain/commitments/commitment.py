"""What one side of a pair promised the other, and how it went."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.errors import Conflict, Invalid
from domain.exported import Exported

GRACE: Final = timedelta(days=7)
"""How long after its due date an unsettled commitment counts as broken."""
CARRIED_OVER_QUIETLY: Final = 2
"""Carried over more often than this, a commitment escalates."""


class CommitmentState(StrEnum):
    OPEN = "OPEN"
    CARRIED_OVER = "CARRIED_OVER"
    FULFILLED = "FULFILLED"
    BROKEN = "BROKEN"
    RELEASED = "RELEASED"


class CommitmentDeed(StrEnum):
    FULFIL = "FULFIL"
    CARRY_OVER = "CARRY_OVER"
    RELEASE = "RELEASE"
    BREAK = "BREAK"


UNSETTLED: Final = (CommitmentState.OPEN, CommitmentState.CARRIED_OVER)

TRANSITIONS: Final = {
    deed: dict.fromkeys(UNSETTLED, after)
    for deed, after in (
        (CommitmentDeed.FULFIL, CommitmentState.FULFILLED),
        (CommitmentDeed.CARRY_OVER, CommitmentState.CARRIED_OVER),
        (CommitmentDeed.RELEASE, CommitmentState.RELEASED),
        (CommitmentDeed.BREAK, CommitmentState.BROKEN),
    )
}


class Commitment(Entity):
    """A promise with an owner and a due date. Either side of the pair may own it."""

    __tablename__ = "commitments"
    exported: ClassVar[Exported] = Exported(texts=["text"])
    __table_args__ = (
        CheckConstraint("owner_id <> counterpart_id", name="two_people"),
        Index("ix_commitments_owner_id_due_on", "owner_id", "due_on"),
        Index("ix_commitments_counterpart_id", "counterpart_id"),
    )

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"), index=True)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    counterpart_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str]
    due_on: Mapped[date]
    made_at: Mapped[datetime]
    state: Mapped[CommitmentState] = mapped_column(default=CommitmentState.OPEN)
    times_carried_over: Mapped[int] = mapped_column(default=0)
    release_wanted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), default=None)
    dealt_with_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was last fulfilled, carried over, released or broken."""
    dealt_with_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), default=None)

    @property
    def settled(self) -> bool:
        return self.state not in UNSETTLED

    @property
    def escalated(self) -> bool:
        return self.times_carried_over > CARRIED_OVER_QUIETLY

    def fulfil(self, *, by: UUID, now: datetime) -> bool:
        """Kept. False if the same side has said so already."""
        if (self.state, self.dealt_with_by_id) == (CommitmentState.FULFILLED, by):
            return False
        self._deal_with(self._after(CommitmentDeed.FULFIL), by, now)
        return True

    def carry_over(self, to: date, *, by: UUID, now: datetime) -> bool:
        """A later due date. False if the same side has carried it to that date already."""
        if self.state is CommitmentState.CARRIED_OVER and (to, by) == (
            self.due_on,
            self.dealt_with_by_id,
        ):
            return False
        after = self._after(CommitmentDeed.CARRY_OVER)
        if to <= max(self.due_on, now.date()):
            raise Invalid(
                "The new due date must lie after the old one and after today",
                zh="新的截止日期必须晚于原日期和今天",
                field="due_on",
            )
        self._deal_with(after, by, now)
        self.due_on = to
        self.times_carried_over += 1
        self.release_wanted_by_id = None
        return True

    def release(self, *, by: UUID, now: datetime) -> bool:
        """Dropped, once both sides have said so. False if this side has said so already."""
        if self.state is CommitmentState.RELEASED and by in {self.owner_id, self.counterpart_id}:
            return False
        after = self._after(CommitmentDeed.RELEASE)
        if self.release_wanted_by_id == by:
            return False
        if self.release_wanted_by_id is None:
            self.release_wanted_by_id = by
        else:
            self._deal_with(after, by, now)
        return True

    def overdue_for_good(self, today: date) -> bool:
        return not self.settled and today > self.due_on + GRACE

    def give_up(self, *, now: datetime) -> None:
        """Broken: neither kept nor carried over nor released in time."""
        after = self._after(CommitmentDeed.BREAK)
        if not self.overdue_for_good(now.date()):
            raise Conflict(
                "A commitment counts as broken only a week after its due date",
                zh="承诺到期一周后才会被视为未完成",
            )
        self._deal_with(after, None, now)

    def _after(self, deed: CommitmentDeed) -> CommitmentState:
        after = TRANSITIONS[deed].get(self.state)
        if after is None:
            raise Conflict(
                "This commitment has been settled already", zh="该承诺已经了结", field="state"
            )
        return after

    def _deal_with(self, after: CommitmentState, by: UUID | None, now: datetime) -> None:
        self.state = after
        self.dealt_with_by_id = by
        self.dealt_with_at = now
