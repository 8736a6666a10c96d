"""What was sent is kept for 30 days."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Delete, delete, select

from tenants.jobs import Lane, Run, job
from tenants.work import open_work
from webhooks.delivery import Delivery
from webhooks.due import endpoints_due
from webhooks.endpoint_rights import switch_off_without_rights
from webhooks.jobs import ask_to_deliver
from webhooks.numbering import REACHES_BACK, EventNumber
from webhooks.replaying import KEPT_FOR
from webhooks.secret import EndpointSecret

_IN_A_TRANSACTION = 2_000


@job("webhooks.forget_deliveries", Lane.MAINTENANCE, every=timedelta(days=1))
async def forget_deliveries(run: Run) -> None:
    """With their attempts, some thousand in a transaction; and secrets that are good no more."""
    for forget in _what_to_forget(run.now):
        while await _done(run, forget):
            pass


@job("webhooks.resume_deliveries", Lane.MAINTENANCE, every=timedelta(minutes=10))
async def look_after_deliveries(run: Run) -> None:
    """Should a run have been given up, what it left is not forgotten.

    Also: an endpoint that nobody answers for any more, since they left by a day that was known
    before, is switched off and says why.
    """
    async with open_work(run.place, run.actor, now=run.now) as work:
        await switch_off_without_rights(work)
        if await endpoints_due(work):
            ask_to_deliver(work, run.now)


def _what_to_forget(now: datetime) -> Sequence[Delete]:
    old = select(Delivery.id).where(Delivery.created_at < now - KEPT_FOR).limit(_IN_A_TRANSACTION)
    # An event keeps its number for as long as anybody may still ask for it.
    numbers = select(EventNumber.event_id).where(EventNumber.numbered_at < now - 2 * REACHES_BACK)
    return (
        delete(Delivery).where(Delivery.id.in_(old)),
        delete(EventNumber).where(EventNumber.event_id.in_(numbers.limit(_IN_A_TRANSACTION))),
        delete(EndpointSecret).where(EndpointSecret.expires_at < now),
    )


async def _done(run: Run, forget: Delete) -> bool:
    async with open_work(run.place, run.actor, now=run.now) as work:
        result: Any = await work.session.execute(forget)
        return bool(result.rowcount)
