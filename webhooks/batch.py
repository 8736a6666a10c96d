"""Deliveries of one endpoint that are sent together: taken in one transaction, ended in another.

What is taken is set aside for as long as a batch can last. If the run dies, the next run of the
same job takes it at once; it may have arrived already, then it arrives again with its id.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from domain.work import UnitOfWork
from webhooks.delivery import Delivery, DeliveryState
from webhooks.endpoint import Endpoint, EndpointState
from webhooks.key import private_key
from webhooks.secret import active_secrets
from webhooks.signing import Signer

SET_ASIDE: Final = timedelta(seconds=60)
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True)
class Letter:
    """A delivery as it is sent, and when the throttle lets it go."""

    delivery_id: UUID
    event_id: UUID
    body: bytes
    attempts: int
    goes_at: datetime


@dataclass(frozen=True)
class Batch:
    url: str
    signer: Signer
    letters: Sequence[Letter]


async def take_batch(work: UnitOfWork, endpoint_id: UUID, job_id: UUID) -> Batch | None:
    """What is due and may go within a second; None if that is nothing."""
    endpoint = await lock_endpoint(work, endpoint_id)
    if endpoint is None or not endpoint.is_active or endpoint.is_busy(job_id, work.now):
        return None
    begins = max(endpoint.free_at or work.now, work.now)
    room = int((work.now + _SECOND - begins) * endpoint.throttle / _SECOND)
    due = or_(Delivery.due_at <= work.now, Delivery.taken_by == job_id)
    first = _may_go(endpoint).where(due).order_by(Delivery.due_at, Delivery.id).limit(room)
    columns = (Delivery.id, Delivery.event_id, Delivery.body, Delivery.attempts)
    found = []
    if room > 0:
        found = list(await work.session.execute(first.with_only_columns(*columns)))
    if not found:
        return None
    pace = _SECOND / endpoint.throttle
    endpoint.free_at = begins + len(found) * pace
    endpoint.served_by, endpoint.served_until = job_id, work.now + SET_ASIDE
    taken = {"due_at": work.now + SET_ASIDE, "taken_by": job_id}
    ids = [each.id for each in found]
    await work.session.execute(update(Delivery).where(Delivery.id.in_(ids)).values(taken))
    letters = [
        Letter(each.id, each.event_id, each.body.encode(), each.attempts, begins + place * pace)
        for place, each in enumerate(found)
    ]
    return Batch(endpoint.url, await _signer(work, endpoint), letters)


async def next_due(work: UnitOfWork, endpoint_id: UUID) -> datetime | None:
    """When it is to be served again; None if nothing waits for it, or another serves it now."""
    endpoint = await work.session.get(Endpoint, endpoint_id)
    if endpoint is None or not endpoint.is_active or endpoint.served_by is not None:
        return None
    earliest = _may_go(endpoint).with_only_columns(func.min(Delivery.due_at)).order_by(None)
    found: datetime | None = await work.session.scalar(earliest)
    if found is None:
        return None
    return max(found, endpoint.free_at or found)


async def endpoints_due(work: UnitOfWork, job_id: UUID) -> Sequence[UUID]:
    """Those for which something is due, or was left by an earlier run of this job."""
    due = or_(Delivery.due_at <= work.now, Delivery.taken_by == job_id)
    waiting = exists().where(
        Delivery.endpoint_id == Endpoint.id, Delivery.state == DeliveryState.WAITING, due
    )
    active = select(Endpoint.id).where(Endpoint.state == EndpointState.ACTIVE, waiting)
    return (await work.session.scalars(active)).all()


async def leave(work: UnitOfWork, endpoint_id: UUID, job_id: UUID) -> None:
    """Whoever comes next may serve it."""
    endpoint = await lock_endpoint(work, endpoint_id)
    if endpoint is not None and endpoint.served_by == job_id:
        endpoint.served_by = endpoint.served_until = None
        await work.session.flush()


async def lock_endpoint(work: UnitOfWork, endpoint_id: UUID) -> Endpoint | None:
    """As it is now, against others who serve it; new deliveries may be written meanwhile."""
    one = select(Endpoint).where(Endpoint.id == endpoint_id).with_for_update(key_share=True)
    found: Endpoint | None = await work.session.scalar(
        one, execution_options={"populate_existing": True}
    )
    return found


def _may_go(endpoint: Endpoint) -> Select[Delivery]:
    waiting = select(Delivery).where(
        Delivery.endpoint_id == endpoint.id, Delivery.state == DeliveryState.WAITING
    )
    return waiting.where(_nothing_before()) if endpoint.ordered else waiting


def _nothing_before() -> ColumnElement[bool]:
    """What happened to the same thing earlier has arrived, or was given up."""
    earlier: Any = aliased(Delivery)
    return ~exists().where(
        earlier.endpoint_id == Delivery.endpoint_id,
        earlier.subject_id == Delivery.subject_id,
        earlier.state == DeliveryState.WAITING,
        earlier.sequence < Delivery.sequence,
    )


async def _signer(work: UnitOfWork, endpoint: Endpoint) -> Signer:
    texts = [await each.text(work) for each in await active_secrets(work, endpoint.id)]
    return Signer.of(texts, await private_key(work))
