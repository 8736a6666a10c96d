"""Who sees endpoints and what was sent to them: admins."""

from typing import TypeVar

from sqlalchemy import Select, false, select

from domain.actor import Role
from domain.base import Entity
from domain.viewer import Viewer
from webhooks.delivery import Attempt, Delivery
from webhooks.endpoint import Endpoint
from webhooks.secret import EndpointSecret

E = TypeVar("E", bound=Entity)


def visible_endpoints(viewer: Viewer) -> Select[Endpoint]:
    return _for_admins(viewer, Endpoint)


def visible_deliveries(viewer: Viewer) -> Select[Delivery]:
    return _for_admins(viewer, Delivery)


def visible_attempts(viewer: Viewer) -> Select[Attempt]:
    return _for_admins(viewer, Attempt)


def visible_secrets(viewer: Viewer) -> Select[EndpointSecret]:
    """That they are, since when and until when."""
    return _for_admins(viewer, EndpointSecret)


def _for_admins(viewer: Viewer, kind: type[E]) -> Select[E]:
    everything = select(kind)
    return everything if viewer.has(Role.ADMIN) else everything.where(false())
