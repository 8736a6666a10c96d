"""Being told: registering with the vendor, staying registered, and ending it."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete

from domain.actor import Actor
from infra.settings import settings
from integrations.connection import Connection
from integrations.door import OpenDoor
from integrations.health import note_trouble
from integrations.hook_address import HookAddress
from integrations.keeping import hook_of
from integrations.syncing import door_to
from integrations.terms import Listening
from integrations.troubles import ConsentLost, VendorTrouble
from tenants.jobs import Run
from tenants.work import open_work

AHEAD = timedelta(days=10)
"""So long before its end a registration is refreshed: many days may fail before it is lost."""


def hook_url(vendor: str, key: str) -> str:
    return f"{settings().public_url.rstrip('/')}/hooks/{vendor}/{key}"


async def listen(run: Run, connection_id: UUID) -> datetime | None:
    """Register, or refresh what is about to end. What fails is tried again within the day.

    Without webhooks a connection still reads, only later: this is no reason to call it degraded.
    Returns when to come again in a pause.
    """
    door = await door_to(run, connection_id)
    if not isinstance(door, OpenDoor):
        return door
    if not door.sources:
        return None
    async with open_work(run.place, Actor.system()) as work:
        connection = await work.get(Connection, connection_id)
        address = hook_url(connection.vendor, (await hook_of(work, connection))["key"])
        before = listening_of(connection)
    try:
        now = await door.connector.listen(door, address, before)
    except ConsentLost as lost:
        async with open_work(run.place, Actor.system()) as work:
            note_trouble(work, await work.get(Connection, connection_id, lock=True), lost)
        return None
    if now is not None:
        async with open_work(run.place, Actor.system()) as work:
            connection = await work.get(Connection, connection_id, lock=True)
            connection.hook_ids, connection.hooks_expire_at = list(now.ids), now.expires_at
    return None


def listening_of(connection: Connection) -> Listening | None:
    if not connection.hook_ids:
        return None
    return Listening(ids=connection.hook_ids, expires_at=connection.hooks_expire_at)


async def end(run: Run, connection_id: UUID) -> None:
    """Take back the registration if they let us, then forget every secret."""
    async with open_work(run.place, Actor.system()) as work:
        connection = await work.get(Connection, connection_id)
        before = listening_of(connection)
        door = await OpenDoor.of(work, connection) if connection.sealed_secrets else None
    if door is not None and before is not None:
        # They forget it by themselves within a month, and its address leads nowhere by now.
        with suppress(VendorTrouble):
            await door.connector.stop_listening(door, before)
    async with open_work(run.place, Actor.system()) as work:
        connection = await work.get(Connection, connection_id, lock=True)
        connection.forget_secrets()
        addressed = delete(HookAddress).where(HookAddress.connection_id == connection_id)
        await work.session.execute(addressed)
