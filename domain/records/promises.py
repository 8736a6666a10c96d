"""Actions that have been shared are commitments."""

from uuid import UUID

from sqlalchemy import select

from domain.commitments.commands import release_commitment
from domain.commitments.commitment import UNSETTLED, Commitment
from domain.commitments.events import CommitmentMade
from domain.errors import Conflict
from domain.people.queries import today
from domain.records.record import Record
from domain.records.version import RecordAction, RecordVersion
from domain.records.writing import parts_of, stated
from domain.work import UnitOfWork


async def commit_both(work: UnitOfWork, record: Record, version: RecordVersion) -> None:
    """Make a commitment of each new action; one that an amendment drops, the manager would release.

    An action that an earlier version had in the same words stays the same commitment.
    """
    earlier = await _earlier_promises(work, record)
    known = {stated(action): action.commitment_id for action in earlier}
    actions = await parts_of(work, RecordAction, [version.id])
    for action in actions:
        action.commitment_id = known.get(stated(action))
    new = [action for action in actions if action.commitment_id is None]
    made = [_commitment(work, record, action) for action in new]
    work.add(*made)
    await work.session.flush()
    for action, commitment in zip(new, made, strict=True):
        action.commitment_id = commitment.id
        work.announce(_made(commitment))
    kept = {action.commitment_id for action in actions}
    for dropped_id in await _unsettled_of(work, {a.commitment_id for a in earlier} - kept):
        await release_commitment(work, commitment_id=dropped_id)


async def _earlier_promises(work: UnitOfWork, record: Record) -> list[RecordAction]:
    promised = (
        select(RecordAction)
        .join(RecordVersion, RecordVersion.id == RecordAction.version_id)
        .where(RecordVersion.record_id == record.id, RecordAction.commitment_id.is_not(None))
    )
    return list(await work.session.scalars(promised))


def _commitment(work: UnitOfWork, record: Record, action: RecordAction) -> Commitment:
    if action.due_on < today(work):
        raise Conflict(
            "An action's due date has passed since it was written: amend the record first",
            zh="有行动的截止日期已过，请先修订记录",
            field="record_id",
        )
    return Commitment(
        conversation_id=record.conversation_id,
        owner_id=action.owner_id,
        counterpart_id=record.other_than(action.owner_id),
        text=action.text,
        due_on=action.due_on,
        made_at=work.now,
    )


def _made(commitment: Commitment) -> CommitmentMade:
    return CommitmentMade(
        subject_id=commitment.id,
        owner_id=commitment.owner_id,
        counterpart_id=commitment.counterpart_id,
        conversation_id=commitment.conversation_id,
        due_on=commitment.due_on,
    )


async def _unsettled_of(work: UnitOfWork, ids: set[UUID | None]) -> list[UUID]:
    unsettled = (
        select(Commitment.id)
        .where(Commitment.id.in_(ids), Commitment.state.in_(UNSETTLED))
        .order_by(Commitment.id)
    )
    return list(await work.session.scalars(unsettled)) if ids else []
