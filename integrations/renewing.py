"""A token that is good now, renewed by one at a time.

A refresh token works once: two processes that use the same one lose the connection. So renewing
must exclude others, yet no transaction may be open while we wait for a stranger, and a lock on
the row would keep one open. Therefore a lease: a short transaction locks the row, writes until
when it renews, and commits; then comes the network; then another short transaction keeps the new
token and gives the lease back, before anybody uses the token. Who finds a lease waits for the
new token without a transaction. Who dies leaves a lease that runs out, and the vendor's leeway
for reuse covers the token that was asked for and never kept. An advisory lock of the session
would do without the column, but hold one of the pool's few connections all the while.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from domain.actor import Actor
from domain.work import UnitOfWork
from infra import clock
from infra.database import Place
from integrations.connection import Connection, ConnectionState
from integrations.health import note_trouble
from integrations.keeping import grant_of, keep_grant
from integrations.oauth import refreshed
from integrations.terms import OAuthApp
from integrations.troubles import ConsentLost, TryLater, VendorTrouble
from tenants.work import open_work

LEASE = timedelta(seconds=45)
"""Longer than a token request can take, so a lease that runs out was left behind."""
EARLY = timedelta(seconds=60)
"""A token is renewed so long before its end: it must still be good when it arrives."""
_GLANCE = 0.2


@dataclass(frozen=True)
class Granted:
    """An access token, and how many there have been before it."""

    token: str
    version: int


async def good_grant(
    place: Place, connection_id: UUID, app: OAuthApp, *, refused: int | None = None
) -> Granted:
    """The connection's token; a newer one than version `refused`, if given.

    Raises:
        ConsentLost: there is none, and there will be none until an admin connects again.
        TryLater: the server that gives them does not answer.
    """
    while True:
        held = await _take(place, connection_id, refused)
        if isinstance(held, Granted):
            return held
        if held is not None:
            return await _renew(place, connection_id, app, *held)
        await asyncio.sleep(_GLANCE)


async def _take(
    place: Place, connection_id: UUID, refused: int | None
) -> Granted | tuple[dict[str, Any], int] | None:
    """A good token; or the one to renew, with the lease to do so; or nothing but to wait."""
    async with open_work(place, Actor.system()) as work:
        connection = await work.get(Connection, connection_id, lock=True)
        grant = await grant_of(work, connection)
        if grant is None or connection.state is ConnectionState.REAUTH_REQUIRED:
            raise _no_consent()
        version = connection.grant_version
        ends_at = connection.grant_ends_at
        fresh = ends_at is None or work.now < ends_at - EARLY
        if fresh and (refused is None or version > refused):
            return Granted(grant["access_token"], version)
        if connection.renewing_until is not None and work.now < connection.renewing_until:
            return None
        connection.renewing_until = work.now + LEASE
        return grant, version


async def _renew(
    place: Place, connection_id: UUID, app: OAuthApp, grant: dict[str, Any], version: int
) -> Granted:
    try:
        new = await refreshed(app, grant)
    except VendorTrouble as trouble:
        await _give_back(place, connection_id, version, trouble)
        raise
    async with open_work(place, Actor.system()) as work:
        connection = await work.get(Connection, connection_id, lock=True)
        # Somebody may have connected anew in the meantime: theirs is the one that counts.
        if connection.grant_version == version:
            await keep_token(work, connection, new)
        kept = await grant_of(work, connection)
        if kept is None:
            raise _no_consent()
        return Granted(kept["access_token"], connection.grant_version)


async def keep_token(work: UnitOfWork, connection: Connection, token: dict[str, Any]) -> None:
    """Sealed, with the moment of its end."""
    await keep_grant(work, connection, token)
    connection.grant_ends_at = _ends_at(token)
    connection.renewing_until = None


def _ends_at(token: dict[str, Any]) -> datetime | None:
    lives = token.get("expires_in")
    return clock.now() + timedelta(seconds=float(lives)) if lives else None


async def _give_back(
    place: Place, connection_id: UUID, version: int, trouble: VendorTrouble
) -> None:
    async with open_work(place, Actor.system()) as work:
        connection = await work.get(Connection, connection_id, lock=True)
        if connection.grant_version == version:
            connection.renewing_until = None
            if not isinstance(trouble, TryLater):
                note_trouble(work, connection, trouble)


def _no_consent() -> ConsentLost:
    return ConsentLost("Nobody has consented yet: connect again", zh="尚未获得授权，请重新连接")
