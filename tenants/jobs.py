"""Work for later, always for one tenant: `@job` declares it, `later` asks for it.

A job is asked for in the transaction of the change, so it is neither lost nor run for a change
that was rolled back. It runs at least once; effects happen once because of `tenants.handled`.
"""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Concatenate, Generic, ParamSpec, get_type_hints
from uuid import UUID

from pydantic import BaseModel, ConfigDict, create_model

from domain.actor import Actor
from domain.kept_name import kept_name
from domain.work import UnitOfWork
from infra import clock
from infra.database import Place
from tenants.backoff import Backoff, exponential
from tenants.former_names import present
from tenants.pending import ask

P = ParamSpec("P")


class GiveUp(Exception):
    """Raised by a job: another attempt would end the same way."""


TIME_LIMIT = timedelta(minutes=5)
LONGEST = timedelta(minutes=30)
"""No job may ask for more: what has not ended some time after that is taken for lost."""


class Lane(StrEnum):
    """A dramatiq queue with threads of its own."""

    INTERACTIVE = "interactive"
    DEFAULT = "default"
    WEBHOOK = "webhook"
    BULK = "bulk"
    MAINTENANCE = "maintenance"


@dataclass(frozen=True)
class Run:
    """What a job is told: for whom it runs, which run this is, and when."""

    place: Place
    job_id: UUID
    attempt: int = 1
    now: datetime = field(default_factory=clock.now)
    is_first: bool = True
    """It was never begun before: no attempt failed, and no process died of it."""

    @property
    def actor(self) -> Actor:
        return Actor.system()


@dataclass(frozen=True)
class Job(Generic[P]):
    """A declared job. `every` makes it periodic, for each active tenant."""

    name: str
    lane: Lane
    run: Callable[Concatenate[Run, P], Awaitable[None]]
    arguments: type[BaseModel]
    time_limit: timedelta = TIME_LIMIT
    every: timedelta | None = None
    backoff: Backoff = exponential

    async def start(self, run: Run, stored: Mapping[str, Any]) -> None:
        """Run with arguments as they were stored: converted to their types, or refused."""
        given = self.arguments.model_validate(stored)
        await self.run(run, **{name: getattr(given, name) for name in self.arguments.model_fields})  # type: ignore[call-arg]  # a ParamSpec cannot be filled by name


JOBS: dict[str, Job[Any]] = {}
"""Every job by its name; filled by `@job`, read by the worker."""


def job(
    name: str,
    lane: Lane = Lane.DEFAULT,
    *,
    time_limit: timedelta = TIME_LIMIT,
    every: timedelta | None = None,
    backoff: Backoff = exponential,
) -> Callable[[Callable[Concatenate[Run, P], Awaitable[None]]], Job[P]]:
    """Declare an async function `(run: Run, *, …ids)` as a job.

    Args:
        name: a part and a deed, as in `webhooks.deliver`. It is kept while the job waits, so it
            stays as it is wherever the function goes.
        lane: the threads it runs on.
        time_limit: for one run.
        every: how often it is asked for by itself, for each active company.
        backoff: how long it waits after a failure.

    Raises:
        ValueError: the name is badly formed or another job's, or the time limit too long.
    """

    def declare(run: Callable[Concatenate[Run, P], Awaitable[None]]) -> Job[P]:
        if time_limit > LONGEST:
            raise ValueError(f"{name} may not run longer than {LONGEST}")
        JOBS[name] = Job(
            kept_name(name, run), lane, run, _arguments_of(run), time_limit, every, backoff
        )
        return JOBS[name]

    return declare


def later(work: UnitOfWork, job: Job[P], *_: P.args, **arguments: P.kwargs) -> None:
    """Ask for a job, with this transaction. Arguments by keyword: ids, not data."""
    ask(work, job.name, job.lane, arguments)


def later_at(
    work: UnitOfWork, job: Job[P], when: datetime, *_: P.args, **arguments: P.kwargs
) -> None:
    """As `later`, but not before that moment."""
    ask(work, job.name, job.lane, arguments, at=when)


def later_once(work: UnitOfWork, job: Job[P], key: str, *_: P.args, **arguments: P.kwargs) -> None:
    """As `later`, unless the same job with that key already waits and has not started."""
    ask(work, job.name, job.lane, arguments, key=f"{job.name}:{key}")


def later_once_at(
    work: UnitOfWork, job: Job[P], key: str, when: datetime, *_: P.args, **arguments: P.kwargs
) -> None:
    """As `later_once`, but not before that moment; of several moments the earliest counts."""
    ask(work, job.name, job.lane, arguments, at=when, key=f"{job.name}:{key}")


def _arguments_of(run: Callable[..., Any]) -> type[BaseModel]:
    hints = get_type_hints(run)
    _, *keywords = inspect.signature(run).parameters.values()
    if wrong := [each.name for each in keywords if each.kind is not each.KEYWORD_ONLY]:
        raise TypeError(f"{run.__name__}: {wrong} must be keyword-only")
    fields: dict[str, Any] = {
        each.name: (hints[each.name], ... if each.default is each.empty else each.default)
        for each in keywords
    }
    return create_model(run.__name__, __config__=ConfigDict(extra="forbid"), **fields)


async def _unknown(_: Run) -> None:
    raise LookupError("This version has no such job")


UNKNOWN: Job[[]] = Job("unknown", Lane.DEFAULT, _unknown, create_model("unknown"))
"""Stands for a job of a version that this process is not."""


def job_called(name: str) -> Job[Any]:
    """The job that a row means, by the name it was kept by; `UNKNOWN`, if this version has none."""
    return JOBS.get(present(name), UNKNOWN)
