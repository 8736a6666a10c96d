"""Tenants hop over a pool of two while everything goes wrong, and the wall is watched.

Every tenant keeps a canary: a word in its own tables and in its rows of the shared ones. Each
answer must hold the asker's canary and nobody else's. Because one layer of the wall may hide that
another is gone, each is observed by itself as well: the role, the path, the setting, and what is
left on a connection that goes back to the pool.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event

from bench.hops import HOPS, RUDE
from bench.observer import Observer
from domain.actor import Actor
from domain.events import Event
from infra.database import Place, app_engine
from tenants.work import open_work

_CANCELLED_SHARE = 0.06
_LONGEST_WAIT = 0.012
"""Seconds until a cancel strikes."""


class Sang(Event):
    """What leaves a canary in a tenant's events."""

    name = "canary.sang"
    subject = "canary"

    song: str


@dataclass
class Fuzz:
    """A run: what was done, and what should never have been seen."""

    places: Sequence[Place]
    limit: int
    """After so many tenants a connection must not be given out again."""
    switches: int = 0
    """How often a connection was given out, each time for another tenant or for none."""
    done: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)


async def set_canaries(places: Sequence[Place]) -> None:
    for place in places:
        async with open_work(place, Actor.system()) as work:
            work.announce(Sang(subject_id=place.tenant_id, song=f"canary-{place.schema}"))


async def fuzz(
    run: Fuzz,
    switches: int,
    *,
    seed: int = 1,
    tasks: int = 8,
    until_found: bool = False,
    watch: Callable[[int], None] = lambda _: None,
) -> Fuzz:
    """Hop until connections were given out so often, or, if asked so, until something was found.

    Args:
        run: the tenants, with their canaries set; filled with what happens.
        switches: how often.
        seed: of the choices; the interleaving is the machine's.
        tasks: how many hop at a time.
        until_found: stop at the first finding.
        watch: told the count after each hop.
    """
    chosen = random.Random(seed)  # noqa: S311 - a choice that can be repeated

    async def hop() -> None:
        while run.switches < switches and not (until_found and run.findings):
            await _one(run, chosen)
            watch(run.switches)

    with _watched_pool(run):
        await asyncio.gather(*(hop() for _ in range(tasks)))
    return run


async def _one(run: Fuzz, chosen: random.Random) -> None:
    (hop,) = chosen.choices(list(HOPS), list(HOPS.values()))
    name = hop.__name__
    place, other = chosen.sample(run.places, 2)
    observer = Observer(place, other)
    running = asyncio.create_task(hop(observer))
    if chosen.random() < _CANCELLED_SHARE:
        name = f"{name}, cancelled"
        await asyncio.sleep(chosen.uniform(0, _LONGEST_WAIT))
        running.cancel()
    run.done[name] += 1
    # Whatever a hop did not expect is a finding, and the fuzz goes on.
    (ended,) = await asyncio.gather(running, return_exceptions=True)
    if isinstance(ended, Exception):
        run.findings.append(f"{name}: {type(ended).__name__} {ended}".splitlines()[0])
    run.findings.extend(f"{name}: {finding}" for finding in observer.findings)


@contextmanager
def _watched_pool(run: Fuzz) -> Iterator[None]:
    """Look at each connection that is given out, and, before the pool does, that comes back."""

    def given_out(_: Any, record: Any, __: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
        run.switches += 1
        if len(record.info.get("tenants", ())) >= run.limit:
            run.findings.append("a worn connection was given out")

    def came_back(connection: Any, record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
        rude = record.info.pop(RUDE, False)
        if connection is None or rude:
            return
        if connection.driver_connection.is_in_transaction():
            run.findings.append("a connection came back inside a transaction")

    engine = app_engine().sync_engine
    event.listen(engine, "checkout", given_out)
    event.listen(engine, "checkin", came_back, insert=True)
    try:
        yield
    finally:
        event.remove(engine, "checkout", given_out)
        event.remove(engine, "checkin", came_back)
