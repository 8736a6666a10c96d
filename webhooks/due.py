"""What waits for an endpoint, and what of it may go."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from domain.incoming import among
from domain.work import UnitOfWork
from webhooks.delivery import Delivery, DeliveryState
from webhooks.endpoint import Endpoint, EndpointState
from webhooks.endpoint_rights import still_may_hear


async def endpoints_due(work: UnitOfWork) -> Sequence[UUID]:
    """The active ones for which something is due, and which may still hear of it."""
    waiting = exists().where(
        Delivery.endpoint_id == Endpoint.id,
        Delivery.state == DeliveryState.WAITING,
        Delivery.due_at <= work.now,
    )
    active = select(Endpoint.id).where(
        Endpoint.state == EndpointState.ACTIVE, waiting, still_may_hear(work)
    )
    return (await work.session.scalars(active)).all()


async def next_due(work: UnitOfWork, endpoint_ids: Collection[UUID]) -> datetime | None:
    """When the first of these is to be served again.

    None if nothing waits for any of them, or if others serve those for which something does.
    """
    earliest = (
        select(func.min(func.greatest(Delivery.due_at, Endpoint.free_at)))
        .join(Endpoint, Endpoint.id == Delivery.endpoint_id)
        .where(among(Endpoint.id, endpoint_ids), Endpoint.served_by.is_(None))
        .where(Endpoint.state == EndpointState.ACTIVE, may_go(Endpoint.ordered))
    )
    found: datetime | None = await work.session.scalar(earliest)
    return found


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
