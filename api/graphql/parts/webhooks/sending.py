"""Resuming, trying and sending again, for GraphQL."""

from functools import partial
from typing import Annotated

import strawberry

from api.graphql.mutations import mutation
from api.graphql.parts.webhooks.deeds import HELD
from api.graphql.parts.webhooks.deliveries import WebhookDeliveryView
from api.graphql.parts.webhooks.views import WebhookEndpointView
from api.scopes import Scope
from webhooks import replaying

_managing = partial(mutation, scope=Scope.WEBHOOKS_MANAGE)
_DELIVERY = {"delivery": WebhookDeliveryView}


@strawberry.type
class WebhookSendingMutations:
    resume_webhook_endpoint = _managing(
        replaying.resume_webhook_endpoint, {"endpoint": WebhookEndpointView}, known=HELD
    )
    send_test_webhook = _managing(replaying.send_test_webhook, _DELIVERY, known=HELD)
    replay_webhook_delivery = _managing(replaying.replay_webhook_delivery, _DELIVERY, known=HELD)
    replay_webhook_deliveries = _managing(
        replaying.replay_webhook_deliveries,
        {"endpoint": WebhookEndpointView, "deliveries": Annotated[int, "How many will be sent."]},
        known=HELD,
    )
