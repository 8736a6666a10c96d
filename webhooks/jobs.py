"""Sending what is due, company by company: many deliveries in a run, all endpoints at once.

An endpoint is served by one run at a time. It takes a second's worth, lets go of the database,
sends, and writes down what came of it.
"""

import asyncio
import time
from datetime import datetime, timedelta

from domain.work import UnitOfWork
from infra.faults import reach
from infra.posting import posting
from tenants.jobs import Lane, Run, job, later_once_at
from webhooks.batch import Letter, Sent
from webhooks.sending import Outcome, attempt
from webhooks.turn import Signed, Turn

_AT_ONCE = 10
"""Requests to one endpoint that are open at the same time."""


def ask_to_deliver(work: UnitOfWork, at: datetime) -> None:
    """Of all that ask for a company one job waits, for the earliest moment."""
    later_once_at(work, deliver, "due", at)


@job("webhooks.deliver", Lane.WEBHOOK, time_limit=timedelta(minutes=2))
async def deliver(run: Run) -> None:
    """Send what is due in this company, to all endpoints at once, and ask for the next time."""
    turn = Turn(run, ask_to_deliver)
    first = await turn.begin()
    ended = await asyncio.gather(*(_serve(turn, each) for each in first), return_exceptions=True)
    # One endpoint's trouble must not end what is being sent to another.
    for failure in ended:
        if isinstance(failure, BaseException):
            raise failure


async def _serve(turn: Turn, first: Signed | Sent) -> None:
    """Batch after batch, until nothing is due or the turn is over. Others leave it alone."""
    signed = await turn.next(first) if isinstance(first, Sent) else first
    while signed is not None:
        reach("before-send")
        sent = await _send(signed, turn.moment())
        reach("after-send")
        signed = await turn.next(sent)


async def _send(signed: Signed, now: datetime) -> Sent:
    """Each letter goes when the throttle lets it. What there was no time for goes on waiting."""
    batch, lane, began = signed.batch, posting(), time.monotonic()
    waiting = list(reversed(batch.letters))
    outcomes: list[tuple[Letter, Outcome]] = []

    async def sender() -> None:
        while waiting:
            letter = waiting.pop()
            wait = (letter.goes_at - now).total_seconds() + began - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            passage = await lane.gate.enter()
            try:
                if time.monotonic() >= signed.starts_until:
                    return
                outcome = await attempt(
                    lane, batch.url, str(letter.event_id), letter.body, signed.signer
                )
            finally:
                passage.leave()
            outcomes.append((letter, outcome))

    async with asyncio.TaskGroup() as group:
        for _ in range(min(_AT_ONCE, len(waiting))):
            group.create_task(sender())
    return Sent(batch.endpoint_id, outcomes)
