"""The place of an event in the life of its subject: a larger number happened later.

Numbers are given when somebody is to be told, not when the event is stored, so that no command
waits for another. Whoever numbers one event of a subject numbers all that are known by then, in
the order in which they happened: an event that was committed before another got its turn first.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, Integer, Row, Uuid, exists, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Stored
from domain.events import StoredEvent
from domain.exported import NOT_AT_ALL, Exported
from domain.incoming import incoming
from domain.work import UnitOfWork

REACHES_BACK = timedelta(days=31)
"""What happened before is told to nobody any more, and needs no number."""


class Subject(Stored):
    """What something happened to, and how many of its events have a number."""

    __tablename__ = "webhook_subjects"
    exported: ClassVar[Exported] = NOT_AT_ALL

    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    numbered: Mapped[int] = mapped_column(default=0)


class EventNumber(Stored):
    __tablename__ = "webhook_event_numbers"
    exported: ClassVar[Exported] = NOT_AT_ALL
    __table_args__ = (
        Index("ix_webhook_event_numbers_subject_id_sequence", "subject_id", "sequence"),
    )

    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID]
    sequence: Mapped[int]
    numbered_at: Mapped[datetime] = mapped_column(index=True)


async def number_events_of(work: UnitOfWork, subject_ids: Collection[UUID]) -> Mapping[UUID, int]:
    """Give a number to each event of theirs that has none. Returns those events' numbers."""
    await _lock(work, subject_ids)
    before = func.coalesce(Subject.numbered, 0)
    place = func.row_number().over(partition_by=StoredEvent.subject_id, order_by=StoredEvent.id)
    without = (
        select(StoredEvent.id, StoredEvent.subject_id, before + place, literal(work.now))
        .join(Subject, Subject.subject_id == StoredEvent.subject_id)
        .where(StoredEvent.subject_id.in_(subject_ids))
        .where(StoredEvent.occurred_at > work.now - REACHES_BACK)
        .where(~exists().where(EventNumber.event_id == StoredEvent.id))
    )
    numbered = (
        insert(EventNumber)
        .from_select(["event_id", "subject_id", "sequence", "numbered_at"], without)
        .returning(EventNumber.event_id, EventNumber.subject_id, EventNumber.sequence)
    )
    rows = (await work.session.execute(numbered)).all()
    await _note(work, _latest(rows))
    return {each.event_id: each.sequence for each in rows}


async def numbers_of(work: UnitOfWork, events: Sequence[StoredEvent]) -> Mapping[UUID, int]:
    """The numbers that these events were given."""
    given = select(EventNumber.event_id, EventNumber.sequence).where(
        EventNumber.event_id.in_([each.id for each in events])
    )
    return {row.event_id: row.sequence for row in await work.session.execute(given)}


async def _lock(work: UnitOfWork, subject_ids: Collection[UUID]) -> None:
    """A statement of its own, so that the next one sees what the one before us has committed."""
    # In one order, so that two who number the same subjects never wait for each other.
    asked = incoming(subject_id=(Uuid(), sorted(subject_ids)))
    there = insert(Subject).from_select(
        ["subject_id", "numbered"], select(asked.c.subject_id, literal(0))
    )
    same = {"numbered": Subject.numbered}
    await work.session.execute(
        there.on_conflict_do_update(index_elements=["subject_id"], set_=same)
    )


async def _note(work: UnitOfWork, numbered: Mapping[UUID, int]) -> None:
    """How many events of each subject have a number now."""
    if not numbered:
        return
    now = incoming(subject_id=(Uuid(), list(numbered)), numbered=(Integer(), [*numbered.values()]))
    same = update(Subject).where(Subject.subject_id == now.c.subject_id)
    await work.session.execute(
        same.values(numbered=now.c.numbered), execution_options={"synchronize_session": False}
    )


def _latest(rows: Sequence[Row[UUID, UUID, int]]) -> Mapping[UUID, int]:
    return {each.subject_id: each.sequence for each in sorted(rows, key=lambda row: row.sequence)}
