"""Reading what has changed: page after page, each taken in with the cursor that comes after it.

A page is read with no transaction open; then one transaction keeps what was in it and where to
go on. Whoever is killed between two pages has lost nothing and repeats at most one.
"""

from collections.abc import Mapping
from contextlib import aclosing
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from domain.actor import Actor
from domain.work import UnitOfWork
from infra import clock
from infra.faults import reach
from integrations.connection import Connection, ConnectionSource
from integrations.counting import count_again
from integrations.coverage import cover
from integrations.door import OpenDoor
from integrations.health import note_success, note_trouble
from integrations.intake import take_in
from integrations.observation import Page
from integrations.terms import SourceTrouble
from integrations.troubles import TryLater, VendorTrouble
from tenants.jobs import Run
from tenants.work import open_work

A_STRETCH = timedelta(minutes=3)
"""Then somebody else has a turn, and this goes on in a job of its own."""
LEASE = timedelta(minutes=2)
"""Renewed with each page: one process reads a connection at a time."""
_NAMED = 50
"""Pieces that could not be read are named, the latest of them."""
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)


async def sync(run: Run, connection_id: UUID) -> datetime | None:
    """Read until the end, or until it is somebody else's turn.

    Returns when to go on, or None where there is nothing to go on with.
    """
    door = await _begin(run, connection_id)
    if door is None or isinstance(door, datetime):
        return door
    began, lost = run.now or clock.now(), dict[str, SourceTrouble]()
    ends = clock.now() + A_STRETCH
    try:
        async with aclosing(door.connector.changes_since(door, await _cursor(door))) as pages:
            async for page in pages:
                await _take(door, page)
                lost |= {trouble.external_id: trouble for trouble in page.troubles}
                if clock.now() >= ends:
                    return await release(door)
    except VendorTrouble as trouble:
        return await fail(door, trouble)
    await _finish(door, began, lost)
    return None


async def _begin(run: Run, connection_id: UUID) -> OpenDoor | datetime | None:
    """The door, with the lease to read through it; or when to come again; or nothing to do."""
    async with open_work(run.place, Actor.system(), now=run.now) as work:
        connection = await work.get(Connection, connection_id, lock=True)
        if not connection.works or connection.site_id is None:
            return None
        if connection.is_paused(work.now):
            return connection.paused_until
        until = connection.syncing_until
        # The same job again is the one whose process died.
        if until and work.now < until and connection.syncing_job_id != run.job_id:
            return until
        door = await OpenDoor.of(work, connection)
        if not door.sources:
            return None
        connection.syncing_until, connection.syncing_job_id = work.now + LEASE, run.job_id
        return door


async def _cursor(door: OpenDoor) -> dict[str, object]:
    async with open_work(door.place, Actor.system()) as work:
        return dict((await work.get(Connection, door.connection_id)).cursor)


async def _take(door: OpenDoor, page: Page) -> None:
    async with open_work(door.place, Actor.system()) as work:
        connection = await work.get(Connection, door.connection_id, lock=True)
        await take_in(work, connection, page)
        connection.cursor = dict(page.cursor)
        connection.items_expected = page.expected or connection.items_expected
        known = [*connection.unreadable, *page.unreadable]
        connection.unreadable = list(dict.fromkeys(known))[-_NAMED:]
        connection.syncing_until = work.now + LEASE
        reach("page-kept")


async def release(door: OpenDoor) -> datetime:
    async with open_work(door.place, Actor.system()) as work:
        connection = await work.get(Connection, door.connection_id, lock=True)
        connection.syncing_until = connection.syncing_job_id = None
        return work.now


async def fail(door: OpenDoor, trouble: VendorTrouble) -> datetime | None:
    """Write down what is wrong. Returns when to try again, if that makes sense."""
    async with open_work(door.place, Actor.system()) as work:
        connection = await work.get(Connection, door.connection_id, lock=True)
        connection.syncing_until = connection.syncing_job_id = None
        note_trouble(work, connection, trouble)
        if not isinstance(trouble, TryLater):
            return None
        if trouble.until is not None:
            connection.pause(trouble.until)
        wait = min(_LONGEST_WAIT, _FIRST_WAIT * float(2 ** min(connection.failures, 10)))
        return trouble.until or work.now + wait


async def _finish(door: OpenDoor, began: datetime, lost: Mapping[str, SourceTrouble]) -> None:
    """All that happened before the reading began is known now, but for what could not be read."""
    async with open_work(door.place, Actor.system()) as work:
        connection = await work.get(Connection, door.connection_id, lock=True)
        connection.syncing_until = connection.syncing_job_id = None
        connection.synced_at = work.now
        connection.backfilled_at = connection.backfilled_at or work.now
        await _note_lost(work, connection, lost)
        if await cover(work, connection, began, but=lost):
            await count_again(work, connection.vendor)
        await note_success(work, connection)


async def _note_lost(
    work: UnitOfWork, connection: Connection, lost: Mapping[str, SourceTrouble]
) -> None:
    sources = select(ConnectionSource).where(ConnectionSource.connection_id == connection.id)
    for source in await work.session.scalars(sources):
        trouble = lost.get(source.external_id)
        source.trouble = {"en": trouble.en, "zh-CN": trouble.zh} if trouble else None


async def door_to(run: Run, connection_id: UUID) -> OpenDoor | datetime | None:
    """For what needs no lease; or when to come again; None where there is no use in asking."""
    async with open_work(run.place, Actor.system(), now=run.now) as work:
        connection = await work.get(Connection, connection_id)
        if not connection.works or connection.site_id is None:
            return None
        if connection.is_paused(work.now):
            return connection.paused_until
        return await OpenDoor.of(work, connection)
