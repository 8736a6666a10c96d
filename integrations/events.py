"""What has happened to connections."""

from typing import Self
from uuid import UUID

from domain.events import Event
from integrations.connection import Connection, ConnectionState


class ConnectionEvent(Event):
    subject = "connection"

    vendor: str

    @classmethod
    def of(cls, connection: Connection) -> Self:
        return cls(subject_id=connection.id, vendor=connection.vendor)


class ConnectionStarted(ConnectionEvent):
    name = "connection.started"


class ConnectionConnected(ConnectionEvent):
    """It works, for the first time or again."""

    name = "connection.connected"


class ConnectionDegraded(ConnectionEvent):
    name = "connection.degraded"


class ConnectionReauthRequired(ConnectionEvent):
    name = "connection.reauth_required"


class ConnectionDisconnected(ConnectionEvent):
    name = "connection.disconnected"


class SourcesChosen(ConnectionEvent):
    """An admin has decided what is read."""

    name = "connection.sources_chosen"


class AccountMatched(Event):
    """An account over there is now known to be somebody here, or nobody."""

    name = "external_account.matched"
    subject = "external_account"

    person_id: UUID | None


NEWS: dict[ConnectionState, type[ConnectionEvent]] = {
    ConnectionState.CONNECTED: ConnectionConnected,
    ConnectionState.DEGRADED: ConnectionDegraded,
    ConnectionState.REAUTH_REQUIRED: ConnectionReauthRequired,
    ConnectionState.DISCONNECTED: ConnectionDisconnected,
}
