"""What follows for connections from what happens to people."""

from collections.abc import Sequence

from sqlalchemy import select

from domain.events import StoredEvent
from domain.reaction import listener
from domain.work import UnitOfWork
from integrations.connection import Connection
from integrations.jobs import STANDING, match_connection
from tenants.jobs import later_once


@listener("connections.match_newcomers")
async def match_newcomers(work: UnitOfWork, _: Sequence[StoredEvent]) -> None:
    """Somebody came, or has another address: accounts over there may be theirs."""
    for connection_id in await work.session.scalars(select(Connection.id).where(STANDING)):
        later_once(work, match_connection, str(connection_id), connection_id=connection_id)
