"""Connections to other systems, for GraphQL: admins only."""

from datetime import datetime
from enum import Enum

import strawberry
from sqlalchemy import Integer, Text, case, cast, func, literal, null, select
from strawberry.scalars import JSON

from api.graphql.connection import Connection as Paged
from api.graphql.filters import filtering
from api.graphql.nodes import Node
from api.graphql.parts.connections.accounts import (
    COUNT,
    ORDERS_OF_ACCOUNTS,
    ExternalAccountFilter,
    ExternalAccountView,
)
from api.graphql.parts.people.views import PersonView
from api.graphql.planner.sources import Order
from api.graphql.views import connection, found, localised, many, one, value, view
from api.scopes import Scope
from integrations.budget import AppHour, AppShare
from integrations.connection import Connection, ConnectionSource, ConnectionState
from integrations.observed import ObservedItem
from integrations.queries import visible_connections, visible_sources

strawberry.enum(ConnectionState, description="How a connection is doing.")


@view(ConnectionSource, name="DataSource", scope=Scope.CONNECTIONS_MANAGE, visible=visible_sources)
class DataSourceView(Node):
    """A thing over there that is read if it is chosen: a project, a board; or a site."""

    kind: str
    external_id: str
    key: str
    name: str
    url: str | None
    chosen: bool
    last_seen_at: datetime
    trouble: str | None = localised(lambda source: source.trouble)
    items_read: int = value(
        lambda source: (
            select(COUNT)
            .where(
                ObservedItem.connection_id == source.connection_id,
                ObservedItem.source_id == source.external_id,
                source.kind == "PROJECT",
            )
            .scalar_subquery()
        ),
        description="Pieces of work that were read from it.",
    )


@view(
    Connection, name="DataConnection", scope=Scope.CONNECTIONS_MANAGE, visible=visible_connections
)
class DataConnectionView(Node):
    """A system that is read, how that is going, and how far it has got."""

    vendor: str
    way: str
    name: str
    state: ConnectionState
    settings: JSON
    options: JSON
    catalog: JSON
    site_name: str | None
    site_url: str | None
    last_error: str | None = localised(lambda one: one.last_error)
    troubled_since: datetime | None
    checked_at: datetime | None
    backfilled_at: datetime | None
    synced_at: datetime | None
    reconciled_at: datetime | None
    heard_at: datetime | None
    hooks_expire_at: datetime | None
    paused_until: datetime | None
    created_at: datetime
    disconnected_at: datetime | None
    items_expected: int | None
    items_read: int = value(
        lambda one: select(COUNT).where(ObservedItem.connection_id == one.id).scalar_subquery(),
        description="Pieces of work that are known.",
    )
    items_out_of_sight: int = value(
        lambda one: (
            select(COUNT)
            .where(ObservedItem.connection_id == one.id, ObservedItem.out_of_sight_at.is_not(None))
            .scalar_subquery()
        ),
        description="Of those, the pieces that can no longer be looked up over there.",
    )
    items_missing: int | None = value(
        lambda one: cast(one.sweep["missing"].astext, Integer()),
        description="So many are missing over there that an admin has to say that it is right.",
    )
    unreadable: list[str]
    consent_path: str | None = value(
        lambda one: case(
            (
                one.by_consent,
                literal("/connect/") + one.vendor + literal("?connection=") + cast(one.id, Text()),
            ),
            else_=null(),
        ),
        description="Where the browser goes so that somebody consents over there.",
    )
    points_spent: int | None = value(
        lambda one: (
            select(AppShare.points)
            .where(AppShare.app == one.app, AppShare.hour == func.date_trunc("hour", func.now()))
            .scalar_subquery()
        ),
        description="Of the vendor's hourly budget, by this company, in this hour.",
    )
    points_spent_by_all: int | None = value(
        lambda one: (
            select(AppHour.points)
            .where(AppHour.app == one.app, AppHour.hour == func.date_trunc("hour", func.now()))
            .scalar_subquery()
        ),
        description="By all companies together, which share that budget.",
    )
    sources: list[DataSourceView] = many(
        lambda one, source: source.connection_id == one.id,
        order=lambda source: [source.kind, source.name, source.id],
    )
    accounts: Paged[ExternalAccountView] = connection(
        ORDERS_OF_ACCOUNTS,
        on=lambda one, account: account.connection_id == one.id,
        filtered_by=ExternalAccountFilter,
    )
    created_by: PersonView | None = one(lambda one, person: person.id == one.created_by_id)


@strawberry.enum(description="Orders for connections.")
class DataConnectionOrder(Enum):
    CREATED_AT_DESC = "CREATED_AT_DESC"


_ORDERS = {DataConnectionOrder.CREATED_AT_DESC: Order(lambda one: one.created_at, descending=True)}


@filtering
class DataConnectionFilter:
    """Conditions on connections; all that are given must hold."""

    vendor: str | None
    state: ConnectionState | None


@strawberry.type
class ConnectionQueries:
    data_connections: Paged[DataConnectionView] = connection(
        _ORDERS, filtered_by=DataConnectionFilter
    )
    data_connection: DataConnectionView | None = found(
        lambda one, given, _: one.id == given["id"], by={"id": strawberry.ID}
    )
