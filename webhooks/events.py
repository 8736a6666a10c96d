"""What happens to endpoints."""

from typing import Annotated
from uuid import UUID

from domain.events import Event, Public, Told


class _OfEndpoint(Event):
    subject = "webhook_endpoint"


class EndpointCreated(_OfEndpoint):
    name = "webhook_endpoint.created"

    types: list[str]


class EndpointAmended(_OfEndpoint):
    name = "webhook_endpoint.amended"

    types: list[str]


class EndpointPaused(_OfEndpoint):
    name = "webhook_endpoint.paused"


class EndpointResumed(_OfEndpoint):
    name = "webhook_endpoint.resumed"


class EndpointDeleted(_OfEndpoint):
    name = "webhook_endpoint.deleted"


class SecretRotated(_OfEndpoint):
    name = "webhook_endpoint.secret_rotated"


class EndpointTried(_OfEndpoint):
    """Somebody asked for a test; only this endpoint hears of it."""

    name = "webhook_endpoint.tried"

    type: str


class EndpointFailing(_OfEndpoint):
    """Every attempt has failed for so many hours."""

    name = "webhook_endpoint.failing"
    public = Public(
        "webhooks:manage", "An endpoint has been failing for some time", zh="接收地址持续失败"
    )

    hours: int


class EndpointSwitchedOff(_OfEndpoint):
    """By Tanlu or by its own answer, not by somebody here."""

    name = "webhook_endpoint.switched_off"
    public = Public("webhooks:manage", "An endpoint was switched off", zh="接收地址已停用")

    reason: Annotated[
        str,
        Told("FAILING", "FAILING, GONE (it answered 410), ASKED (by its answer) or RIGHTS_LOST."),
    ]


class DeliveriesReplayed(_OfEndpoint):
    """Somebody asked for deliveries to be made again."""

    name = "webhook_endpoint.deliveries_replayed"

    deliveries: int
    delivery_id: UUID | None
