"""A week under way is judged the moment it is over: no event says then that it is."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from uuid import UUID

from domain.events import StoredEvent
from domain.nudges.ended_weeks import is_under_way, watch_ended_weeks
from domain.people.queries import today
from domain.reaction import listener
from domain.signals.metric import WEEK, monday_of
from domain.work import UnitOfWork
from tenants.jobs import Lane, Run, job, later_once_at
from tenants.work import open_work


@listener("signals.judge_when_over")
async def judge_when_over(work: UnitOfWork, events: Sequence[StoredEvent]) -> None:
    """Metrics were recorded: if of a week that is not over, it is judged when it is."""
    if await is_under_way(work, [event.subject_id for event in events]):
        _at_its_end(work)


@job("signals.judge_ended_weeks", Lane.DEFAULT)
async def judge_ended_weeks(run: Run) -> None:
    after: UUID | None = None
    while True:
        async with open_work(run.place, run.actor, now=run.now) as work:
            after = await watch_ended_weeks(work, after)
            if after is None:
                if await is_under_way(work):
                    _at_its_end(work)
                return


def _at_its_end(work: UnitOfWork) -> None:
    monday = monday_of(today(work)) + WEEK
    begins = datetime.combine(monday, time(), UTC)
    later_once_at(work, judge_ended_weeks, str(monday), begins)
