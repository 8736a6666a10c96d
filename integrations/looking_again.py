"""What webhooks told us to look at again: fetched, so that nothing they say need be believed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from domain.actor import Actor
from integrations.connection import Connection
from integrations.door import OpenDoor
from integrations.intake import take_in
from integrations.losses import Allowance
from integrations.observed import Hint
from integrations.syncing import door_to, fail
from integrations.troubles import VendorTrouble
from tenants.jobs import Run
from tenants.work import open_work

_AT_ONCE = 50


async def look_again(run: Run, connection_id: UUID) -> datetime | None:
    """All hints there are. Returns when to go on after a failure, or in a pause."""
    door = await door_to(run, connection_id)
    if not isinstance(door, OpenDoor):
        return door
    async with open_work(run.place, Actor.system()) as work:
        allowance = await Allowance.of(work, connection_id)
    while hints := await _next(door):
        try:
            await look_at(
                door, [hint.external_id for hint in hints], taken=hints, allowance=allowance
            )
        except VendorTrouble as trouble:
            return await fail(door, trouble)
    return None


async def look_at(
    door: OpenDoor,
    external_ids: Sequence[str],
    *,
    taken: Sequence[Hint] = (),
    allowance: Allowance | None = None,
) -> None:
    """Fetch and take in; the hints that led here are gone with it. Raises VendorTrouble.

    What they said was deleted, and is not there, is forgotten as far as the allowance goes.
    """
    page = await door.connector.look_again(door, external_ids)
    if page.gone:
        await door.connector.recognised(door)
    deleted = {hint.external_id for hint in taken if hint.deleted} & set(page.gone)
    if deleted and (allowance is None or not allowance.take(len(deleted))):
        deleted = set()
    async with open_work(door.place, Actor.system()) as work:
        connection = await work.get(Connection, door.connection_id, lock=True)
        await take_in(work, connection, page, deleted=deleted)
        # A hint that came after the fetch has another id: it is looked at again.
        done = delete(Hint).where(Hint.id.in_([hint.id for hint in taken]))
        await work.session.execute(done)


async def _next(door: OpenDoor) -> Sequence[Hint]:
    async with open_work(door.place, Actor.system()) as work:
        oldest = (
            select(Hint)
            .where(Hint.connection_id == door.connection_id)
            .order_by(Hint.heard_at, Hint.id)
            .limit(_AT_ONCE)
        )
        return (await work.session.scalars(oldest)).all()
