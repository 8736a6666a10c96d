"""What was sent and what came of it, for GraphQL."""

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import aliased

from api.graphql.connection import Connection
from api.graphql.filters import filtering, where
from api.graphql.nodes import Node
from api.graphql.parts.webhooks.enums import DeliveryState
from api.graphql.planner.sources import Order, Row
from api.graphql.views import ROLES, SEEN_WHOLE, connection, found, many, one, value, view
from api.scopes import Scope
from webhooks.delivery import Attempt, Delivery
from webhooks.endpoint import Endpoint
from webhooks.queries import visible_attempts, visible_deliveries

if TYPE_CHECKING:
    from api.graphql.parts.webhooks.views import WebhookEndpointView


def _may_know(endpoint_id: ColumnElement[UUID]) -> ColumnElement[bool]:
    heard = aliased(Endpoint)
    known = heard.scopes.contained_by(SEEN_WHOLE) & heard.roles.contained_by(ROLES)
    return select(heard.id).where(heard.id == endpoint_id, known).correlate_except(heard).exists()


def _endpoint_of(attempt: Row) -> ColumnElement[UUID]:
    sent = aliased(Delivery)
    whose = select(sent.endpoint_id).where(sent.id == attempt.delivery_id)
    return whose.correlate_except(sent).scalar_subquery()


@view(
    Attempt,
    name="WebhookAttempt",
    scope=Scope.WEBHOOKS_MANAGE,
    visible=visible_attempts,
)
class WebhookAttemptView(Node):
    """One try: the status and the first 4 KB of the answer, or why there was none."""

    made_at: datetime
    milliseconds: int
    status: int | None
    answer: str | None = value(
        lambda attempt: case((_may_know(_endpoint_of(attempt)), attempt.answer)),
        description="As the body of the delivery, which it may repeat.",
    )
    trouble: str | None


@view(
    Delivery,
    name="WebhookDelivery",
    scope=Scope.WEBHOOKS_MANAGE,
    visible=visible_deliveries,
)
class WebhookDeliveryView(Node):
    """One event for one endpoint. `eventId` is the header webhook-id, however often it is sent."""

    event_id: strawberry.ID
    type: str
    subject_id: strawberry.ID
    sequence: int
    body: str | None = value(
        lambda delivery: case((_may_know(delivery.endpoint_id), delivery.body)),
        description="For whoever may know all that its endpoint hears of, by scopes and by roles.",
    )
    state: DeliveryState
    attempts: int
    due_at: datetime
    created_at: datetime
    ended_at: datetime | None
    endpoint: Annotated[
        "WebhookEndpointView", strawberry.lazy("api.graphql.parts.webhooks.views")
    ] = one(lambda delivery, endpoint: endpoint.id == delivery.endpoint_id)
    log: list[WebhookAttemptView] = many(
        lambda delivery, attempt: attempt.delivery_id == delivery.id,
        order=lambda attempt: [attempt.made_at],
        description="Every attempt, the first one first.",
    )


@strawberry.enum(description="Orders for deliveries.")
class WebhookDeliveryOrder(Enum):
    CREATED_AT_DESC = "CREATED_AT_DESC"
    CREATED_AT_ASC = "CREATED_AT_ASC"


DELIVERY_ORDERS = {
    WebhookDeliveryOrder.CREATED_AT_DESC: Order(
        lambda delivery: delivery.created_at, descending=True
    ),
    WebhookDeliveryOrder.CREATED_AT_ASC: Order(lambda delivery: delivery.created_at),
}


@filtering
class WebhookDeliveryFilter:
    """Conditions on deliveries; all that are given must hold."""

    endpoint_id: strawberry.ID | None
    event_id: strawberry.ID | None
    subject_id: strawberry.ID | None
    type: str | None
    state: DeliveryState | None
    since: datetime | None = where(lambda delivery, moment: delivery.created_at >= moment)
    until: datetime | None = where(lambda delivery, moment: delivery.created_at < moment)


@strawberry.type
class WebhookDeliveryQueries:
    webhook_deliveries: Connection[WebhookDeliveryView] = connection(
        DELIVERY_ORDERS,
        filtered_by=WebhookDeliveryFilter,
        description="Kept for 30 days. For admins.",
    )
    webhook_delivery: WebhookDeliveryView | None = found(
        lambda delivery, given, _: delivery.id == given["id"], by={"id": strawberry.ID}
    )
