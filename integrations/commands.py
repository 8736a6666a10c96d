"""What an admin can do with connections. What needs the network happens in a job."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain import typed
from domain.errors import Conflict, NotFound
from domain.work import UnitOfWork
from integrations.connection import Connection
from integrations.events import (
    ConnectionDisconnected,
    ConnectionStarted,
)
from integrations.jobs import (
    check_connection,
    end_connection,
    reconcile_connection,
    sync_connection,
)
from integrations.keeping import hook_of, keep_settings, make_hook, understood
from integrations.listening import hook_url
from integrations.registry import connector_of
from integrations.rights import require_admin, standing
from tenants.audit.notes import note
from tenants.jobs import later, later_once

_LONGEST_NAME = 80


@dataclass(frozen=True)
class HookSecret:
    """What an admin enters over there, where we cannot register ourselves."""

    url: str
    secret: str


async def connect_vendor(
    work: UnitOfWork, *, vendor: str, way: str, name: str, settings: dict[str, Any]
) -> Connection:
    """Begin a connection. Admins may. Where consent is needed, send the browser to `consentPath`;
    otherwise it is looked at in a moment, and its state says how that went.
    """
    require_admin(work)
    connector = connector_of(vendor)
    if way not in connector.ways:
        raise NotFound("There is no such way to connect", zh="没有该连接方式", field="way")
    if lacking := connector.missing(way):
        raise Conflict(lacking.en, zh=lacking.zh, field="way")
    form = understood(connector.ways[way].form, settings)
    connection = Connection(
        vendor=vendor,
        way=way,
        name=typed.name(name, "name", most=_LONGEST_NAME),
        settings={},
        sealed_secrets="",
        app=connector.app(way),
        by_consent=connector.ways[way].by_consent,
        options=connector.options().model_dump(mode="json", by_alias=True),
        created_at=work.now,
        created_by_id=work.actor.person_id,
    )
    work.add(connection)
    await work.session.flush()
    await keep_settings(work, connection, form)
    await make_hook(work, connection)
    work.announce(ConnectionStarted.of(connection))
    if not connection.by_consent:
        later_once(work, check_connection, str(connection.id), connection_id=connection.id)
    return connection


async def change_connection(
    work: UnitOfWork, *, connection_id: UUID, settings: dict[str, Any]
) -> Connection:
    """Fill in the form again, such as with a new token. Admins may."""
    connection = await standing(work, connection_id)
    connector = connector_of(connection.vendor)
    await keep_settings(work, connection, understood(connector.ways[connection.way].form, settings))
    note(work, "connection.changed", subject="connection", subject_id=connection.id)
    later_once(work, check_connection, str(connection.id), connection_id=connection.id)
    return connection


async def test_connection(work: UnitOfWork, *, connection_id: UUID) -> Connection:
    """Look whether it works and what there is to read; `checkedAt` and `lastError` say how that
    went. Admins may.
    """
    connection = await standing(work, connection_id)
    later_once(work, check_connection, str(connection.id), connection_id=connection.id)
    return connection


async def sync_connection_now(work: UnitOfWork, *, connection_id: UUID) -> Connection:
    """Read what has changed now, without waiting for the next time. Admins may."""
    connection = await standing(work, connection_id)
    if not connection.works:
        raise Conflict(
            "This connection does not work yet: connect it first",
            zh="该连接尚不可用，请先完成连接",
            field="connection_id",
        )
    later_once(work, sync_connection, str(connection.id), connection_id=connection.id)
    return connection


async def accept_losses(work: UnitOfWork, *, connection_id: UUID) -> Connection:
    """However much is missing over there, it is right: mark all of it as out of sight. Admins
    may.
    """
    connection = await standing(work, connection_id)
    note(work, "connection.losses_accepted", subject="connection", subject_id=connection.id)
    later(work, reconcile_connection, connection_id=connection.id, accepted=True)
    return connection


async def reveal_hook(work: UnitOfWork, *, connection_id: UUID) -> HookSecret:
    """The address and the secret to enter over there, where an admin registers the webhook by
    hand. Admins may.
    """
    connection = await standing(work, connection_id)
    kept = await hook_of(work, connection)
    note(work, "connection.hook_revealed", subject="connection", subject_id=connection.id)
    return HookSecret(hook_url(connection.vendor, kept["key"]), kept["secret"])


async def disconnect_vendor(work: UnitOfWork, *, connection_id: UUID) -> Connection:
    """Read nothing more, and forget every secret. What was read stays. Admins may."""
    connection = await standing(work, connection_id)
    connection.disconnect(work.now)
    work.announce(ConnectionDisconnected.of(connection))
    later(work, end_connection, connection_id=connection.id)
    return connection
