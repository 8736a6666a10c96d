"""What can be done with endpoints, for GraphQL."""

from functools import partial
from typing import Annotated

import strawberry

from api.graphql.mutations import mutation
from api.graphql.parts.webhooks.views import WebhookEndpointView
from api.scopes import Scope, seen_whole
from webhooks import commands

_managing = partial(mutation, scope=Scope.WEBHOOKS_MANAGE)
HELD = {"held": lambda asker: seen_whole(asker.scopes, asker.actor.roles)}
"""What an endpoint of theirs may hear of."""
_SECRET = {"endpoint": WebhookEndpointView, "secret": Annotated[str, "Shown this once."]}
_ENDPOINT = {"endpoint": WebhookEndpointView}


@strawberry.type
class WebhookEndpointMutations:
    create_webhook_endpoint = _managing(
        commands.create_webhook_endpoint,
        _SECRET,
        says="`document` is a GraphQL query of one variable, `$id: ID!`: the subject of the"
        " event. Its answer is sent as `data.document`.",
        known=HELD,
        signed_in_only=True,
    )
    amend_webhook_endpoint = _managing(
        commands.amend_webhook_endpoint,
        _ENDPOINT,
        says="What is left out stays. An empty document takes it away.",
        known=HELD,
        signed_in_only=True,
    )
    pause_webhook_endpoint = _managing(commands.pause_webhook_endpoint, _ENDPOINT)
    rotate_webhook_secret = _managing(
        commands.rotate_webhook_secret, _SECRET, known=HELD, signed_in_only=True
    )
    delete_webhook_endpoint = _managing(commands.delete_webhook_endpoint)
