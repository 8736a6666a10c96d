"""The one place a connection reads from."""

from sqlalchemy import select

from domain.work import UnitOfWork
from integrations.connection import Connection, ConnectionState

SITE = "SITE"


async def is_taken(work: UnitOfWork, connection: Connection, site_id: str) -> bool:
    """Whether another connection reads that site: two would tell everything twice."""
    other = select(Connection.id).where(
        Connection.vendor == connection.vendor,
        Connection.site_id == site_id,
        Connection.state != ConnectionState.DISCONNECTED,
        Connection.id != connection.id,
    )
    return await work.session.scalar(other) is not None


def settle_on(connection: Connection, *, id: str, name: str, url: str) -> None:
    connection.site_id, connection.site_name, connection.site_url = id, name, url
