"""Deliveries that are sent together: what is due to an endpoint, a second's worth at a time.

While a run sends to an endpoint it holds a lease on it, so its deliveries need no mark of their
own. If the run dies, the next run of the same job goes on at once, and any other job when the
lease is over; what has arrived already arrives again with its id.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, Final
from uuid import UUID

from asyncpg import Record
from sqlalchemy import Boolean, Date, DateTime, Integer, Select, Uuid, bindparam, select, true
from sqlalchemy.types import TypeEngine

from domain.incoming import among, awaited, columns_of
from domain.people.queries import today
from domain.work import UnitOfWork
from infra.prepared import Prepared
from webhooks.delivery import Delivery
from webhooks.due import may_go
from webhooks.endpoint import Endpoint
from webhooks.endpoint_rights import may_hear_on
from webhooks.sending import Outcome

LEASE: Final = timedelta(seconds=60)
"""Longer than a batch can last."""
_SECOND: Final = timedelta(seconds=1)
_ASKED: Final[Mapping[str, TypeEngine[Any]]] = {
    "endpoint_id": Uuid(),
    "ordered": Boolean(),
    "room": Integer(),
}


@dataclass(frozen=True)
class Letter:
    """A delivery as it is sent, and when the throttle lets it go."""

    delivery_id: UUID
    event_id: UUID
    body: bytes
    attempts: int
    goes_at: datetime


@dataclass(frozen=True)
class Batch:
    endpoint_id: UUID
    url: str
    letters: Sequence[Letter]


@dataclass(frozen=True, eq=False)
class Sent:
    """What came of a batch, told when the next one is asked for."""

    endpoint_id: UUID
    outcomes: Sequence[tuple[Letter, Outcome]] = field(default=())


async def lock_endpoints(
    work: UnitOfWork, endpoint_ids: Collection[UUID]
) -> Mapping[UUID, Endpoint]:
    """Those that still are, against others who serve them; deliveries may be written meanwhile."""
    # In one order, so that two who serve the same endpoints never wait for each other.
    some = select(Endpoint).where(among(Endpoint.id, endpoint_ids)).order_by(Endpoint.id)
    found = await work.session.scalars(
        some.with_for_update(key_share=True), execution_options={"populate_existing": True}
    )
    return {each.id: each for each in found}


async def take_batches(
    work: UnitOfWork, endpoints: Collection[Endpoint], job_id: UUID
) -> Mapping[UUID, Batch]:
    """What is due and may go within a second, by endpoint that may hear it today; and a lease."""
    rooms = {each: _room(each, job_id, work.now) for each in endpoints}
    open_ones = {each.id: each for each, room in rooms.items() if room > 0}
    if not open_ones:
        return {}
    rows = await _due(work, {each: rooms[each] for each in open_ones.values()})
    return {
        endpoint_id: _batch(work, open_ones[endpoint_id], list(some), job_id)
        for endpoint_id, some in groupby(rows, key=itemgetter("endpoint_id"))
    }


def _room(endpoint: Endpoint, job_id: UUID, now: datetime) -> int:
    """How many the throttle lets through within a second; none if another job serves it."""
    if not endpoint.is_active or endpoint.is_busy(job_id, now):
        return 0
    return int((now + _SECOND - _begins(endpoint, now)) * endpoint.throttle / _SECOND)


def _begins(endpoint: Endpoint, now: datetime) -> datetime:
    return max(endpoint.free_at or now, now)


async def _due(work: UnitOfWork, rooms: Mapping[Endpoint, int]) -> Sequence[Record]:
    """Endpoint by endpoint, what has waited longest first."""
    asked: Mapping[str, Sequence[Any]] = {
        "endpoint_id": [each.id for each in rooms],
        "ordered": [each.ordered for each in rooms],
        "room": list(rooms.values()),
    }
    return await _WAITING.rows(work.session, **columns_of(asked), now=work.now, today=today(work))


def _waiting() -> Select[Any]:
    asked, now = awaited(_ASKED), bindparam("now", type_=DateTime(timezone=True))
    may_hear = may_hear_on(bindparam("today", type_=Date()))
    theirs = (Endpoint.id == asked.c.endpoint_id) & may_hear
    first = (
        select(Delivery.id, Delivery.event_id, Delivery.body, Delivery.attempts, Delivery.due_at)
        .where(Delivery.endpoint_id == asked.c.endpoint_id, Delivery.due_at <= now)
        .where(may_go(asked.c.ordered))
        .order_by(Delivery.due_at, Delivery.id)
        .limit(asked.c.room)
        .lateral("first")
    )
    joined = asked.join(Endpoint, onclause=theirs).join(first, onclause=true())
    found = select(asked.c.endpoint_id, first).select_from(joined)
    return found.order_by(asked.c.endpoint_id, first.c.due_at, first.c.id)


_WAITING = Prepared(_waiting)


def _batch(work: UnitOfWork, endpoint: Endpoint, rows: Sequence[Record], job_id: UUID) -> Batch:
    begins, pace = _begins(endpoint, work.now), _SECOND / endpoint.throttle
    endpoint.free_at = begins + len(rows) * pace
    endpoint.served_by, endpoint.served_until = job_id, work.now + LEASE
    letters = [
        Letter(
            each["id"],
            each["event_id"],
            each["body"].encode(),
            each["attempts"],
            begins + place * pace,
        )
        for place, each in enumerate(rows)
    ]
    return Batch(endpoint.id, endpoint.url, letters)
