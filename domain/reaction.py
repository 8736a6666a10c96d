"""What follows from an event: a function, and the name under which it is kept that it was done."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from domain.events import StoredEvent
from domain.kept_name import kept_name
from domain.work import UnitOfWork

_Reacts: TypeAlias = Callable[[UnitOfWork, StoredEvent], Awaitable[None]]
_Listens: TypeAlias = Callable[[UnitOfWork, Sequence[StoredEvent]], Awaitable[None]]


@dataclass(frozen=True)
class Reaction:
    """To one event, in a transaction of its own and retried alone."""

    name: str
    reacts: _Reacts

    async def __call__(self, work: UnitOfWork, event: StoredEvent) -> None:
        await self.reacts(work, event)


@dataclass(frozen=True)
class Listener:
    """Reacts to several events at once, because one by one would cost many times as much."""

    name: str
    listens: _Listens

    async def __call__(self, work: UnitOfWork, events: Sequence[StoredEvent]) -> None:
        await self.listens(work, events)


def reaction(name: str) -> Callable[[_Reacts], Reaction]:
    """Declare an async function `(work, event)` as a reaction. Raises what `kept_name` does."""
    return lambda reacts: Reaction(kept_name(name, reacts), reacts)


def listener(name: str) -> Callable[[_Listens], Listener]:
    """As `reaction`, an async function `(work, events)`."""
    return lambda listens: Listener(kept_name(name, listens), listens)
