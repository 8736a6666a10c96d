"""Work for later, always for one tenant: `@job` declares it, `later` asks for it.

A job is asked for in the transaction of the change, so it is neither lost nor run for a change
that was rolled back. It runs at least once; effects happen once because of `tenants.handled`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Concatenate, Generic, ParamSpec
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import insert

from domain.actor import Actor
from domain.base import new_id
from domain.work import UnitOfWork
from infra.database import Place
from tenants.pending import PendingJob

P = ParamSpec("P")


class Lane(StrEnum):
    """A dramatiq queue with threads of its own."""

    INTERACTIVE = "interactive"
    DEFAULT = "default"
    WEBHOOK = "webhook"
    BULK = "bulk"


@dataclass(frozen=True)
class Run:
    """What a job is told: for whom it runs, and which run this is."""

    place: Place
    job_id: UUID
    attempt: int = 1

    @property
    def actor(self) -> Actor:
        return Actor.system()


@dataclass(frozen=True)
class Job(Generic[P]):
    name: str
    lane: Lane
    run: Callable[Concatenate[Run, P], Awaitable[None]]


JOBS: dict[str, Job[Any]] = {}
"""Every job by its name; filled by `@job`, read by the worker."""


def job(
    lane: Lane = Lane.DEFAULT,
) -> Callable[[Callable[Concatenate[Run, P], Awaitable[None]]], Job[P]]:
    """Declare an async function `(run: Run, **ids)` as a job. Its name is module and function."""

    def declare(run: Callable[Concatenate[Run, P], Awaitable[None]]) -> Job[P]:
        name = f"{run.__module__}.{run.__qualname__}"
        JOBS[name] = Job(name, lane, run)
        return JOBS[name]

    return declare


async def later(work: UnitOfWork, job: Job[P], *_: P.args, **arguments: P.kwargs) -> None:
    """Ask for a job, with this transaction. Arguments by keyword: ids, not data."""
    await ask(work, job.name, job.lane, arguments, at=work.now)


async def ask(
    work: UnitOfWork, name: str, lane: Lane, arguments: dict[str, Any], *, at: datetime
) -> UUID:
    """As `later`, by name and at a moment. Returns the id of the waiting job."""
    row: dict[str, Any] = {
        "id": new_id(),
        "tenant_id": work.tenant_id,
        "name": name,
        "lane": lane.value,
        "arguments": to_jsonable_python(arguments),
        "run_at": at,
        "created_at": work.now,
        "attempts": 0,
        "crashes": 0,
    }
    await work.session.execute(insert(PendingJob), row)
    waiting: UUID = row["id"]
    return waiting
