"""The two people of a record, and whether the one who acts is one of them."""

from uuid import UUID

from domain.errors import NotAllowed, NotFound
from domain.records.queries import visible_records
from domain.records.record import Record
from domain.work import UnitOfWork


async def own_record(work: UnitOfWork, record_id: UUID) -> tuple[UUID, Record]:
    """The one who acts, and their record, locked. No AI and no plugin gets past here."""
    actor_id = work.actor.require_person()
    record = await work.get(Record, record_id, lock=True, field="record_id")
    draft_of_another = record.shared_at is None and actor_id != record.manager_id
    if actor_id in record.participant_ids and not draft_of_another:
        return actor_id, record
    seen = visible_records(work.viewer).where(Record.id == record_id)
    if await work.session.scalar(seen.with_only_columns(Record.id)) is None:
        raise NotFound(
            "There is no record with that id", zh="找不到该编号对应的内容", field="record_id"
        )
    raise NotAllowed(
        "Only the two who talked with each other can do this",
        zh="只有沟通双方可以执行此操作",
        field="record_id",
    )
