"""Endpoints and how they do, for GraphQL."""

from datetime import datetime
from enum import Enum

import strawberry
from sqlalchemy import Integer, cast, func, select

from api.graphql.connection import Connection
from api.graphql.filters import filtering
from api.graphql.nodes import Node
from api.graphql.parts.webhooks.deliveries import (
    DELIVERY_ORDERS,
    WebhookDeliveryFilter,
    WebhookDeliveryView,
)
from api.graphql.parts.webhooks.enums import (
    EndpointKind,
    EndpointState,
    SwitchedOffBecause,
)
from api.graphql.planner.sources import Order
from api.graphql.views import connection, found, many, value, view
from api.scopes import Scope
from webhooks.delivery import Delivery, DeliveryState
from webhooks.endpoint import Endpoint
from webhooks.queries import visible_endpoints, visible_secrets
from webhooks.secret import EndpointSecret


@view(
    EndpointSecret,
    name="WebhookSecret",
    scope=Scope.WEBHOOKS_MANAGE,
    visible=visible_secrets,
)
class WebhookSecretView(Node):
    """That there is one. What it is was shown once, when it was made."""

    created_at: datetime
    expires_at: datetime | None


@view(
    Endpoint,
    name="WebhookEndpoint",
    scope=Scope.WEBHOOKS_MANAGE,
    visible=visible_endpoints,
)
class WebhookEndpointView(Node):
    """An address that hears of what happens. Signed as Standard Webhooks 1.0.0 says."""

    kind: EndpointKind
    installation_id: strawberry.ID | None
    name: str
    url: str
    events: list[str]
    document: str | None
    scopes: list[str]
    ordered: bool
    throttle: int
    api_version: str
    state: EndpointState
    switched_off_because: SwitchedOffBecause | None = value(lambda endpoint: endpoint.because)
    created_at: datetime
    succeeded_at: datetime | None
    failing_since: datetime | None
    failures: int = value(
        lambda endpoint: endpoint.failures,
        description="Attempts that have failed since one last succeeded.",
    )
    waiting: int = value(
        lambda endpoint: (
            select(cast(func.count(), Integer()))
            .where(Delivery.endpoint_id == endpoint.id)
            .where(Delivery.state == DeliveryState.WAITING)
            .correlate(endpoint)
            .scalar_subquery()
        ),
        description="Deliveries that wait for an attempt.",
    )
    secrets: list[WebhookSecretView] = many(
        lambda endpoint, secret: secret.endpoint_id == endpoint.id,
        order=lambda secret: [secret.created_at.desc()],
        description="The newest first; the one before it until its end.",
    )
    deliveries: Connection[WebhookDeliveryView] = connection(
        DELIVERY_ORDERS,
        on=lambda endpoint, delivery: delivery.endpoint_id == endpoint.id,
        filtered_by=WebhookDeliveryFilter,
    )


@strawberry.enum(description="Orders for endpoints.")
class WebhookEndpointOrder(Enum):
    CREATED_AT_ASC = "CREATED_AT_ASC"
    NAME_ASC = "NAME_ASC"


_ORDERS = {
    WebhookEndpointOrder.CREATED_AT_ASC: Order(lambda endpoint: endpoint.created_at),
    WebhookEndpointOrder.NAME_ASC: Order(lambda endpoint: endpoint.name),
}


@filtering
class WebhookEndpointFilter:
    """Conditions on endpoints; all that are given must hold."""

    kind: EndpointKind | None
    state: EndpointState | None
    installation_id: strawberry.ID | None


@strawberry.type
class WebhookEndpointQueries:
    webhook_endpoints: Connection[WebhookEndpointView] = connection(
        _ORDERS,
        filtered_by=WebhookEndpointFilter,
        description="At most 20 for each company. For admins.",
    )
    webhook_endpoint: WebhookEndpointView | None = found(
        lambda endpoint, given, _: endpoint.id == given["id"], by={"id": strawberry.ID}
    )
