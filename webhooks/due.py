"""What waits for an endpoint, and what of it may go."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    DateTime,
    Select,
    Uuid,
    and_,
    any_,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from domain.people.queries import today
from domain.work import UnitOfWork
from infra.prepared import Prepared
from webhooks.delivery import Delivery, DeliveryState
from webhooks.endpoint import Endpoint, EndpointState
from webhooks.endpoint_rights import may_hear_on


async def endpoints_due(work: UnitOfWork) -> Sequence[UUID]:
    """The active ones for which something is due, and which may still hear of it."""
    rows = await _DUE.rows(work.session, now=work.now, today=today(work))
    return [each["id"] for each in rows]


def _due() -> Select[UUID]:
    waiting = exists().where(
        Delivery.endpoint_id == Endpoint.id,
        Delivery.state == DeliveryState.WAITING,
        Delivery.due_at <= bindparam("now", type_=DateTime(timezone=True)),
    )
    return select(Endpoint.id).where(
        Endpoint.state == EndpointState.ACTIVE,
        waiting,
        may_hear_on(bindparam("today", type_=Date())),
    )


async def next_due(work: UnitOfWork, endpoint_ids: Collection[UUID]) -> datetime | None:
    """When the first of these is to be served again.

    None if nothing waits for any of them, or if others serve those for which something does.
    """
    found: datetime | None = await _NEXT.value(work.session, endpoint_ids=list(endpoint_ids))
    return found


def _next() -> Select[datetime]:
    return (
        select(func.min(func.greatest(Delivery.due_at, Endpoint.free_at)))
        .join(Endpoint, Endpoint.id == Delivery.endpoint_id)
        .where(Endpoint.id == any_(bindparam("endpoint_ids", type_=ARRAY(Uuid()))))
        .where(Endpoint.served_by.is_(None), Endpoint.state == EndpointState.ACTIVE)
        .where(may_go(Endpoint.ordered))
    )


def may_go(ordered: ColumnElement[bool] | Any) -> ColumnElement[bool]:  # noqa: ANN401 - a mapped column
    """Of a delivery: it waits, and if its endpoint is an ordered one, for nothing but its time."""
    return and_(Delivery.state == DeliveryState.WAITING, or_(~ordered, _nothing_before()))


def _nothing_before() -> ColumnElement[bool]:
    """What happened to the same thing earlier has arrived, or was given up."""
    earlier: Any = aliased(Delivery)
    return ~exists().where(
        earlier.endpoint_id == Delivery.endpoint_id,
        earlier.subject_id == Delivery.subject_id,
        earlier.state == DeliveryState.WAITING,
        earlier.sequence < Delivery.sequence,
    )


_DUE, _NEXT = Prepared(_due), Prepared(_next)
