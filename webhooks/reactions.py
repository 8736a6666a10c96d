"""What follows from every public event: whoever asked to hear of it is told."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import exists, select

from domain.events import StoredEvent
from domain.incoming import among
from domain.reaction import listener
from domain.work import UnitOfWork
from tenants.former_names import both
from tenants.handled import Handled
from webhooks.jobs import ask_to_deliver
from webhooks.numbering import REACHES_BACK, number_events_of, numbers_of
from webhooks.payloads.catalogue import PUBLIC
from webhooks.writing import active_endpoints, write_deliveries


@listener("webhooks.fan_out")
async def fan_out(work: UnitOfWork, events: Sequence[StoredEvent]) -> None:
    """Write a delivery for each endpoint that listens, with what is true now, and ask to send.

    What happened earlier to the same subjects and was not told yet is told with it, so that
    deliveries exist in the order of the events.
    """
    endpoints = await active_endpoints(work)
    if not endpoints:
        return
    happened = await _untold(work, events)
    if await write_deliveries(work, endpoints, happened):
        ask_to_deliver(work, work.now)


async def _untold(
    work: UnitOfWork, events: Sequence[StoredEvent]
) -> Sequence[tuple[StoredEvent, int]]:
    """These and what was not told before them, in the order of their numbers."""
    numbered = dict(await number_events_of(work, {each.subject_id for each in events}))
    if before := [each for each in events if each.id not in numbered]:
        # Whoever replays what was missed may have numbered these before.
        numbered |= await numbers_of(work, before)
    recent = [each for each in events if each.occurred_at > work.now - REACHES_BACK]
    others = numbered.keys() - {each.id for each in events}
    found = [*recent, *(await _others(work, others) if others else ())]
    return sorted(((each, numbered[each.id]) for each in found), key=lambda pair: pair[1])


async def _others(work: UnitOfWork, event_ids: Collection[UUID]) -> Sequence[StoredEvent]:
    """Of these public ones, those that nobody has told."""
    by_us = Handled.reaction.in_(both(fan_out.name))
    told = exists().where(Handled.event_id == StoredEvent.id, by_us)
    untold = (
        select(StoredEvent)
        .where(among(StoredEvent.id, event_ids), ~told)
        .where(StoredEvent.name.in_(PUBLIC))
        .where(StoredEvent.occurred_at > work.now - REACHES_BACK)
    )
    return (await work.session.scalars(untold)).all()
