"""From an event to what follows from it, each reaction once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import ARRAY, Select, Uuid, any_, bindparam, delete, select

from domain.events import Event, StoredEvent
from domain.reaction import Listener, Reaction
from domain.work import UnitOfWork
from infra.faults import reach
from tenants.former_names import present
from tenants.handled import Handled, first_time, first_times
from tenants.jobs import Lane, Run, job, later
from tenants.work import DISPATCH, open_work

_REMEMBERED = timedelta(days=90)
_TOGETHER: Final = 100
"""Events that a listener is told in one transaction."""

_REACTIONS: dict[str, dict[str, Reaction]] = {}
_LISTENERS: dict[str, tuple[Listener, frozenset[str]]] = {}


def know_reactions(
    table: Mapping[type[Event], Sequence[Reaction]], listeners: Mapping[Listener, Collection[str]]
) -> None:
    """Called once by `worker.py`, which holds both tables.

    Args:
        table: what follows from an event, each reaction alone.
        listeners: who is told several events at once, and the names of those.
    """
    _REACTIONS.clear()
    _REACTIONS.update(
        {event.name: {each.name: each for each in all_} for event, all_ in table.items()}
    )
    _LISTENERS.clear()
    _LISTENERS.update({each.name: (each, frozenset(of)) for each, of in listeners.items()})


@job(DISPATCH, Lane.DEFAULT)
async def dispatch(run: Run, *, event_ids: list[UUID]) -> None:
    """Ask for one `react` per event and reaction, so that each is retried alone.

    Listeners to few events are told here, which saves them a job; should that fail, each event is
    told alone. Many are told in jobs of their own.
    """
    async with open_work(run.place, run.actor, now=run.now, causation_id=run.job_id) as work:
        events = await _events(work, event_ids)
        for event in events:
            for reaction in _REACTIONS.get(event.name, ()):
                later(work, react, event_id=event.id, reaction=reaction)
        for listener, (_, names) in _LISTENERS.items():
            heard = [event for event in events if event.name in names]
            if len(heard) > _TOGETHER:
                _ask_to_tell(work, listener, heard)
            elif run.is_first:
                await _tell(work, listener, heard)
            else:
                _ask_to_tell_each(work, listener, heard)


def _ask_to_tell(work: UnitOfWork, listener: str, events: Sequence[StoredEvent]) -> None:
    for first in range(0, len(events), _TOGETHER):
        some = [event.id for event in events[first : first + _TOGETHER]]
        later(work, listen, event_ids=some, listener=listener)


def _ask_to_tell_each(work: UnitOfWork, listener: str, events: Sequence[StoredEvent]) -> None:
    for event in events:
        later(work, react, event_id=event.id, reaction=listener)


@job("events.react", Lane.DEFAULT)
async def react(run: Run, *, event_id: UUID, reaction: str) -> None:
    """One reaction to one event, in a transaction with the note that it was made."""
    name = present(reaction)
    async with open_work(run.place, run.actor, now=run.now, causation_id=event_id) as work:
        if not await first_time(work, event_id, name):
            return
        event = await work.get(StoredEvent, event_id)
        reach("before-effect")
        if name in _LISTENERS:
            await _LISTENERS[name][0](work, [event])
        else:
            await _REACTIONS[event.name][name](work, event)
        await work.session.flush()
        reach("after-effect")


@job("events.tell_listener", Lane.DEFAULT)
async def listen(run: Run, *, event_ids: list[UUID], listener: str) -> None:
    """Tell several events in one transaction. Should that fail, each is told and retried alone."""
    async with open_work(run.place, run.actor, now=run.now, causation_id=run.job_id) as work:
        events = await _events(work, event_ids)
        if run.is_first:
            await _tell(work, present(listener), events)
        else:
            _ask_to_tell_each(work, listener, events)


async def _events(work: UnitOfWork, event_ids: Sequence[UUID]) -> Sequence[StoredEvent]:
    """As rows, which read like the events: to make entities of hundreds takes a while."""
    connection = await work.session.connection()
    found = await connection.execute(_asked_for(), {"event_ids": event_ids})
    return cast("Sequence[StoredEvent]", found.all())


@cache
def _asked_for() -> Select[Any]:
    stored = StoredEvent.__table__
    ids = bindparam("event_ids", type_=ARRAY(Uuid()))
    return select(stored).where(stored.c.id == any_(ids)).order_by(stored.c.id)


async def _tell(work: UnitOfWork, listener: str, events: Sequence[StoredEvent]) -> None:
    """Those that it has not been told yet."""
    new = set(await first_times(work, [event.id for event in events], listener)) if events else ()
    if untold := [event for event in events if event.id in new]:
        reach("before-effect")
        await _LISTENERS[listener][0](work, untold)
        await work.session.flush()
        reach("after-effect")


@job("events.forget_handled", Lane.MAINTENANCE, every=timedelta(days=1))
async def forget_handled(run: Run) -> None:
    """No job waits for a quarter, so what was handled before cannot come again."""
    async with open_work(run.place, run.actor, now=run.now) as work:
        await work.session.execute(
            delete(Handled).where(Handled.handled_at < run.now - _REMEMBERED)
        )
