"""What comes about because time passes, company by company."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

from domain.commitments.commands import break_overdue_commitments
from domain.conversations.ending import miss_overdue_conversations
from domain.conversations.holding import settle_unconfirmed
from domain.policy.commands import miss_overdue_touchpoints
from domain.scorecards.commands import recompute_overdue
from domain.work import UnitOfWork
from tenants.forgetting import forget_what_is_over
from tenants.jobs import Lane, Run, job
from tenants.work import open_work

_IN_BATCHES: Final = (settle_unconfirmed, miss_overdue_conversations, break_overdue_commitments)


@job("deadlines.settle", Lane.MAINTENANCE, every=timedelta(hours=1))
async def settle_by_time(run: Run) -> None:
    """Silence confirms, what was not begun is missed, what nobody kept is broken."""
    for settle in _IN_BATCHES:
        while await _done(run, settle):
            pass
    await _done(run, miss_overdue_touchpoints)


@job("scorecards.recompute_overdue", Lane.MAINTENANCE, every=timedelta(days=1))
async def count_what_fell_overdue(run: Run) -> None:
    """No event says that a promise fell overdue, and scorecards count it."""
    await _done(run, recompute_overdue)


@job("access.forget_ended", Lane.MAINTENANCE, every=timedelta(days=1))
async def forget_old_sign_ins(run: Run) -> None:
    """Links, sessions and answers that are over are of no use to anybody but a thief."""
    await _done(run, forget_what_is_over)


async def _done(run: Run, command: Callable[[UnitOfWork], Awaitable[object]]) -> bool:
    """A batch in a transaction of its own. Says whether there was anything to do."""
    async with open_work(run.place, run.actor, now=run.now) as work:
        return bool(await command(work))
