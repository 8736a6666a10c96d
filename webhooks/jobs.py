"""Sending what is due, company by company: many deliveries in a run, all endpoints at once.

An endpoint is served by one run at a time. It takes a second's worth, lets go of the database,
sends, and writes down what came of it.
"""

import asyncio
import time
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from uuid import UUID

from domain.work import UnitOfWork
from infra.faults import reach
from infra.posting import posting
from tenants.jobs import Lane, Run, job, later_once_at
from tenants.work import open_work
from webhooks.batch import Batch, Letter, endpoints_due, leave, next_due, take_batch
from webhooks.sending import Outcome, attempt
from webhooks.settling import put_back, settle

_AT_ONCE = 10
"""Requests to one endpoint that are open at the same time."""
_STARTS_WITHIN = 10.0
"""Seconds of a run in which attempts begin; then others get the thread."""

Sent = list[tuple[Letter, Outcome]]


def ask_to_deliver(work: UnitOfWork, at: datetime) -> None:
    """Of all that ask for a company one job waits, for the earliest moment."""
    later_once_at(work, deliver, "due", at)


@job(Lane.WEBHOOK, time_limit=timedelta(minutes=2))
async def deliver(run: Run) -> None:
    """Send what is due in this company, to all endpoints at once, and ask for the next time."""
    turn = _Turn(run)
    async with turn.work() as work:
        due = await endpoints_due(work, run.job_id)
    ended = await asyncio.gather(*(_serve(turn, each) for each in due), return_exceptions=True)
    # One endpoint's trouble must not end what is being sent to another.
    for failure in ended:
        if isinstance(failure, BaseException):
            raise failure


class _Turn:
    """One run, and how much of its time is left."""

    def __init__(self, run: Run) -> None:
        self.job_id = run.job_id
        self._run = run
        self._started = time.monotonic()
        self.starts_until = self._started + _STARTS_WITHIN

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.starts_until

    def moment(self) -> datetime:
        """The run's moment, and the time that has passed since."""
        return self._run.now + timedelta(seconds=time.monotonic() - self._started)

    def work(self) -> AbstractAsyncContextManager[UnitOfWork]:
        return open_work(self._run.place, self._run.actor, now=self.moment())


async def _serve(turn: _Turn, endpoint_id: UUID) -> None:
    """Batch after batch, until nothing is due or the turn is over. Others leave it alone."""
    while True:
        async with turn.work() as work:
            batch = None if turn.is_over else await take_batch(work, endpoint_id, turn.job_id)
            if batch is None:
                await leave(work, endpoint_id, turn.job_id)
                if (due := await next_due(work, endpoint_id)) is not None:
                    ask_to_deliver(work, due)
                return
        reach("before-send")
        sent, left = await _send(batch, turn.moment(), turn.starts_until)
        reach("after-send")
        async with turn.work() as work:
            await _write_down(work, endpoint_id, sent, left)


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
