"""What happens to records: which and whose, never what they say."""

from typing import Self
from uuid import UUID

from domain.events import Event, Public
from domain.records.record import Record


class RecordEvent(Event):
    """What a reader of any of these needs to know whose record it is."""

    subject = "record"

    conversation_id: UUID
    employee_id: UUID
    manager_id: UUID
    version: int

    @classmethod
    def of(cls, record: Record) -> Self:
        return cls(
            subject_id=record.id,
            conversation_id=record.conversation_id,
            employee_id=record.subject_id,
            manager_id=record.manager_id,
            version=record.version,
        )


class RecordShared(RecordEvent):
    name = "record.shared"
    public = Public("records:read", "A record was shared with its employee", zh="记录已分享给员工")


class RecordAcknowledged(RecordEvent):
    name = "record.acknowledged"
    public = Public("records:read", "A record was acknowledged", zh="记录已确认")


class RecordContested(RecordEvent):
    name = "record.contested"
    public = Public("records:read", "A record was contested", zh="员工对记录提出异议")


class StatementAttached(RecordEvent):
    name = "record.statement_attached"


class RecordAmended(RecordEvent):
    name = "record.amended"
    public = Public("records:read", "A record got a new version", zh="记录有了新版本")


class RecordSealed(RecordEvent):
    name = "record.sealed"
    public = Public("records:read", "A record was sealed", zh="记录已归档")
