"""The chain of everything ever shared with one employee: a link cannot be changed unnoticed."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain.actor import Role
from domain.errors import NotAllowed
from domain.people.person import Person
from domain.records.record import Record
from domain.records.version import RecordAction, RecordAgreement, RecordFact, RecordVersion
from domain.records.writing import Part, parts_of
from domain.work import UnitOfWork


def hash_of(content: Mapping[str, Any], previous: str | None) -> str:
    """SHA-256 over the content in canonical JSON and the hash of the link before it."""
    canonical = json.dumps(
        {"content": content, "previous": previous},
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


async def link(work: UnitOfWork, record: Record, version: RecordVersion) -> None:
    """Share the version: it becomes the newest link of the employee's chain."""
    # One at a time for one employee; the weak lock leaves foreign keys to the person alone.
    employee = select(Person.id).where(Person.id == record.subject_id)
    await work.session.execute(employee.with_for_update(key_share=True))
    newest_first = (
        select(RecordVersion.position, RecordVersion.hash)
        .where(RecordVersion.subject_id == record.subject_id, RecordVersion.position.is_not(None))
        .order_by(RecordVersion.position.desc())
        .limit(1)
    )
    newest = (await work.session.execute(newest_first)).first()
    version.shared_at = work.now
    version.position = 1 if newest is None else newest.position + 1
    version.previous_hash = None if newest is None else newest.hash
    contents = await _contents(work, [version])
    version.hash = hash_of(contents[version.id], version.previous_hash)


async def broken_links(work: UnitOfWork, *, subject_id: UUID) -> list[UUID]:
    """The versions that are not what was shared. The employee, HR and admins may ask."""
    if not work.actor.has(Role.HR, Role.ADMIN) and work.actor.person_id != subject_id:
        raise NotAllowed("Only the employee, HR and admins can check this", zh="无权核验该档案")
    oldest_first = (
        select(RecordVersion)
        .where(RecordVersion.subject_id == subject_id, RecordVersion.position.is_not(None))
        .order_by(RecordVersion.position)
    )
    links = (await work.session.scalars(oldest_first)).all()
    contents = await _contents(work, links)
    broken, previous = [], None
    for at, each in enumerate(links, start=1):
        true_hash = hash_of(contents[each.id], previous)
        if (each.position, each.previous_hash, each.hash) != (at, previous, true_hash):
            broken.append(each.id)
        previous = each.hash
    return broken


async def _contents(
    work: UnitOfWork, versions: Sequence[RecordVersion]
) -> dict[UUID, dict[str, Any]]:
    ids = [version.id for version in versions]
    facts = _by_version(await parts_of(work, RecordFact, ids))
    agreements = _by_version(await parts_of(work, RecordAgreement, ids))
    actions = _by_version(await parts_of(work, RecordAction, ids))
    return {
        version.id: {
            "record_id": str(version.record_id),
            "subject_id": str(version.subject_id),
            "number": version.number,
            "author_id": str(version.author_id),
            "reason": version.reason,
            "written_at": version.written_at.isoformat(),
            "shared_at": version.shared_at.isoformat() if version.shared_at else None,
            "facts": [_fact(fact) for fact in facts.get(version.id, ())],
            "agreements": [agreement.text for agreement in agreements.get(version.id, ())],
            "actions": [_action(action) for action in actions.get(version.id, ())],
        }
        for version in versions
    }


def _by_version(parts: Iterable[Part]) -> dict[UUID, list[Part]]:
    found: dict[UUID, list[Part]] = {}
    for part in parts:
        found.setdefault(part.version_id, []).append(part)
    return found


def _fact(fact: RecordFact) -> dict[str, Any]:
    return {
        "text": fact.text,
        "occurred_on": fact.occurred_on.isoformat() if fact.occurred_on else None,
        "evidence_id": str(fact.evidence_id) if fact.evidence_id else None,
        "snapshot": fact.snapshot,
    }


def _action(action: RecordAction) -> dict[str, Any]:
    return {
        "text": action.text,
        "owner_id": str(action.owner_id),
        "due_on": action.due_on.isoformat(),
    }
