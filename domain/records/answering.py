"""The employee's word on what was shared with them."""

from uuid import UUID

from domain.errors import NotAllowed
from domain.records.events import RecordAcknowledged, RecordContested, StatementAttached
from domain.records.participants import own_record
from domain.records.record import Record, RecordDeed
from domain.records.version import RecordResponse, ResponseKind
from domain.records.writing import version_of
from domain.wording import worded
from domain.work import UnitOfWork


async def acknowledge_record(
    work: UnitOfWork, *, record_id: UUID, version: int, statement: str | None = None
) -> Record:
    """The employee has read that version. It is not agreement; a statement may say what is."""
    record = await _own_as_subject(work, record_id)
    said = worded(statement, "statement") if statement is not None else None
    if record.answer(RecordDeed.ACKNOWLEDGE, version):
        await _respond(work, record, ResponseKind.ACKNOWLEDGED, said)
        work.announce(RecordAcknowledged.of(record))
    return record


async def contest_record(
    work: UnitOfWork, *, record_id: UUID, version: int, statement: str
) -> Record:
    """The employee does not accept that version, and says why."""
    record = await _own_as_subject(work, record_id)
    said = worded(statement, "statement")
    if record.answer(RecordDeed.CONTEST, version):
        await _respond(work, record, ResponseKind.CONTESTED, said)
        work.announce(RecordContested.of(record))
    return record


async def attach_statement(work: UnitOfWork, *, record_id: UUID, statement: str) -> Record:
    """The employee may say more at any time, even when it is sealed."""
    record = await _own_as_subject(work, record_id)
    await _respond(work, record, ResponseKind.STATEMENT, worded(statement, "statement"))
    work.announce(StatementAttached.of(record))
    return record


async def _own_as_subject(work: UnitOfWork, record_id: UUID) -> Record:
    actor_id, record = await own_record(work, record_id)
    if actor_id != record.subject_id:
        raise NotAllowed(
            "Only the employee it is about can answer it", zh="只有记录所属员工可以回应"
        )
    return record


async def _respond(
    work: UnitOfWork, record: Record, kind: ResponseKind, statement: str | None
) -> None:
    version = await version_of(work, record)
    work.add(
        RecordResponse(version_id=version.id, kind=kind, statement=statement, responded_at=work.now)
    )
