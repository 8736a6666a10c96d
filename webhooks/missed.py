"""What an endpoint would have heard of, had it not been paused, switched off or not yet asking."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, select

from domain.events import StoredEvent
from domain.work import UnitOfWork
from tenants.jobs import Lane, Run, job
from tenants.work import open_work
from webhooks.delivery import Delivery
from webhooks.endpoint import Endpoint
from webhooks.jobs import ask_to_deliver
from webhooks.numbering import number_events_of, numbers_of
from webhooks.writing import active_endpoints, hears_of, write_deliveries

_IN_A_TRANSACTION = 200


def is_missed(endpoint: Endpoint, since: datetime, until: datetime) -> ColumnElement[bool]:
    """Of a stored event: the endpoint asks for it, and there is no delivery of it."""
    there = exists().where(Delivery.endpoint_id == endpoint.id, Delivery.event_id == StoredEvent.id)
    return and_(
        StoredEvent.occurred_at.between(since, until),
        hears_of(endpoint),
        ~there,
    )


@job("webhooks.write_missed", Lane.BULK)
async def write_missed(run: Run, *, endpoint_id: UUID, since: datetime, until: datetime) -> None:
    """The deliveries that are missing, a few hundred in a transaction, the oldest first.

    A document is answered with what is true now: what was true then, nobody wrote down.
    """
    while True:
        async with open_work(run.place, run.actor, now=run.now) as work:
            hearing = {each.id: each for each in await active_endpoints(work)}
            endpoint = hearing.get(endpoint_id)
            if endpoint is None:
                return
            events = await _some_missed(work, endpoint, since, until)
            if not events:
                return
            await number_events_of(work, {each.subject_id for each in events})
            numbers = await numbers_of(work, events)
            happened = [(each, numbers[each.id]) for each in events]
            await write_deliveries(work, [endpoint], happened)
            ask_to_deliver(work, run.now)


async def _some_missed(
    work: UnitOfWork, endpoint: Endpoint, since: datetime, until: datetime
) -> Sequence[StoredEvent]:
    oldest_first = (
        select(StoredEvent)
        .where(is_missed(endpoint, since, until))
        .order_by(StoredEvent.occurred_at, StoredEvent.id)
        .limit(_IN_A_TRANSACTION)
    )
    return (await work.session.scalars(oldest_first)).all()
