"""What happens to records: which and whose, never what they say."""

from typing import Self
from uuid import UUID

from domain.events import Event
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


class RecordAcknowledged(RecordEvent):
    name = "record.acknowledged"


class RecordContested(RecordEvent):
    name = "record.contested"


class StatementAttached(RecordEvent):
    name = "record.statement_attached"


class RecordAmended(RecordEvent):
    name = "record.amended"


class RecordSealed(RecordEvent):
    name = "record.sealed"
