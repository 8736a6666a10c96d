"""How a connection is doing, told when it changes."""

from sqlalchemy import select

from domain.work import UnitOfWork
from integrations.connection import Connection, ConnectionSource
from integrations.events import NEWS, ConnectionConnected
from integrations.losses import too_many
from integrations.troubles import Unusable, VendorTrouble


def note_trouble(work: UnitOfWork, connection: Connection, trouble: VendorTrouble) -> None:
    """Keep what is wrong, and announce it when the state is another than before."""
    if connection.went_wrong(trouble, work.now):
        work.announce(NEWS[connection.state].of(connection))


async def note_success(work: UnitOfWork, connection: Connection) -> None:
    """It works, unless there is something that an admin should see to all the same."""
    standing = await _standing_trouble(work, connection)
    if standing is not None:
        note_trouble(work, connection, standing)
    elif connection.went_well():
        work.announce(ConnectionConnected.of(connection))


async def _standing_trouble(work: UnitOfWork, connection: Connection) -> Unusable | None:
    """Of single things that were chosen, or with what is missing over there."""
    if (missing := connection.sweep.get("missing")) is not None:
        return too_many(missing, connection.sweep["held"])
    of_it = select(ConnectionSource.trouble).where(
        ConnectionSource.connection_id == connection.id,
        ConnectionSource.chosen,
        ConnectionSource.trouble.is_not(None),
    )
    said = (await work.session.scalars(of_it.order_by(ConnectionSource.name))).all()
    told = [one for one in said if one is not None]
    if not told:
        return None
    return Unusable(" ".join(one["en"] for one in told), zh="".join(one["zh-CN"] for one in told))
