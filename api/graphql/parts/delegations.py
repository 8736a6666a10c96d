"""What acts for oneself, for GraphQL."""

from datetime import datetime
from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Text, func, select

from api.graphql.connection import Connection
from api.graphql.mutations import mutation
from api.graphql.nodes import Node
from api.graphql.planner.sources import Order, Row
from api.graphql.views import LOCALE, connection, value, view
from api.scopes import Scope
from integrations.plugins.installation import PluginInstallation, PluginManifest
from tenants.delegation import Delegation, revoke_delegation, visible_delegations


def _of_manifest(row: Row, *path: str | ColumnElement[Any]) -> ColumnElement[Any]:
    """A text of the plugin's manifest, which only admins see as a whole."""
    said = func.jsonb_extract_path_text(PluginManifest.content, *path, type_=Text())
    return (
        select(said)
        .join(PluginInstallation, PluginInstallation.manifest_id == PluginManifest.id)
        .where(PluginInstallation.id == row.client_id)
        .scalar_subquery()
    )


@view(Delegation, name="Delegation", scope=Scope.TOKENS_MANAGE, visible=visible_delegations)
class DelegationView(Node):
    """A plugin that the asker lets act for them."""

    plugin_name: str = value(lambda row: _of_manifest(row, "name", LOCALE))
    publisher_name: str = value(lambda row: _of_manifest(row, "publisher", "name"))
    scopes: list[str] = value(
        lambda row: row.scopes,
        description="What was allowed; of it counts what the company grants the plugin by now.",
    )
    begun_at: datetime
    good_until: datetime = value(
        lambda row: row.good_until, description="It ends by then, unless the plugin goes on."
    )


@strawberry.enum(description="Orders for delegations.")
class DelegationOrder(Enum):
    BEGUN_AT_DESC = "BEGUN_AT_DESC"


_ORDERS = {DelegationOrder.BEGUN_AT_DESC: Order(lambda row: row.begun_at, descending=True)}


@strawberry.type
class DelegationQueries:
    delegations: Connection[DelegationView] = connection(
        _ORDERS, description="What acts for the asker by now; nobody sees what acts for another."
    )


@strawberry.type
class DelegationMutations:
    revoke_delegation = mutation(revoke_delegation, scope=Scope.TOKENS_MANAGE, signed_in_only=True)
