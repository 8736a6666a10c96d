"""What waits in the company runs at the played moment, and not by the worker's clock."""

from datetime import datetime
from typing import Final

from sqlalchemy import delete

import worker
from domain.base import new_id
from infra.database import Place, relay_engine
from tenants.jobs import JOBS, Job, Lane, Run
from tenants.pending import PendingJob
from tenants.reactions import dispatch
from tenants.upkeep import count_what_fell_overdue, settle_by_time

CHORES: Final[tuple[Job[[]], ...]] = (settle_by_time, count_what_fell_overdue)
"""Of what the schedule asks for, that whose effects people come to see."""

worker.know_everything()


async def run_chores(place: Place, now: datetime) -> None:
    """What the schedule would have asked for by then, and what follows."""
    for job in CHORES:
        await job.start(Run(place, new_id(), now=now), {})
    await run_what_waits(place, now)


async def run_what_waits(place: Place, now: datetime) -> None:
    """Until nothing is left that is due. Raises what a job raises.

    What keeps the house in order is left to the worker. Its books are passed by: they are for
    companies that are open, and this one is not. Events that came in several units are dispatched
    together, as those of one unit are.
    """
    while due := await _take_due(place, now):
        if events := [id_ for job in due if job.name == dispatch.name for id_ in _events(job)]:
            await dispatch.start(Run(place, due[0].id, now=now), {"event_ids": events})
        for waiting in due:
            if waiting.name != dispatch.name:
                run = Run(place, waiting.id, now=now)
                await JOBS[waiting.name].start(run, waiting.arguments)


def _events(waiting: PendingJob) -> list[str]:
    events: list[str] = waiting.arguments["event_ids"]
    return events


async def _take_due(place: Place, now: datetime) -> list[PendingJob]:
    due = (
        delete(PendingJob)
        .where(
            PendingJob.tenant_id == place.tenant_id,
            PendingJob.run_at <= now,
            PendingJob.lane != Lane.MAINTENANCE,
        )
        .returning(PendingJob)
    )
    async with relay_engine().begin() as relay:
        rows = (await relay.execute(due)).mappings()
        taken = [PendingJob(**row) for row in rows]
    return sorted(taken, key=lambda job: (job.run_at, job.id))
