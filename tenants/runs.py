"""One run of one job: begun in the books, carried out, and ended in the books."""

import asyncio
import traceback
from datetime import datetime
from uuid import UUID

import structlog

from infra import clock
from infra.faults import reach
from tenants import ledger
from tenants.dead_letters import Cause
from tenants.jobs import GiveUp, Job, Run, job_called
from tenants.ledger import Started

MOST_DEATHS = 2
"""In a process of its own, after one crash beside others: three in all make it poison."""
MOST_CRASHES = 10
"""Starts without an end, whoever is to blame: even if it is always the whole machine."""

_log = structlog.get_logger()


async def run_job(job_id: UUID, *, now: datetime | None = None) -> Exception | None:
    """Run a waiting job here. Returns the error that ended it, for a test to raise."""
    started = await begin(job_id)
    return await carry_out(started, now or clock.now()) if started else None


async def begin(job_id: UUID) -> Started | None:
    """Enter the start in the books; None if there is nothing to run."""
    started = await ledger.start(job_id)
    if started and started.crashes > MOST_CRASHES:
        await bury_as_poison(started)
        return None
    reach("after-claim")
    return started


async def bury_as_poison(started: Started) -> None:
    _log.error("job is poison", job=started.name, job_id=str(started.job_id))
    await ledger.bury(started, Cause.POISON, "process died")


async def carry_out(started: Started, now: datetime) -> Exception | None:
    """Run it, and write down how it ended."""
    job = job_called(started.name)
    is_first = started.attempts == 0 and started.crashes == 1
    run = Run(started.place, started.job_id, started.attempts + 1, now, is_first=is_first)
    try:
        async with asyncio.timeout(job.time_limit.total_seconds()):
            await job.start(run, started.arguments)
    except asyncio.CancelledError:
        await asyncio.shield(ledger.undo(started))
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this job's end
        await _fail(started, job, error)
        return error
    reach("after-commit")
    await ledger.finish(started)
    return None


async def _fail(started: Started, job: Job[...], error: Exception) -> None:
    failed = started.attempts + 1
    where = _place_of(error)
    _log.warning("job failed", job=started.name, job_id=str(started.job_id), error=where)
    wait = None if isinstance(error, GiveUp) else job.backoff(failed)
    if wait is None:
        await ledger.bury(started, Cause.FAILED, where)
    else:
        await ledger.retry(started, wait)


def _place_of(error: Exception) -> str:
    """Class, file and line. A message could quote what people wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    folder, _, file = frames[-1].filename.rpartition("/")
    return f"{type(error).__name__} at {folder.rpartition('/')[2]}/{file}:{frames[-1].lineno}"
