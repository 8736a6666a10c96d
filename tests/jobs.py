"""Run what waits, here and now, the way the worker does."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select

import worker
from domain.actor import Actor
from infra import clock
from infra.database import Place
from tenants.pending import PendingJob
from tenants.runs import run_job
from tenants.work import open_work

worker.know_everything()


async def run_pending_jobs(place: Place, *, now: datetime | None = None) -> int:
    """Run the tenant's jobs until none is left that is due. The first error is raised.

    Args:
        place: whose jobs.
        now: the moment the jobs see; what is due later than this stays.

    Returns:
        how many ran.
    """
    ran = 0
    while (job_id := await _next_due(place, now or clock.now())) is not None:
        if error := await run_job(job_id, now=now):
            raise error
        ran += 1
    return ran


async def _next_due(place: Place, now: datetime) -> UUID | None:
    due = (
        select(PendingJob.id)
        .where(PendingJob.run_at <= func.greatest(now, PendingJob.created_at))
        .where(or_(PendingJob.attempts == 0, PendingJob.run_at <= now))
        .order_by(PendingJob.run_at, PendingJob.id)
        .limit(1)
    )
    async with open_work(place, Actor.system()) as work:
        found: UUID | None = await work.session.scalar(due)
        return found
