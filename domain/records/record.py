"""The account of one conversation for one employee: shared, answered, sealed."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Final, Self
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.conversations.conversation import Conversation
from domain.errors import Conflict
from domain.exported import Exported

IN_TIME: Final = timedelta(days=3)
"""Written later than this after the conversation, a record is marked late."""


class RecordState(StrEnum):
    DRAFT = "DRAFT"
    SHARED = "SHARED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    CONTESTED = "CONTESTED"
    SEALED = "SEALED"


class RecordDeed(StrEnum):
    SHARE = "SHARE"
    ACKNOWLEDGE = "ACKNOWLEDGE"
    CONTEST = "CONTEST"
    AMEND = "AMEND"
    SEAL = "SEAL"


_S = RecordState

TRANSITIONS: Final[dict[RecordDeed, dict[RecordState, RecordState]]] = {
    RecordDeed.SHARE: {_S.DRAFT: _S.SHARED},
    RecordDeed.ACKNOWLEDGE: {_S.SHARED: _S.ACKNOWLEDGED},
    RecordDeed.CONTEST: {_S.SHARED: _S.CONTESTED},
    RecordDeed.AMEND: {
        _S.DRAFT: _S.DRAFT,
        _S.SHARED: _S.SHARED,
        _S.ACKNOWLEDGED: _S.SHARED,
        _S.CONTESTED: _S.SHARED,
    },
    RecordDeed.SEAL: {_S.ACKNOWLEDGED: _S.SEALED, _S.CONTESTED: _S.SEALED},
}

IN_ENGLISH: Final = {state: state.value.lower() for state in RecordState}
IN_ENGLISH[_S.DRAFT] = "a draft"
IN_CHINESE: Final = {
    _S.DRAFT: "为草稿",
    _S.SHARED: "已共享",
    _S.ACKNOWLEDGED: "已确认",
    _S.CONTESTED: "有异议",
    _S.SEALED: "已归档",
}


class Record(Entity):
    """Where the account stands. Its words are in its versions, which never change."""

    __tablename__ = "records"
    exported: ClassVar[Exported] = Exported()
    __table_args__ = (UniqueConstraint("conversation_id", "subject_id"),)

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"))
    subject_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    manager_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    state: Mapped[RecordState] = mapped_column(default=RecordState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    occurred_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    late: Mapped[bool]
    shared_at: Mapped[datetime | None] = mapped_column(default=None)
    """When its newest version was shared."""
    sealed_at: Mapped[datetime | None] = mapped_column(default=None)
    sealed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), default=None)

    @classmethod
    def of(cls, conversation: Conversation, *, now: datetime) -> Self:
        occurred_at = conversation.held_at or now
        return cls(
            conversation_id=conversation.id,
            subject_id=conversation.subject_id,
            manager_id=conversation.manager_id,
            occurred_at=occurred_at,
            recorded_at=now,
            late=now - occurred_at > IN_TIME,
        )

    @property
    def participant_ids(self) -> frozenset[UUID]:
        return frozenset((self.manager_id, self.subject_id))

    def other_than(self, person_id: UUID) -> UUID:
        return self.subject_id if person_id == self.manager_id else self.manager_id

    def share(self, *, now: datetime) -> bool:
        """False if it has been shared already and nothing has happened to it since."""
        if self.state is RecordState.SHARED:
            return False
        self._go(RecordDeed.SHARE)
        self.shared_at = now
        return True

    def answer(self, deed: RecordDeed, version: int) -> bool:
        """Acknowledged or contested: the very version that was read. False if answered so before.

        An acknowledgement says that it was read, not that one agrees.
        """
        if version != self.version:
            raise Conflict(
                f"Version {self.version} is the current one: read it first",
                zh=f"当前为第 {self.version} 版，请先阅读",
                field="version",
            )
        if self.state is _ANSWERED[deed]:
            return False
        self._go(deed)
        return True

    def amend(self, *, now: datetime) -> None:
        """A new version. What has been shared once is shared anew, to be answered anew."""
        self._go(RecordDeed.AMEND)
        self.version += 1
        if self.state is RecordState.SHARED:
            self.shared_at = now

    def seal(self, *, by: UUID | None, now: datetime) -> bool:
        if self.state is RecordState.SEALED and self.sealed_by_id == by:
            return False
        self._go(RecordDeed.SEAL)
        self.sealed_at, self.sealed_by_id = now, by
        return True

    def _go(self, deed: RecordDeed) -> None:
        after = TRANSITIONS[deed].get(self.state)
        if after is None:
            raise Conflict(
                f"This does not fit a record that is {IN_ENGLISH[self.state]}",
                zh=f"记录{IN_CHINESE[self.state]}，不能执行此操作",
                field="record_id",
            )
        self.state = after


_ANSWERED: Final = {
    RecordDeed.ACKNOWLEDGE: RecordState.ACKNOWLEDGED,
    RecordDeed.CONTEST: RecordState.CONTESTED,
}
