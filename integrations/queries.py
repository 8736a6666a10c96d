"""Who may see how Tanlu is connected: admins, and nobody else. No secret is ever among it."""

from typing import Any

from sqlalchemy import ColumnElement, Select, false, select

from domain.actor import Role
from domain.viewer import Viewer
from integrations.connection import Connection, ConnectionSource
from integrations.external_identity import ExternalAccount
from integrations.observed import ObservedItem


def visible_connections(viewer: Viewer) -> Select[Connection]:
    return _for_admins(select(Connection), viewer)


def visible_sources(viewer: Viewer) -> Select[ConnectionSource]:
    return _for_admins(select(ConnectionSource), viewer)


def visible_accounts(viewer: Viewer) -> Select[ExternalAccount]:
    return _for_admins(select(ExternalAccount), viewer)


def read_by(piece: Any) -> ColumnElement[str]:  # noqa: ANN401 - a row of evidence
    """What the connection is called that read a piece of evidence: its subject may know that."""
    return (
        select(Connection.name)
        .join(ObservedItem, ObservedItem.connection_id == Connection.id)
        .where(ObservedItem.filed_as == piece.external_id, Connection.vendor == piece.source)
        .limit(1)
        .scalar_subquery()
    )


def _for_admins(everything: Select[Any], viewer: Viewer) -> Select[Any]:
    return everything if viewer.has(Role.ADMIN) else everything.where(false())
