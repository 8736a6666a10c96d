"""Sending what is due, endpoint by endpoint: many deliveries in a run, and never two transactions.

One run takes a second's worth, lets go of the database, sends, and writes down what came of it.
"""

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from domain.work import UnitOfWork
from infra.faults import reach
from infra.posting import posting
from tenants.jobs import Lane, Run, job, later_once_at
from tenants.work import open_work
from webhooks.batch import Batch, Letter, next_due, take_batch
from webhooks.sending import Outcome, attempt
from webhooks.settling import put_back, settle

_AT_ONCE = 10
"""Requests to one endpoint that are open at the same time."""
_STARTS_WITHIN = 20.0
"""Seconds of a run in which attempts begin; then others get the thread."""

Sent = list[tuple[Letter, Outcome]]


def ask_to_deliver(work: UnitOfWork, endpoint_id: UUID, at: datetime) -> None:
    """Of all that ask for the same endpoint one waits, for the earliest moment."""
    later_once_at(work, deliver, str(endpoint_id), at, endpoint_id=endpoint_id)


@job(Lane.WEBHOOK, time_limit=timedelta(minutes=2))
async def deliver(run: Run, *, endpoint_id: UUID) -> None:
    """Send what is due to this endpoint, and ask for the next time."""
    started = time.monotonic()

    def moment() -> datetime:
        return run.now + timedelta(seconds=time.monotonic() - started)

    while time.monotonic() - started < _STARTS_WITHIN:
        async with open_work(run.place, run.actor, now=moment()) as work:
            batch = await take_batch(work, endpoint_id, run.job_id)
        if batch is None:
            break
        reach("before-send")
        sent, left = await _send(batch, moment(), started + _STARTS_WITHIN)
        reach("after-send")
        async with open_work(run.place, run.actor, now=moment()) as work:
            await _write_down(work, endpoint_id, sent, left)
    async with open_work(run.place, run.actor, now=moment()) as work:
        if (due := await next_due(work, endpoint_id)) is not None:
            ask_to_deliver(work, endpoint_id, due)


async def _send(batch: Batch, now: datetime, until: float) -> tuple[Sent, Sequence[Letter]]:
    """What was sent, and what there was no time for. Each goes when the throttle lets it."""
    lane, sent, waiting = posting(), Sent(), list(reversed(batch.letters))
    began = time.monotonic()

    async def sender() -> None:
        while waiting and time.monotonic() < until:
            letter = waiting.pop()
            await asyncio.sleep((letter.goes_at - now).total_seconds() + began - time.monotonic())
            event_id = str(letter.event_id)
            outcome = await attempt(lane, batch.url, event_id, letter.body, batch.signer)
            sent.append((letter, outcome))

    async with asyncio.TaskGroup() as group:
        for _ in range(min(_AT_ONCE, len(waiting))):
            group.create_task(sender())
    return sent, waiting


async def _write_down(
    work: UnitOfWork, endpoint_id: UUID, sent: Sent, left: Sequence[Letter]
) -> None:
    if sent:
        await settle(work, endpoint_id, sent)
    if left:
        await put_back(work, left)
