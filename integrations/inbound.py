"""A vendor tells us something: verified on the bytes as they came, kept, and looked at later."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from domain.actor import Actor
from domain.base import new_id
from domain.work import UnitOfWork
from integrations.connection import Connection
from integrations.hook_address import addressed
from integrations.jobs import look_again_at_hints, sync_connection
from integrations.keeping import hook_of
from integrations.observed import HeardDelivery, Hint
from integrations.registry import CONNECTORS
from integrations.terms import Heard, Hook
from tenants.directory import known_tenant_of
from tenants.jobs import later_once
from tenants.states import Capability
from tenants.work import open_work


async def take_hook(vendor: str, key: str, hook: Hook) -> bool:
    """Take it in, in one short transaction. False where no such address is.

    Raises:
        NotAllowed: the company is suspended.
        NotFound: the company is gone.
        Forged: they have not sent it.
        Unreadable: it is theirs, and says nothing we know how to read.
    """
    found = await addressed(key)
    if found is None:
        return False
    place, connection_id = found
    (await known_tenant_of(place.tenant_id)).require(Capability.WRITE)
    async with open_work(place, Actor.system()) as work:
        connection = await work.get(Connection, connection_id)
        if connection.vendor != vendor or not connection.works:
            return False
        connector = CONNECTORS[vendor]
        secret = (await hook_of(work, connection))["secret"]
        connector.verify(connection.way, hook, secret=secret)
        heard = connector.hear(hook)
        if await _first_time(work, connection.id, heard.delivery_id):
            connection.heard_at = work.now
            await _keep(work, connection.id, heard)
    return True


async def _keep(work: UnitOfWork, connection_id: UUID, heard: Heard) -> None:
    key = str(connection_id)
    if heard.external_ids:
        await _hint(work, connection_id, heard)
        later_once(work, look_again_at_hints, key, connection_id=connection_id)
    if heard.milestones:
        connection = await work.get(Connection, connection_id, lock=True)
        connection.cursor = {**connection.cursor, "eager": True}
        later_once(work, sync_connection, key, connection_id=connection_id)


async def _first_time(work: UnitOfWork, connection_id: UUID, delivery_id: str | None) -> bool:
    if delivery_id is None:
        return True
    row = {
        "id": new_id(),
        "connection_id": connection_id,
        "delivery_id": delivery_id[:200],
        "heard_at": work.now,
    }
    unless_heard = insert(HeardDelivery).values(row).on_conflict_do_nothing()
    return await work.session.scalar(unless_heard.returning(HeardDelivery.id)) is not None


async def _hint(work: UnitOfWork, connection_id: UUID, heard: Heard) -> None:
    """A later word about the same thing takes the place of an earlier one that still waits."""
    rows = [
        {
            "id": new_id(),
            "connection_id": connection_id,
            "external_id": external_id,
            "heard_at": work.now,
            "deleted": heard.deleted,
        }
        for external_id in sorted(set(heard.external_ids))
    ]
    hinting = insert(Hint)
    await work.session.execute(
        hinting.on_conflict_do_update(
            index_elements=["connection_id", "external_id"],
            set_={name: hinting.excluded[name] for name in ("id", "heard_at", "deleted")},
        ),
        rows,
    )
