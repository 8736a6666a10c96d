"""Resuming, trying and sending again, for GraphQL."""

from datetime import datetime

import strawberry

from api.graphql.errors import UserError
from api.graphql.mutations import mutation
from api.graphql.parts.webhooks.deeds import seen_whole_by
from api.graphql.parts.webhooks.deliveries import WebhookDeliveryView
from api.graphql.parts.webhooks.enums import Replayed
from api.graphql.parts.webhooks.views import WebhookEndpointView
from api.scopes import Scope
from webhooks import replaying


@strawberry.input
class ResumeWebhookEndpointInput:
    endpoint_id: strawberry.ID


@strawberry.type
class ResumeWebhookEndpointPayload:
    endpoint: WebhookEndpointView | None
    user_errors: list[UserError]


@strawberry.input
class SendTestWebhookInput:
    endpoint_id: strawberry.ID
    type: str | None = strawberry.field(
        default=strawberry.UNSET, description="Sends the example of this event."
    )


@strawberry.type
class SendTestWebhookPayload:
    delivery: WebhookDeliveryView | None
    user_errors: list[UserError]


@strawberry.input
class ReplayWebhookDeliveryInput:
    delivery_id: strawberry.ID


@strawberry.type
class ReplayWebhookDeliveryPayload:
    delivery: WebhookDeliveryView | None
    user_errors: list[UserError]


@strawberry.input(description="Without times: of the last 30 days.")
class ReplayWebhookDeliveriesInput:
    endpoint_id: strawberry.ID
    which: Replayed
    since: datetime | None = strawberry.UNSET
    until: datetime | None = strawberry.UNSET


@strawberry.type
class ReplayWebhookDeliveriesPayload:
    endpoint: WebhookEndpointView | None
    deliveries: int | None = strawberry.field(description="How many will be sent.")
    user_errors: list[UserError]


@strawberry.type
class WebhookSendingMutations:
    resume_webhook_endpoint: ResumeWebhookEndpointPayload = mutation(
        replaying.resume_webhook_endpoint,
        ResumeWebhookEndpointInput,
        scope=Scope.WEBHOOKS_MANAGE,
        known=seen_whole_by,
    )
    send_test_webhook: SendTestWebhookPayload = mutation(
        replaying.send_test_webhook,
        SendTestWebhookInput,
        scope=Scope.WEBHOOKS_MANAGE,
        known=seen_whole_by,
    )
    replay_webhook_delivery: ReplayWebhookDeliveryPayload = mutation(
        replaying.replay_webhook_delivery,
        ReplayWebhookDeliveryInput,
        scope=Scope.WEBHOOKS_MANAGE,
        known=seen_whole_by,
    )
    replay_webhook_deliveries: ReplayWebhookDeliveriesPayload = mutation(
        replaying.replay_webhook_deliveries,
        ReplayWebhookDeliveriesInput,
        scope=Scope.WEBHOOKS_MANAGE,
        known=seen_whole_by,
    )
