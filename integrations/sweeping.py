"""Once a night all there is over there is compared with what we hold: webhooks get lost.

What is missing here or has changed is looked at again; what is no longer there is forgotten.
"""

from collections.abc import Mapping, Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Text, or_, select, update

from domain.actor import Actor
from domain.incoming import incoming
from domain.work import UnitOfWork
from infra import clock
from integrations.connection import Connection
from integrations.door import OpenDoor
from integrations.intake import forget_items
from integrations.looking_again import look_at
from integrations.observation import Glimpse
from integrations.observed import ObservedItem
from integrations.syncing import A_STRETCH, door_to, fail
from integrations.troubles import VendorTrouble
from tenants.jobs import Run
from tenants.work import open_work

_AT_ONCE = 50
_FORGOTTEN_AT_ONCE = 200


async def sweep(run: Run, connection_id: UUID) -> datetime | None:
    """One stretch of it. Returns when to go on, or None at the end."""
    door = await door_to(run, connection_id)
    if not isinstance(door, OpenDoor):
        return door
    if not door.sources:
        return None
    ends = clock.now() + A_STRETCH
    began, cursor = await _begin(door)
    try:
        async with aclosing(door.connector.glimpses(door, cursor)) as parts:
            async for glimpses, after in parts:
                await _compare(door, glimpses, began, after)
                if clock.now() >= ends:
                    return clock.now()
    except VendorTrouble as trouble:
        return await fail(door, trouble)
    await _forget_unseen(door, began)
    return None


async def _begin(door: OpenDoor) -> tuple[datetime, Mapping[str, Any]]:
    """A sweep that was interrupted goes on where it was, if that was not long ago."""
    async with open_work(door.place, Actor.system()) as work:
        connection = await work.get(Connection, door.connection_id, lock=True)
        told = connection.sweep.get("began")
        began = datetime.fromisoformat(told) if told else None
        if began is None or work.now - began > timedelta(hours=12):
            connection.sweep = {"began": work.now.isoformat(), "cursor": {}}
            return work.now, {}
        return began, connection.sweep["cursor"]


async def _compare(
    door: OpenDoor, glimpses: Sequence[Glimpse], began: datetime, after: Mapping[str, Any]
) -> None:
    async with open_work(door.place, Actor.system()) as work:
        missed = await _missed(work, door.connection_id, glimpses)
    for start in range(0, len(missed), _AT_ONCE):
        await look_at(door, missed[start : start + _AT_ONCE])
    async with open_work(door.place, Actor.system()) as work:
        await _mark(work, door.connection_id, glimpses, began)
        connection = await work.get(Connection, door.connection_id, lock=True)
        connection.sweep = {"began": began.isoformat(), "cursor": dict(after)}


async def _missed(work: UnitOfWork, connection_id: UUID, glimpses: Sequence[Glimpse]) -> list[str]:
    rows = incoming(
        external_id=(Text(), [one.external_id for one in glimpses]),
        changed_at=(DateTime(timezone=True), [one.changed_at for one in glimpses]),
    )
    missed = (
        select(rows.c.external_id)
        .outerjoin(
            ObservedItem,
            (ObservedItem.external_id == rows.c.external_id)
            & (ObservedItem.connection_id == connection_id),
        )
        .where(or_(ObservedItem.id.is_(None), ObservedItem.changed_at < rows.c.changed_at))
    )
    return list(await work.session.scalars(missed))


async def _mark(
    work: UnitOfWork, connection_id: UUID, glimpses: Sequence[Glimpse], began: datetime
) -> None:
    marking = update(ObservedItem).where(
        ObservedItem.connection_id == connection_id,
        ObservedItem.external_id.in_([one.external_id for one in glimpses]),
    )
    await work.session.execute(
        marking.values(glimpsed_at=began).execution_options(synchronize_session=False)
    )


async def _forget_unseen(door: OpenDoor, began: datetime) -> None:
    """Of what is chosen. What came in since the sweep began is newer than the sweep."""
    sources = [source.external_id for source in door.sources]
    unseen = (
        select(ObservedItem.external_id)
        .where(
            ObservedItem.connection_id == door.connection_id,
            ObservedItem.source_id.in_(sources),
            ObservedItem.read_at < began,
            or_(ObservedItem.glimpsed_at.is_(None), ObservedItem.glimpsed_at < began),
        )
        .order_by(ObservedItem.external_id)
        .limit(_FORGOTTEN_AT_ONCE)
    )
    while True:
        async with open_work(door.place, Actor.system()) as work:
            connection = await work.get(Connection, door.connection_id, lock=True)
            gone = list(await work.session.scalars(unseen))
            await forget_items(work, connection, gone)
            if not gone:
                connection.sweep, connection.reconciled_at = {}, work.now
                return
