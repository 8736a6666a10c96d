"""Writes down what is to be sent to whom: once for each event and endpoint, and never changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Self, cast
from uuid import UUID

import orjson
from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Select,
    Table,
    and_,
    bindparam,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.dml import ReturningInsert

from domain.actor import Role
from domain.base import new_id
from domain.events import StoredEvent
from domain.incoming import awaited, values_of
from domain.people.queries import today
from domain.work import UnitOfWork
from infra.prepared import Prepared
from webhooks.delivery import Delivery, DeliveryState
from webhooks.documents import documents
from webhooks.endpoint import Endpoint, EndpointKind, EndpointState
from webhooks.endpoint_rights import may_hear_on
from webhooks.payloads.catalogue import PUBLIC

LONGEST_BODY = 256_000
_table = cast("Table", Delivery.__table__)
_NEW = ("id", "endpoint_id", "event_id", "type", "subject_id", "sequence", "body")


async def active_endpoints(work: UnitOfWork) -> Sequence[Endpoint]:
    """Those that whoever answers for them may let hear, as of now."""
    return (await work.session.scalars(_active(), {"today": today(work)})).all()


@cache
def _active() -> Select[Endpoint]:
    may_hear = may_hear_on(bindparam("today", type_=Date()))
    active = select(Endpoint).where(Endpoint.state == EndpointState.ACTIVE, may_hear)
    return active.order_by(Endpoint.id)


async def write_deliveries(
    work: UnitOfWork, endpoints: Iterable[Endpoint], happened: Sequence[tuple[StoredEvent, int]]
) -> int:
    """A delivery for each of the events that an endpoint hears of. Says how many are new."""
    told = [_Told.of(event, sequence) for event, sequence in happened]
    rows = []
    for endpoint in endpoints:
        types, since, own_id = set(types_for(endpoint)), endpoint.created_at, endpoint.id
        for each in told:
            # As `hears_of` asks for in SQL.
            if each.type in types and each.at >= since and each.subject_id != own_id:
                body = await _body(work, endpoint, each)
                rows.append(
                    new_delivery(
                        own_id, each.event_id, each.type, each.subject_id, each.sequence, body
                    )
                )
    return await store_deliveries(work, rows)


@dataclass(frozen=True)
class _Told:
    """An event as all endpoints are told of it, and the bodies that are the same for many."""

    event_id: UUID
    type: str
    subject_id: UUID
    at: datetime
    sequence: int
    data: Mapping[str, Any]
    bodies: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, event: StoredEvent, sequence: int) -> Self:
        data = PUBLIC[event.name].of(event)
        return cls(event.id, event.name, event.subject_id, event.occurred_at, sequence, data)


async def store_deliveries(work: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> int:
    """Those of events that their endpoint has no delivery of yet. Says how many these are."""
    if not rows:
        return 0
    return len(await _STORING.rows(work.session, **values_of(_NEW, rows), now=work.now))


def _storing() -> ReturningInsert[UUID]:
    given = awaited({name: _table.c[name].type for name in _NEW})
    now = bindparam("now", type_=DateTime(timezone=True))
    first = {
        "state": literal(DeliveryState.WAITING, _table.c.state.type),
        "attempts": literal(0),
        "due_at": now,
        "created_at": now,
    }
    new = insert(_table).from_select([*_NEW, *first], select(given, *first.values()))
    return new.on_conflict_do_nothing().returning(_table.c.id)


_STORING = Prepared(_storing)


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


async def _body(work: UnitOfWork, endpoint: Endpoint, told: _Told) -> str:
    more: dict[str, Any] = {"sequence": told.sequence}
    if endpoint.document is None and endpoint.installation_id is None:
        version = endpoint.api_version
        if version not in told.bodies:
            told.bodies[version] = body_of(told.type, told.at, told.data, endpoint, **more)
        return told.bodies[version]
    if endpoint.installation_id is not None:
        # A plugin has one address for all companies.
        more["installationId"] = str(endpoint.installation_id)
    if endpoint.document is None:
        return body_of(told.type, told.at, told.data, endpoint, **more)
    return await _shaped(work, endpoint, endpoint.document, told, more)


async def _shaped(
    work: UnitOfWork, endpoint: Endpoint, document: str, told: _Told, more: Mapping[str, Any]
) -> str:
    answer = await documents().answer(
        work,
        document,
        told.subject_id,
        scopes=endpoint.scopes,
        roles=[Role(each) for each in endpoint.roles],
        overview=endpoint.kind is EndpointKind.PLUGIN,
    )
    errors = {"errors": answer["errors"]} if "errors" in answer else {}
    shaped = {**told.data, "document": answer["data"]}
    body = body_of(told.type, told.at, shaped, endpoint, **more, **errors)
    if len(body.encode()) <= LONGEST_BODY:
        return body
    errors = {"errors": [{"message": f"The document's answer is longer than {LONGEST_BODY} bytes"}]}
    shaped = {**told.data, "document": None}
    return body_of(told.type, told.at, shaped, endpoint, **more, **errors)


def new_delivery(
    endpoint_id: UUID, event_id: UUID, type: str, subject_id: UUID, sequence: int, body: str
) -> dict[str, Any]:
    """What `store_deliveries` takes."""
    return {
        "id": new_id(),
        "endpoint_id": endpoint_id,
        "event_id": event_id,
        "type": type,
        "subject_id": subject_id,
        "sequence": sequence,
        "body": body,
    }
