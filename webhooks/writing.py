"""Writes down what is to be sent to whom: once for each event and endpoint, and never changed."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.dialects.postgresql import insert

from domain.actor import Role
from domain.base import new_id
from domain.events import StoredEvent
from domain.work import UnitOfWork
from webhooks.delivery import Delivery, DeliveryState
from webhooks.documents import documents
from webhooks.endpoint import Endpoint, EndpointKind, EndpointState
from webhooks.payloads.catalogue import PUBLIC

LONGEST_BODY = 256_000
_SLICE = 500


async def active_endpoints(work: UnitOfWork) -> Sequence[Endpoint]:
    active = select(Endpoint).where(Endpoint.state == EndpointState.ACTIVE).order_by(Endpoint.id)
    return (await work.session.scalars(active)).all()


async def write_deliveries(
    work: UnitOfWork, endpoints: Iterable[Endpoint], happened: Sequence[tuple[StoredEvent, int]]
) -> int:
    """A delivery for each of the events that an endpoint hears of. Says how many are new."""
    rows = [
        await _row(work, endpoint, event, sequence)
        for endpoint in endpoints
        for event, sequence in happened
        if event.name in types_for(endpoint)
        and event.occurred_at >= endpoint.created_at
        and event.subject_id != endpoint.id
    ]
    written = 0
    for first in range(0, len(rows), _SLICE):
        new = insert(Delivery).values(rows[first : first + _SLICE]).on_conflict_do_nothing()
        written += len((await work.session.scalars(new.returning(Delivery.id))).all())
    return written


def body_of(type: str, at: Any, data: Any, endpoint: Endpoint, **more: Any) -> str:  # noqa: ANN401
    """A body as Standard Webhooks wants it: type, timestamp and data come first."""
    body = {
        "type": type,
        "timestamp": at,
        "data": data,
        "apiVersion": endpoint.api_version,
        **more,
    }
    return orjson.dumps(body, option=orjson.OPT_UTC_Z).decode()


def types_for(endpoint: Endpoint) -> Sequence[str]:
    """What it asked for and may hear of."""
    known = [PUBLIC[each] for each in endpoint.events if each in PUBLIC]
    return [each.name for each in known if each.scope in endpoint.scopes]


def hears_of(endpoint: Endpoint) -> ColumnElement[bool]:
    """Of a stored event: since the endpoint is there, and never about itself."""
    return and_(
        StoredEvent.name.in_(types_for(endpoint)),
        StoredEvent.occurred_at >= endpoint.created_at,
        StoredEvent.subject_id != endpoint.id,
    )


async def _row(
    work: UnitOfWork, endpoint: Endpoint, event: StoredEvent, sequence: int
) -> dict[str, Any]:
    data = PUBLIC[event.name].of(event)
    more: dict[str, Any] = {"sequence": sequence}
    if endpoint.installation_id is not None:
        # A plugin has one address for all companies.
        more["installationId"] = str(endpoint.installation_id)
    if endpoint.document is not None:
        told = await documents().answer(
            work,
            endpoint.document,
            event.subject_id,
            scopes=endpoint.scopes,
            roles=[Role(each) for each in endpoint.roles],
            overview=endpoint.kind is EndpointKind.PLUGIN,
        )
        data["document"] = told["data"]
        more |= {"errors": told["errors"]} if "errors" in told else {}
    body = body_of(event.name, event.occurred_at, data, endpoint, **more)
    if len(body) > LONGEST_BODY:
        data["document"] = None
        more["errors"] = [{"message": f"The document's answer is longer than {LONGEST_BODY} bytes"}]
        body = body_of(event.name, event.occurred_at, data, endpoint, **more)
    return new_delivery(work, endpoint, event.id, event.name, event.subject_id, sequence, body)


def new_delivery(
    work: UnitOfWork,
    endpoint: Endpoint,
    event_id: UUID,
    type: str,
    subject_id: UUID,
    sequence: int,
    body: str,
) -> dict[str, Any]:
    return {
        "id": new_id(),
        "endpoint_id": endpoint.id,
        "event_id": event_id,
        "type": type,
        "subject_id": subject_id,
        "sequence": sequence,
        "body": body,
        "state": DeliveryState.WAITING,
        "attempts": 0,
        "due_at": work.now,
        "created_at": work.now,
    }
