"""What happens to endpoints."""

from uuid import UUID

from domain.events import Event


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

    hours: int


class EndpointSwitchedOff(_OfEndpoint):
    """By Tanlu or by its own answer, not by somebody here."""

    name = "webhook_endpoint.switched_off"

    reason: str


class DeliveriesReplayed(_OfEndpoint):
    """Somebody asked for deliveries to be made again."""

    name = "webhook_endpoint.deliveries_replayed"

    deliveries: int
    delivery_id: UUID | None
