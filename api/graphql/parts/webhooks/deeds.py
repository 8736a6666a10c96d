"""What can be done with endpoints, for GraphQL."""

import strawberry

from api.graphql.errors import UserError
from api.graphql.mutations import mutation
from api.graphql.parts.webhooks.views import WebhookEndpointView
from api.principal import Principal
from api.scopes import Scope, seen_whole
from webhooks import commands


@strawberry.input(
    description="`document` is a GraphQL query of one variable, `$id: ID!`: the subject of the"
    " event. Its answer is sent as `data.document`."
)
class CreateWebhookEndpointInput:
    name: str
    url: str
    events: list[str]
    document: str | None = None
    ordered: bool = strawberry.field(
        default=False, description="What happens to one thing arrives in order."
    )
    throttle: int = strawberry.field(default=20, description="Deliveries a second, 1 to 200.")


@strawberry.input(description="What is left out stays. An empty document takes it away.")
class AmendWebhookEndpointInput:
    endpoint_id: strawberry.ID
    name: str | None = strawberry.UNSET
    url: str | None = strawberry.UNSET
    events: list[str] | None = strawberry.UNSET
    document: str | None = strawberry.UNSET
    ordered: bool | None = strawberry.UNSET
    throttle: int | None = strawberry.UNSET


@strawberry.input
class PauseWebhookEndpointInput:
    endpoint_id: strawberry.ID


@strawberry.input
class DeleteWebhookEndpointInput:
    endpoint_id: strawberry.ID


@strawberry.input
class RotateWebhookSecretInput:
    endpoint_id: strawberry.ID
    overlap_hours: int = strawberry.field(
        default=24, description="How long the old secret stays good: 0 to 168 hours."
    )


@strawberry.type
class CreateWebhookEndpointPayload:
    endpoint: WebhookEndpointView | None
    secret: str | None = strawberry.field(description="Shown this once.")
    user_errors: list[UserError]


@strawberry.type
class AmendWebhookEndpointPayload:
    endpoint: WebhookEndpointView | None
    user_errors: list[UserError]


@strawberry.type
class PauseWebhookEndpointPayload:
    endpoint: WebhookEndpointView | None
    user_errors: list[UserError]


@strawberry.type
class DeleteWebhookEndpointPayload:
    user_errors: list[UserError]


@strawberry.type
class RotateWebhookSecretPayload:
    endpoint: WebhookEndpointView | None
    secret: str | None = strawberry.field(description="Shown this once.")
    user_errors: list[UserError]


def seen_whole_by(principal: Principal) -> dict[str, frozenset[str]]:
    """What an endpoint of theirs may hear of."""
    return {"held": seen_whole(principal.scopes, principal.actor.roles)}


@strawberry.type
class WebhookEndpointMutations:
    create_webhook_endpoint: CreateWebhookEndpointPayload = mutation(
        commands.create_webhook_endpoint,
        CreateWebhookEndpointInput,
        scope=Scope.WEBHOOKS_MANAGE,
        known=seen_whole_by,
        gives_access=True,
    )
    amend_webhook_endpoint: AmendWebhookEndpointPayload = mutation(
        commands.amend_webhook_endpoint,
        AmendWebhookEndpointInput,
        scope=Scope.WEBHOOKS_MANAGE,
        known=seen_whole_by,
        gives_access=True,
    )
    pause_webhook_endpoint: PauseWebhookEndpointPayload = mutation(
        commands.pause_webhook_endpoint, PauseWebhookEndpointInput, scope=Scope.WEBHOOKS_MANAGE
    )
    rotate_webhook_secret: RotateWebhookSecretPayload = mutation(
        commands.rotate_webhook_secret,
        RotateWebhookSecretInput,
        scope=Scope.WEBHOOKS_MANAGE,
        known=seen_whole_by,
        gives_access=True,
    )
    delete_webhook_endpoint: DeleteWebhookEndpointPayload = mutation(
        commands.delete_webhook_endpoint, DeleteWebhookEndpointInput, scope=Scope.WEBHOOKS_MANAGE
    )
