"""Once a night all there is over there is compared with what we hold: webhooks get lost.

What is missing here or has changed is looked at again; what is no longer there is out of sight.
"""

from collections.abc import Mapping, Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Select, Text, or_, select, update

from domain.actor import Actor
from domain.incoming import incoming
from domain.work import UnitOfWork
from infra import clock
from integrations.connection import Connection, ConnectionSource
from integrations.door import OpenDoor
from integrations.health import note_success
from integrations.intake import lose_sight_of
from integrations.looking_again import look_at
from integrations.losses import Allowance
from integrations.observation import Glimpse
from integrations.observed import ObservedItem
from integrations.syncing import A_STRETCH, door_to, fail
from integrations.troubles import VendorTrouble
from tenants.jobs import Run
from tenants.work import open_work

_AT_ONCE = 50
_AT_MOST = 200


async def sweep(run: Run, connection_id: UUID, *, accepted: bool = False) -> datetime | None:
    """One stretch of it. Returns when to go on, or None at the end.

    However much is missing is let go of where that was `accepted`.
    """
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
        await _let_go(door, began, accepted=accepted)
    except VendorTrouble as trouble:
        return await fail(door, trouble)
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
        .where(
            or_(
                ObservedItem.id.is_(None),
                ObservedItem.changed_at < rows.c.changed_at,
                ObservedItem.out_of_sight_at.is_not(None),
            )
        )
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


async def _let_go(door: OpenDoor, began: datetime, *, accepted: bool) -> None:
    """Of what is chosen and was not seen. What came in since the sweep began is newer than it.

    What they themselves say cannot be read any more may all go: that is known.

    Raises VendorTrouble where they no longer know us: then nothing is missing.
    """
    async with open_work(door.place, Actor.system()) as work:
        lost = await _lost(work, door.connection_id)
        others = [one.external_id for one in door.sources if one.external_id not in lost]
        missing = len((await work.session.scalars(_unseen(door, began, others))).all())
        allowance = await Allowance.of(work, door.connection_id)
    if missing or lost:
        await door.connector.recognised(door)
    let_go = accepted or allowance.take(missing)
    while await _lose_some(door, began, [*lost, *(others if let_go else ())]):
        pass
    async with open_work(door.place, Actor.system()) as work:
        connection = await work.get(Connection, door.connection_id, lock=True)
        told = {} if let_go else {"missing": missing, "held": allowance.held}
        connection.sweep, connection.reconciled_at = told, work.now
        await note_success(work, connection)


async def _lost(work: UnitOfWork, connection_id: UUID) -> Sequence[str]:
    of_it = select(ConnectionSource.external_id).where(
        ConnectionSource.connection_id == connection_id,
        ConnectionSource.chosen,
        ConnectionSource.trouble.is_not(None),
    )
    return (await work.session.scalars(of_it)).all()


async def _lose_some(door: OpenDoor, began: datetime, sources: Sequence[str]) -> bool:
    async with open_work(door.place, Actor.system()) as work:
        connection = await work.get(Connection, door.connection_id, lock=True)
        gone = list(await work.session.scalars(_unseen(door, began, sources).limit(_AT_MOST)))
        await lose_sight_of(work, connection, gone)
        return bool(gone)


def _unseen(door: OpenDoor, began: datetime, sources: Sequence[str]) -> Select[str]:
    return (
        select(ObservedItem.external_id)
        .where(
            ObservedItem.connection_id == door.connection_id,
            ObservedItem.source_id.in_(sources),
            ObservedItem.out_of_sight_at.is_(None),
            ObservedItem.read_at < began,
            or_(ObservedItem.glimpsed_at.is_(None), ObservedItem.glimpsed_at < began),
        )
        .order_by(ObservedItem.external_id)
    )
