"""The place of an event in the life of its subject: a larger number happened later.

Numbers are given when somebody is to be told, not when the event is stored, so that no command
waits for another. Whoever numbers one event of a subject numbers all that are known by then, in
the order in which they happened: an event that was committed before another got its turn first.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any, ClassVar, cast
from uuid import UUID

from asyncpg import Record
from sqlalchemy import (
    ARRAY,
    DateTime,
    Index,
    Integer,
    Table,
    Update,
    Uuid,
    any_,
    bindparam,
    exists,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.dml import ReturningInsert

from domain.base import Stored
from domain.events import StoredEvent
from domain.exported import NOT_AT_ALL, Exported
from domain.incoming import among, awaited, columns_of
from domain.work import UnitOfWork
from infra.prepared import Prepared

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


_subjects = cast("Table", Subject.__table__)
_numbers = cast("Table", EventNumber.__table__)
_SUBJECT_IDS = bindparam("subject_ids", type_=ARRAY(Uuid()))


async def number_events_of(work: UnitOfWork, subject_ids: Collection[UUID]) -> Mapping[UUID, int]:
    """Give a number to each event of theirs that has none. Returns those events' numbers."""
    # In one order, so that two who number the same subjects never wait for each other.
    ordered = sorted(subject_ids)
    # A statement of its own, so that the next one sees what the one before us has committed.
    await _LOCKING.rows(work.session, **columns_of({"subject_id": ordered}))
    since = work.now - REACHES_BACK
    rows = await _NUMBERING.rows(work.session, subject_ids=ordered, now=work.now, since=since)
    await _note(work, _latest(rows))
    return {each["event_id"]: each["sequence"] for each in rows}


async def numbers_of(work: UnitOfWork, events: Sequence[StoredEvent]) -> Mapping[UUID, int]:
    """The numbers that these events were given."""
    given = select(EventNumber.event_id, EventNumber.sequence).where(
        among(EventNumber.event_id, [each.id for each in events])
    )
    return {row.event_id: row.sequence for row in await work.session.execute(given)}


def _locking() -> Insert:
    asked = awaited({"subject_id": Uuid()})
    there = insert(_subjects).from_select(
        ["subject_id", "numbered"], select(asked.c.subject_id, literal(0))
    )
    same = {"numbered": _subjects.c.numbered}
    return there.on_conflict_do_update(index_elements=["subject_id"], set_=same)


def _numbering() -> ReturningInsert[Any]:
    event, moment = StoredEvent.__table__.c, DateTime(timezone=True)
    before = func.coalesce(_subjects.c.numbered, 0)
    place = func.row_number().over(partition_by=event.subject_id, order_by=event.id)
    without = (
        select(event.id, event.subject_id, before + place, bindparam("now", type_=moment))
        .join(_subjects, _subjects.c.subject_id == event.subject_id)
        .where(event.subject_id == any_(_SUBJECT_IDS))
        .where(event.occurred_at > bindparam("since", type_=moment))
        .where(~exists().where(_numbers.c.event_id == event.id))
    )
    return (
        insert(_numbers)
        .from_select(["event_id", "subject_id", "sequence", "numbered_at"], without)
        .returning(_numbers.c.event_id, _numbers.c.subject_id, _numbers.c.sequence)
    )


async def _note(work: UnitOfWork, numbered: Mapping[UUID, int]) -> None:
    """How many events of each subject have a number now."""
    if numbered:
        columns: Mapping[str, Sequence[Any]] = {
            "subject_id": list(numbered),
            "numbered": list(numbered.values()),
        }
        await _NOTING.rows(work.session, **columns_of(columns))


def _noting() -> Update:
    now = awaited({"subject_id": Uuid(), "numbered": Integer()})
    same = update(_subjects).where(_subjects.c.subject_id == now.c.subject_id)
    return same.values(numbered=now.c.numbered)


def _latest(rows: Sequence[Record]) -> Mapping[UUID, int]:
    in_order = sorted(rows, key=itemgetter("sequence"))
    return {each["subject_id"]: each["sequence"] for each in in_order}


_LOCKING, _NUMBERING, _NOTING = Prepared(_locking), Prepared(_numbering), Prepared(_noting)
