"""The only door to a tenant's data: `open_work` to change it, `open_reading` to look."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.actor import Actor
from domain.base import new_id
from domain.events import Event, StoredEvent
from domain.work import UnitOfWork
from infra import clock
from infra.database import Place, act_for, app_engine
from infra.doorbell import ring
from infra.faults import reach
from infra.prepared import Prepared
from infra.reading import Connection, reading_transaction
from tenants.audit.chain import append_noted
from tenants.audit.notes import note_event
from tenants.pending import ask, store_asked

DISPATCH = "events.dispatch"
"""By name, because that job opens work itself and so stands above this file."""

_EVENTS_IN_A_JOB = 500
_EVENTS = cast("Table", StoredEvent.__table__)
_STORE = Prepared(
    lambda: insert(_EVENTS).values({each.name: bindparam(each.name) for each in _EVENTS.c})
)


@asynccontextmanager
async def open_work(
    place: Place, actor: Actor, *, now: datetime | None = None, causation_id: UUID | None = None
) -> AsyncIterator[UnitOfWork]:
    """One transaction that acts for one tenant. Commits at the end; an exception rolls back.

    Args:
        place: whose data; there is no default, and without one there is no data.
        actor: who acts.
        now: the moment of the whole unit; the clock's, if not given.
        causation_id: the event or job because of which this happens.
    """
    async with AsyncSession(app_engine(), expire_on_commit=False) as session, session.begin():
        await act_for(await session.connection(), place)
        work = UnitOfWork(
            tenant_id=place.tenant_id,
            actor=actor,
            now=now or clock.now(),
            session=session,
            causation_id=causation_id,
        )
        yield work
        asked = await store_what_follows(work)
        reach("enqueue")
    if asked:
        ring()


async def store_what_follows(work: UnitOfWork) -> bool:
    """The events that were announced, the jobs that were asked for and what the company's trail
    keeps of it, in the unit's transaction.

    Says whether any job waits for its commit.
    """
    await _store_announced(work)
    asked = await store_asked(work)
    return await append_noted(work) or asked


async def _store_announced(work: UnitOfWork) -> None:
    if not work.announced:
        return
    await work.session.flush()
    for event in work.announced:
        note_event(work, event)
    rows = [_row(work, event) for event in work.announced]
    await _STORE.for_each(work.session, rows)
    for first in range(0, len(rows), _EVENTS_IN_A_JOB):
        ids = [row["id"] for row in rows[first : first + _EVENTS_IN_A_JOB]]
        ask(work, DISPATCH, "default", {"event_ids": ids})
    work.announced.clear()


def _row(work: UnitOfWork, event: Event) -> dict[str, Any]:
    return {
        "id": new_id(),
        "name": event.name,
        "subject": event.subject,
        "subject_id": event.subject_id,
        "occurred_at": work.now,
        "actor_kind": work.actor.kind.value,
        "actor_id": work.actor.person_id,
        "via_id": work.actor.via_id or work.actor.token_id,
        "causation_id": work.causation_id,
        "content": event.model_dump(mode="json"),
    }


@dataclass(frozen=True)
class Reading:
    """A read-only transaction for one tenant, on the driver's own connection."""

    tenant_id: UUID
    actor: Actor
    now: datetime
    connection: Connection


@asynccontextmanager
async def open_reading(
    place: Place, actor: Actor, *, now: datetime | None = None
) -> AsyncIterator[Reading]:
    """Look at one tenant's data; PostgreSQL refuses every write."""
    async with reading_transaction(app_engine(), place) as connection:
        yield Reading(place.tenant_id, actor, now or clock.now(), connection)
