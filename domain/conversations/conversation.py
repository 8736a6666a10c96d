"""A performance conversation of an employee with their manager, and what may happen to it."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, column
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.conversations.states import (
    IN_CHINESE,
    IN_ENGLISH,
    TRANSITIONS,
    ConversationState,
    Deed,
)
from domain.errors import Conflict, Invalid
from domain.exported import Exported

SHORTEST: Final = timedelta(minutes=10)
LONGEST: Final = timedelta(minutes=60)
"""A monthly dialogue takes 10 to 30 minutes; a quarterly retrospective may take the hour."""
SILENCE: Final = timedelta(days=5)
"""After so long without a word from the employee, the manager's word that it was held stands."""
TIME_TO_RECORD: Final = timedelta(days=3)
TIME_TO_ANSWER: Final = timedelta(days=5)
"""How long a manager has to schedule what the employee asked for."""

LIVE: Final = column("state").not_in(("CANCELLED", "MISSED", "WAIVED"))


class Kind(StrEnum):
    GOAL = "GOAL"
    COACHING = "COACHING"
    EVALUATION = "EVALUATION"


class Form(StrEnum):
    """A dialogue develops. It never carries a rating."""

    DIALOGUE = "DIALOGUE"


class Weight(StrEnum):
    STRUCTURED = "STRUCTURED"
    MICRO = "MICRO"


class Channel(StrEnum):
    IN_PERSON = "IN_PERSON"
    VIDEO = "VIDEO"
    PHONE = "PHONE"
    CHAT = "CHAT"
    CORRIDOR = "CORRIDOR"


class Conversation(Entity):
    """What is kept here is that it happened, and when; what was said is kept apart."""

    __tablename__ = "conversations"
    exported: ClassVar[Exported] = Exported(withheld=["exit_reason"])
    __table_args__ = (
        CheckConstraint("manager_id <> subject_id", name="two_people"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_conversations_manager_id_subject_id", "manager_id", "subject_id"),
        Index("ix_conversations_subject_id", "subject_id"),
        # One touchpoint is answered by one conversation at a time.
        Index("uq_conversations_touchpoint", "touchpoint_id", unique=True, postgresql_where=LIVE),
    )

    kind: Mapped[Kind]
    form: Mapped[Form] = mapped_column(default=Form.DIALOGUE)
    weight: Mapped[Weight] = mapped_column(default=Weight.STRUCTURED)
    channel: Mapped[Channel] = mapped_column(default=Channel.IN_PERSON)
    state: Mapped[ConversationState] = mapped_column(default=ConversationState.PLANNED)
    subject_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    manager_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    touchpoint_id: Mapped[UUID | None] = mapped_column(ForeignKey("touchpoints.id"), default=None)
    planned_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    planned_at: Mapped[datetime]
    answer_due_on: Mapped[date | None] = mapped_column(default=None)
    """By when the manager owes a time for what the employee asked for."""
    starts_at: Mapped[datetime | None] = mapped_column(default=None)
    ends_at: Mapped[datetime | None] = mapped_column(default=None)
    prepared_at: Mapped[datetime | None] = mapped_column(default=None)
    started_at: Mapped[datetime | None] = mapped_column(default=None)
    held_at: Mapped[datetime | None] = mapped_column(default=None)
    confirmed: Mapped[bool | None] = mapped_column(default=None)
    """Whether both said it was held. None until it was held."""
    record_due_on: Mapped[date | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    exit_reason: Mapped[str | None] = mapped_column(default=None)
    last_deed: Mapped[Deed] = mapped_column(default=Deed.PLAN)
    """What brought it into its state, and (None: the system) who did."""
    last_deed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), default=None)

    @property
    def participant_ids(self) -> frozenset[UUID]:
        return frozenset((self.manager_id, self.subject_id))

    def other_than(self, person_id: UUID) -> UUID:
        return self.subject_id if person_id == self.manager_id else self.manager_id

    def log(self, happened_at: datetime, *, by: UUID, now: datetime) -> None:
        """A few minutes that were neither planned nor prepared: noted, and closed with that."""
        if happened_at.tzinfo is None or happened_at > now:
            raise Invalid(
                "It must have happened already", zh="时间不能晚于现在", field="happened_at"
            )
        self.weight, self.state, self.last_deed = Weight.MICRO, ConversationState.LOGGED, Deed.LOG
        self.started_at = self.held_at = happened_at
        self.close(by=by, now=now)

    def schedule(
        self, starts_at: datetime, ends_at: datetime, *, by: UUID | None, now: datetime
    ) -> bool:
        """False if that is its time already."""
        unchanged = (starts_at, ends_at) == (self.starts_at, self.ends_at)
        if unchanged and self.state in TRANSITIONS[Deed.SCHEDULE]:
            return False
        _require_sensible_time(starts_at, ends_at, now)
        self._go(Deed.SCHEDULE, by)
        self.starts_at, self.ends_at = starts_at, ends_at
        self.answer_due_on = None
        return True

    def start(self, *, by: UUID, now: datetime) -> bool:
        if not self.move(Deed.START, by=by):
            return False
        self.started_at = now
        return True

    def hold(self, *, by: UUID | None, now: datetime) -> None:
        """It was held: both said so, or (`by` is None) the manager did and the other was silent."""
        self.move(Deed.HOLD, by=by)
        self.held_at = self.started_at or now
        self.confirmed = by is not None
        self.record_due_on = (now + TIME_TO_RECORD).date()

    def close(self, *, by: UUID | None, now: datetime) -> bool:
        if not self.move(Deed.CLOSE, by=by):
            return False
        self.closed_at = now
        return True

    def leave(self, deed: Deed, reason: str | None, *, by: UUID | None, now: datetime) -> bool:
        """Cancelled, missed or waived: over without having been held."""
        if self._repeats(deed, by) and reason == self.exit_reason:
            return False
        if deed is Deed.MISS and (self.ends_at is None or now < self.ends_at):
            raise Conflict(
                "A conversation is missed only after its time has passed",
                zh="约定时间过后才能标记为错过",
            )
        self._go(deed, by)
        self.exit_reason = reason
        self.closed_at = now
        return True

    def move(self, deed: Deed, *, by: UUID | None) -> bool:
        """Do the deed. False if the same side has done just that, so that nothing changes."""
        if self._repeats(deed, by):
            return False
        return self._go(deed, by)

    def _repeats(self, deed: Deed, by: UUID | None) -> bool:
        return (self.last_deed, self.last_deed_by_id) == (deed, by)

    def _go(self, deed: Deed, by: UUID | None) -> bool:
        after = TRANSITIONS[deed].get(self.state)
        if after is None:
            raise Conflict(
                f"This does not fit a conversation that is {IN_ENGLISH[self.state]}",
                zh=f"沟通{IN_CHINESE[self.state]}，不能执行此操作",
                field="conversation_id",
            )
        if after is self.state:
            return False
        self.state, self.last_deed, self.last_deed_by_id = after, deed, by
        return True


def _require_sensible_time(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    for field, moment in (("starts_at", starts_at), ("ends_at", ends_at)):
        if moment.tzinfo is None:
            raise Invalid("Give the time with its time zone", zh="时间必须带时区", field=field)
    if starts_at < now:
        raise Invalid("This time has passed", zh="该时间已过", field="starts_at")
    if ends_at <= starts_at:
        raise Invalid("It must end after it starts", zh="结束时间必须晚于开始时间", field="ends_at")
    if not SHORTEST <= ends_at - starts_at <= LONGEST:
        raise Invalid(
            "A dialogue takes 10 to 60 minutes",
            zh="沟通时长应为 10 至 60 分钟",
            field="ends_at",
        )
