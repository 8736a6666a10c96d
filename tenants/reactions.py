"""From an event to what follows from it, each reaction once."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import delete, select

from domain.events import Event, StoredEvent
from domain.work import UnitOfWork
from infra.faults import reach
from tenants.handled import Handled, first_time
from tenants.jobs import Lane, Run, job, later
from tenants.work import open_work

Reaction: TypeAlias = Callable[[UnitOfWork, StoredEvent], Awaitable[None]]

_REMEMBERED = timedelta(days=90)

_REACTIONS: dict[str, dict[str, Reaction]] = {}


def know_reactions(table: Mapping[type[Event], Sequence[Reaction]]) -> None:
    """Called once by `worker.py`, which holds the table."""
    _REACTIONS.clear()
    _REACTIONS.update(
        {event.name: {name_of(each): each for each in all_} for event, all_ in table.items()}
    )


def name_of(reaction: Reaction) -> str:
    return f"{reaction.__module__}.{reaction.__qualname__}"


@job(Lane.DEFAULT)
async def dispatch(run: Run, *, event_ids: list[UUID]) -> None:
    """Ask for one `react` per event and reaction, so that each is retried alone."""
    async with open_work(run.place, run.actor, now=run.now) as work:
        named = select(StoredEvent.id, StoredEvent.name).where(StoredEvent.id.in_(event_ids))
        for event_id, name in await work.session.execute(named.order_by(StoredEvent.id)):
            for reaction in _REACTIONS.get(name, ()):
                later(work, react, event_id=event_id, reaction=reaction)


@job(Lane.DEFAULT)
async def react(run: Run, *, event_id: UUID, reaction: str) -> None:
    """One reaction to one event, in a transaction with the note that it was made."""
    async with open_work(run.place, run.actor, now=run.now, causation_id=event_id) as work:
        if not await first_time(work, event_id, reaction):
            return
        event = await work.get(StoredEvent, event_id)
        reach("before-effect")
        await _REACTIONS[event.name][reaction](work, event)
        await work.session.flush()
        reach("after-effect")


@job(Lane.MAINTENANCE, every=timedelta(days=1))
async def forget_handled(run: Run) -> None:
    """No job waits for a quarter, so what was handled before cannot come again."""
    async with open_work(run.place, run.actor, now=run.now) as work:
        await work.session.execute(
            delete(Handled).where(Handled.handled_at < run.now - _REMEMBERED)
        )
