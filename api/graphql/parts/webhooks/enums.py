"""The words of webhooks, as GraphQL enums. Import them from here, so that they are described."""

import strawberry

from webhooks.delivery import DeliveryState
from webhooks.endpoint import EndpointKind, EndpointState, SwitchedOffBecause
from webhooks.replaying import Replayed

__all__ = ["DeliveryState", "EndpointKind", "EndpointState", "Replayed", "SwitchedOffBecause"]

strawberry.enum(
    EndpointKind,
    name="WebhookEndpointKind",
    description="Whether the company set it up, or a plugin that it has installed.",
)
strawberry.enum(
    EndpointState,
    name="WebhookEndpointState",
    description="ACTIVE; PAUSED by somebody; SWITCHED_OFF by Tanlu or by its own answer.",
)
strawberry.enum(
    SwitchedOffBecause,
    name="WebhookSwitchedOffBecause",
    description="FAILING for days; GONE: it answered 410; ASKED: a header of its answer said so;"
    " RIGHTS_LOST: whoever answers for it has left, or lost a role, until another resumes it.",
)
strawberry.enum(
    Replayed,
    name="WebhookReplay",
    description="FAILED for good; ENDED either way; MISSED: asked for and never sent.",
)
strawberry.enum(
    DeliveryState,
    name="WebhookDeliveryState",
    description="WAITING for its next attempt, DELIVERED, or FAILED for good.",
)
