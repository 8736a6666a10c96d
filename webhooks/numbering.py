"""The place of an event in the life of its subject: a larger number happened later.

Numbers are given when somebody is to be told, not when the event is stored, so that no command
waits for another. Whoever numbers one event of a subject numbers all that are known by then, in
the order in which they happened: an event that was committed before another got its turn first.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Index, exists, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Stored
from domain.events import StoredEvent
from domain.work import UnitOfWork

REACHES_BACK = timedelta(days=31)
"""What happened before is told to nobody any more, and needs no number."""


class Subject(Stored):
    """What something happened to, and how many of its events have a number."""

    __tablename__ = "webhook_subjects"

    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    numbered: Mapped[int] = mapped_column(default=0)


class EventNumber(Stored):
    __tablename__ = "webhook_event_numbers"
    __table_args__ = (
        Index("ix_webhook_event_numbers_subject_id_sequence", "subject_id", "sequence"),
    )

    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID]
    sequence: Mapped[int]
    numbered_at: Mapped[datetime] = mapped_column(index=True)


async def number_events_of(work: UnitOfWork, subject_id: UUID) -> Sequence[tuple[UUID, int]]:
    """Give a number to each event that has none. Returns those events and their numbers."""
    await _lock(work, subject_id)
    before = select(Subject.numbered).where(Subject.subject_id == subject_id).scalar_subquery()
    place = func.row_number().over(order_by=StoredEvent.id) + func.coalesce(before, 0)
    without = (
        select(StoredEvent.id, literal(subject_id), place, literal(work.now))
        .where(StoredEvent.subject_id == subject_id)
        .where(StoredEvent.occurred_at > work.now - REACHES_BACK)
        .where(~exists().where(EventNumber.event_id == StoredEvent.id))
    )
    numbered = (
        insert(EventNumber)
        .from_select(["event_id", "subject_id", "sequence", "numbered_at"], without)
        .returning(EventNumber.event_id, EventNumber.sequence)
    )
    rows = [(event_id, sequence) for event_id, sequence in await work.session.execute(numbered)]
    if rows:
        await _note(work, subject_id, max(sequence for _, sequence in rows))
    return rows


async def numbers_of(work: UnitOfWork, events: Sequence[StoredEvent]) -> Mapping[UUID, int]:
    """The numbers of these events; those that had none get theirs."""
    # In one order, so that two who number the same subjects never wait for each other.
    for subject_id in sorted({each.subject_id for each in events}):
        await number_events_of(work, subject_id)
    given = select(EventNumber.event_id, EventNumber.sequence).where(
        EventNumber.event_id.in_([each.id for each in events])
    )
    return {row.event_id: row.sequence for row in await work.session.execute(given)}


async def _lock(work: UnitOfWork, subject_id: UUID) -> None:
    """A statement of its own, so that the next one sees what the one before us has committed."""
    row = {"subject_id": subject_id, "numbered": 0}
    there = insert(Subject).values(row)
    same = {"numbered": Subject.numbered}
    await work.session.execute(
        there.on_conflict_do_update(index_elements=["subject_id"], set_=same)
    )


async def _note(work: UnitOfWork, subject_id: UUID, numbered: int) -> None:
    subject = await work.session.get_one(Subject, subject_id, populate_existing=True)
    subject.numbered = numbered
