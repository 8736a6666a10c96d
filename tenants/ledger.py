"""The books of running jobs: a start counts as a crash until it has an end.

A start is committed before the job runs, because a job that takes its process with it cannot
write anything down. An end takes the broker's message with it where the broker is a table.
What a run writes is valid only while its row is as the start left it: a worker that was thought
dead and comes back changes nothing.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg
import structlog
from sqlalchemy import TextClause
from sqlalchemy.exc import DBAPIError

from infra.database import Place, relay_engine
from infra.queue import forgetting_messages
from infra.together import Together
from tenants import ledger_statements as statements
from tenants.dead_letters import Cause

_PATIENCE = (0.1, 0.3, 1.0)
"""Seconds between tries while PostgreSQL is away; the last one repeats."""

_AWAY = ("08", "57P", "53")
"""Classes of SQLSTATE: no connection, shutting down or starting, no resources."""

_Fence: TypeAlias = tuple[UUID, int, int]

_log = structlog.get_logger()


@dataclass(frozen=True)
class Started:
    """A run that has begun. `crashes` counts this one, until it ends."""

    job_id: UUID
    tenant_id: UUID
    name: str
    arguments: dict[str, Any]
    attempts: int
    crashes: int
    deaths: int

    @property
    def place(self) -> Place:
        return Place.of(self.tenant_id)

    @property
    def suspect(self) -> bool:
        """An earlier run had no end: this job, or one beside it, took the process away."""
        return self.crashes > 1


async def start(job_id: UUID) -> Started | None:
    """None if the job is gone, or its company is not active: then it waits again."""
    started = await _starts(job_id)
    if started is None:
        await _end(statements.PUT_BACK, {"id": job_id})
    return started


async def finish(run: Started) -> None:
    await _finishes((run.job_id, run.attempts, run.crashes))


async def retry(run: Started, wait: timedelta) -> None:
    await _end(statements.RETRY, {**_still(run), "wait": wait})


async def bury(run: Started, cause: Cause, error: str) -> None:
    await _end(statements.BURY, {**_still(run), "cause": cause.value, "error": error})


async def undo(run: Started) -> None:
    """The run was stopped by us; it neither failed nor crashed."""
    await _end(statements.UNDO, _still(run))


async def note_crash(run: Started, wait: timedelta) -> None:
    """The run took its process with it, and nothing else ran there."""
    await _end(statements.CRASHED, {**_still(run), "wait": wait})


async def _start_all(ids: Sequence[UUID]) -> Mapping[UUID, Started]:
    started = [Started(*row) for row in await _write(statements.START, {"ids": list(ids)})]
    return {run.job_id: run for run in started}


async def _finish_all(runs: Sequence[_Fence]) -> Mapping[_Fence, None]:
    ids, attempts, crashes = zip(*runs, strict=True)
    columns = {"ids": list(ids), "attempts": list(attempts), "crashes": list(crashes)}
    await _end(statements.FINISH, columns)
    return {}


def _still(run: Started) -> dict[str, Any]:
    return {"id": run.job_id, "attempts": run.attempts, "crashes": run.crashes}


async def _end(steps: str, values: Mapping[str, Any]) -> None:
    await _write(forgetting_messages(steps), values)


async def _write(statement: TextClause, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """One round trip, however long PostgreSQL is away: without the books nothing may go on."""
    tries = 0
    while True:
        try:
            async with relay_engine().connect() as connection:
                await connection.execution_options(isolation_level="AUTOCOMMIT")
                result = await connection.execute(statement, values)
                return [tuple(row) for row in result] if result.returns_rows else []
        except (OSError, DBAPIError, asyncpg.PostgresError) as error:
            if not _away(error):
                raise
            _log.warning("the books wait for PostgreSQL", error=type(error).__name__)
        await asyncio.sleep(_PATIENCE[min(tries, len(_PATIENCE) - 1)])
        tries += 1


def _away(error: Exception) -> bool:
    if isinstance(error, OSError) or getattr(error, "connection_invalidated", False):
        return True
    state = getattr(getattr(error, "orig", error), "sqlstate", None) or "08"
    return str(state).startswith(_AWAY)


_starts = Together(_start_all)
_finishes = Together(_finish_all)
