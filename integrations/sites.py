"""The one place a connection reads from.

Each way to connect names a site in its own manner: by an id where somebody consents, by the
address elsewhere. Its address is what they have in common, so that is what a site is known by.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import func, select

from domain.work import UnitOfWork
from integrations.connection import Connection, ConnectionState

SITE = "SITE"


def site_key(connection: Connection) -> str:
    """The same for every connection to this site, now and later."""
    return _key(connection.site_url) or connection.site_id or ""


async def settle_on(
    work: UnitOfWork, connection: Connection, *, id: str, name: str, url: str
) -> bool:
    """Make it the site that this connection reads.

    False if another one reads it: two would tell everything twice.
    """
    # Two that settle at the same moment must not overlook each other.
    key = func.hashtextextended(f"sites:{work.tenant_id}", 0)
    await work.session.execute(select(func.pg_advisory_xact_lock(key)))
    if await _is_taken(work, connection, id, url):
        return False
    connection.site_id, connection.site_name, connection.site_url = id, name, url
    return True


async def _is_taken(work: UnitOfWork, connection: Connection, id: str, url: str) -> bool:
    standing = [
        other
        for other in await _others(work, connection)
        if other.state is not ConnectionState.DISCONNECTED
    ]
    return any(other.site_id == id or site_key(other) == _key(url) for other in standing)


async def earlier_one(work: UnitOfWork, connection: Connection) -> UUID | None:
    """The connection that read this site before, the last of them."""
    same = [
        other
        for other in await _others(work, connection)
        if site_key(other) == site_key(connection)
    ]
    return max(same, key=lambda one: (one.created_at, one.id)).id if same else None


async def _others(work: UnitOfWork, connection: Connection) -> Sequence[Connection]:
    others = select(Connection).where(
        Connection.vendor == connection.vendor,
        Connection.site_id.is_not(None),
        Connection.id != connection.id,
    )
    return (await work.session.scalars(others)).all()


def _key(url: str | None) -> str:
    parts = urlsplit(url or "")
    return f"{parts.netloc}{parts.path}".rstrip("/").lower()
