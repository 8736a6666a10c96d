"""How a connection is doing, told when it changes."""

from domain.work import UnitOfWork
from integrations.connection import Connection
from integrations.events import NEWS, ConnectionConnected
from integrations.troubles import VendorTrouble


def note_trouble(work: UnitOfWork, connection: Connection, trouble: VendorTrouble) -> None:
    """Keep what is wrong, and announce it when the state is another than before."""
    if connection.went_wrong(trouble, work.now):
        work.announce(NEWS[connection.state].of(connection))


def note_success(work: UnitOfWork, connection: Connection) -> None:
    if connection.went_well():
        work.announce(ConnectionConnected.of(connection))
