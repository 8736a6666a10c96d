"""Sending again, for the first time after a pause, or to see whether it works."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Final
from uuid import UUID

from sqlalchemy import func, select, update

from domain.base import new_id
from domain.errors import Conflict, Invalid
from domain.events import StoredEvent
from domain.work import UnitOfWork
from tenants.jobs import later
from webhooks.commands import known_endpoint, require_admin
from webhooks.delivery import Delivery, DeliveryState
from webhooks.endpoint import Endpoint
from webhooks.endpoint_rights import require_rights_of, take_over
from webhooks.events import DeliveriesReplayed, EndpointResumed, EndpointTried
from webhooks.jobs import ask_to_deliver
from webhooks.missed import is_missed, write_missed
from webhooks.payloads.catalogue import PUBLIC
from webhooks.writing import body_of, new_delivery, store_deliveries

KEPT_FOR: Final = timedelta(days=30)
_AGAIN: Final[dict[str, Any]] = {
    "state": DeliveryState.WAITING,
    "attempts": 0,
    "ended_at": None,
}


class Replayed(StrEnum):
    """Which deliveries: those that failed, all that ended, or what was never sent."""

    FAILED = "FAILED"
    ENDED = "ENDED"
    MISSED = "MISSED"


@dataclass(frozen=True)
class Replaying:
    """An endpoint, and how many deliveries it will get."""

    endpoint: Endpoint
    deliveries: int


async def resume_webhook_endpoint(
    work: UnitOfWork, *, endpoint_id: UUID, held: Collection[str]
) -> Endpoint:
    """After a pause, or after it was switched off. What waits is sent, what it missed is not.

    Whoever resumes it answers for it, and must be allowed to know all that it hears of.
    """
    endpoint = await known_endpoint(work, endpoint_id)
    take_over(work, endpoint, held)
    endpoint.resume()
    work.announce(EndpointResumed(subject_id=endpoint.id))
    ask_to_deliver(work, work.now)
    return endpoint


async def send_test_webhook(
    work: UnitOfWork,
    *,
    endpoint_id: UUID,
    held: Collection[str],
    type: Annotated[str | None, "Sends the example of this event."] = None,
) -> Delivery:
    """Sends the example of an event, or one that says only that it is a test."""
    endpoint = await _active(work, endpoint_id, held)
    if type is not None and type not in PUBLIC:
        raise Invalid(
            f"There is no event {type[:100]}", zh=f"没有此类事件：{type[:100]}", field="type"
        )
    name = type or EndpointTried.name
    data = PUBLIC[type].example() if type else {"id": str(endpoint.id)}
    body = body_of(name, work.now, data, endpoint, sequence=0, test=True)
    row = new_delivery(endpoint.id, new_id(), name, endpoint.id, 0, body)
    await store_deliveries(work, [row])
    work.announce(EndpointTried(subject_id=endpoint.id, type=name))
    ask_to_deliver(work, work.now)
    return await work.get(Delivery, row["id"])


async def replay_webhook_delivery(
    work: UnitOfWork, *, delivery_id: UUID, held: Collection[str]
) -> Delivery:
    """Once more from the first attempt on, with the same id and the same body."""
    require_admin(work)
    delivery = await work.get(Delivery, delivery_id, lock=True, field="delivery_id")
    endpoint = await _active(work, delivery.endpoint_id, held)
    if delivery.state is DeliveryState.WAITING:
        raise Conflict(
            "This delivery is still on its way", zh="该投递仍在进行中", field="delivery_id"
        )
    again = update(Delivery).where(Delivery.id == delivery.id).values(**_AGAIN, due_at=work.now)
    await work.session.execute(again)
    _tell(work, endpoint, 1, delivery.id)
    return delivery


async def replay_webhook_deliveries(
    work: UnitOfWork,
    *,
    endpoint_id: UUID,
    held: Collection[str],
    which: Replayed,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Replaying:
    """All of one kind, within the time or within the last 30 days."""
    endpoint = await _active(work, endpoint_id, held)
    since = max(since or work.now - KEPT_FOR, work.now - KEPT_FOR)
    until = min(until or work.now, work.now)
    if which is Replayed.MISSED:
        count = await _ask_for_missed(work, endpoint, since, until)
    else:
        count = await _send_again(work, endpoint, which, since, until)
    _tell(work, endpoint, count, None)
    return Replaying(endpoint, count)


async def _send_again(
    work: UnitOfWork, endpoint: Endpoint, which: Replayed, since: datetime, until: datetime
) -> int:
    ended = [DeliveryState.FAILED]
    if which is Replayed.ENDED:
        ended.append(DeliveryState.DELIVERED)
    again = (
        update(Delivery)
        .where(Delivery.endpoint_id == endpoint.id, Delivery.state.in_(ended))
        .where(Delivery.created_at.between(since, until))
        .values(**_AGAIN, due_at=work.now)
        .returning(Delivery.id)
    )
    return len((await work.session.scalars(again)).all())


async def _ask_for_missed(
    work: UnitOfWork, endpoint: Endpoint, since: datetime, until: datetime
) -> int:
    missed = select(func.count(StoredEvent.id)).where(is_missed(endpoint, since, until))
    count = await work.session.scalar(missed) or 0
    if count:
        later(work, write_missed, endpoint_id=endpoint.id, since=since, until=until)
    return count


def _tell(work: UnitOfWork, endpoint: Endpoint, count: int, delivery_id: UUID | None) -> None:
    told = DeliveriesReplayed(subject_id=endpoint.id, deliveries=count, delivery_id=delivery_id)
    work.announce(told)
    ask_to_deliver(work, work.now)


async def _active(work: UnitOfWork, endpoint_id: UUID, held: Collection[str]) -> Endpoint:
    endpoint = await known_endpoint(work, endpoint_id)
    require_rights_of(work, endpoint, held)
    if not endpoint.is_active:
        raise Conflict("Resume the endpoint first", zh="请先恢复该接收地址", field="endpoint_id")
    return endpoint
