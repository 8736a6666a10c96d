"""Writing a version down, with the evidence as it stands now, and reading it again."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import insert, select

from domain.base import new_id
from domain.conversations.preparation import PrepFact
from domain.conversations.queries import visible_prep_facts
from domain.conversations.snapshot import snapshot_of
from domain.errors import NotFound
from domain.records.account import Account, StatedAction, StatedAgreement, StatedFact
from domain.records.record import Record
from domain.records.version import RecordAction, RecordAgreement, RecordFact, RecordVersion
from domain.signals.evidence import Evidence
from domain.signals.queries import visible_evidence
from domain.work import UnitOfWork

Part = TypeVar("Part", RecordFact, RecordAgreement, RecordAction)


async def write_version(
    work: UnitOfWork, record: Record, account: Account, *, by: UUID, reason: str | None = None
) -> RecordVersion:
    """The record's current number, with these words. One statement for each kind of part."""
    snapshots = await _snapshots(work, record, account.facts)
    version = RecordVersion(
        record_id=record.id,
        subject_id=record.subject_id,
        number=record.version,
        author_id=by,
        reason=reason,
        written_at=work.now,
    )
    work.add(version)
    await work.session.flush()
    facts = [vars(fact) | {"snapshot": snapshots.get(fact.evidence_id)} for fact in account.facts]
    await _insert(work, RecordFact, version.id, facts)
    await _insert(work, RecordAgreement, version.id, [vars(each) for each in account.agreements])
    await _insert(work, RecordAction, version.id, [vars(each) for each in account.actions])
    return version


async def version_of(work: UnitOfWork, record: Record) -> RecordVersion:
    """The record's current version."""
    current = select(RecordVersion).where(
        RecordVersion.record_id == record.id, RecordVersion.number == record.version
    )
    return (await work.session.scalars(current)).one()


async def account_of(work: UnitOfWork, version_id: UUID) -> Account:
    """What that version says."""
    facts = await parts_of(work, RecordFact, [version_id])
    agreements = await parts_of(work, RecordAgreement, [version_id])
    actions = await parts_of(work, RecordAction, [version_id])
    return Account(
        [
            StatedFact(text=fact.text, occurred_on=fact.occurred_on, evidence_id=fact.evidence_id)
            for fact in facts
        ],
        [StatedAgreement(text=agreement.text) for agreement in agreements],
        [stated(action) for action in actions],
    )


async def parts_of(
    work: UnitOfWork, kind: type[Part], version_ids: Sequence[UUID]
) -> Sequence[Part]:
    """One kind of part of those versions, in the order in which they were stated."""
    in_order = select(kind).where(kind.version_id.in_(version_ids)).order_by(kind.position)
    return (await work.session.scalars(in_order)).all()


def stated(action: RecordAction) -> StatedAction:
    return StatedAction(text=action.text, owner_id=action.owner_id, due_on=action.due_on)


async def _prepared(
    work: UnitOfWork, record: Record, wanted: Collection[UUID]
) -> dict[UUID | None, dict[str, Any]]:
    known = visible_prep_facts(work.viewer).where(
        PrepFact.conversation_id == record.conversation_id, PrepFact.evidence_id.in_(wanted)
    )
    return {fact.evidence_id: fact.snapshot for fact in await work.session.scalars(known)}


async def _snapshots(
    work: UnitOfWork, record: Record, facts: Sequence[StatedFact]
) -> dict[UUID | None, dict[str, Any]]:
    """The evidence that the facts cite: about this employee, and seen by the actor today.

    What the talk was prepared with may be cited by either side later on, as it stood then.
    Raises NotFound.
    """
    wanted = {fact.evidence_id for fact in facts if fact.evidence_id is not None}
    if not wanted:
        return {}
    seen = visible_evidence(work.viewer).where(
        Evidence.id.in_(wanted), Evidence.person_id == record.subject_id
    )
    found = await _prepared(work, record, wanted)
    found |= {evidence.id: snapshot_of(evidence) for evidence in await work.session.scalars(seen)}
    for at, fact in enumerate(facts):
        if fact.evidence_id is not None and fact.evidence_id not in found:
            raise NotFound(
                "There is no evidence about this person with that id",
                zh="找不到与该员工相关的工作事实",
                field=f"facts.{at}.evidence_id",
            )
    return found


async def _insert(
    work: UnitOfWork, kind: type[Part], version_id: UUID, parts: Sequence[Mapping[str, Any]]
) -> None:
    if parts:
        rows = [
            {"id": new_id(), "version_id": version_id, "position": at, **part}
            for at, part in enumerate(parts)
        ]
        await work.session.execute(insert(kind), rows)
