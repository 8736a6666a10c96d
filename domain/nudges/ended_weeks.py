"""Weeks that were told of while they were under way: they are judged once they are over."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import exists, func, select

from domain.errors import NotAllowed
from domain.nudges.watching import watch_series
from domain.people.queries import today
from domain.signals.metric import WEEK, MetricPoint, monday_of
from domain.work import UnitOfWork

_AT_ONCE = 100
_AT_MOST = 4 * WEEK
"""However long nobody worked, what ended before is judged with the next week that is told."""


async def is_under_way(work: UnitOfWork, series_ids: Collection[UUID] | None = None) -> bool:
    """Whether any of these series, or any at all, tell of a week that is not over."""
    early = exists().where(MetricPoint.period_start >= monday_of(today(work)))
    if series_ids is not None:
        early = early.where(MetricPoint.series_id.in_(series_ids))
    return bool(await work.session.scalar(select(early)))


async def watch_ended_weeks(work: UnitOfWork, after: UUID | None = None) -> UUID | None:
    """Judge some of the series that told of a week before it was over, and it is over now.

    Returns after which series to go on, or None at the end. Who may: the schedule.
    """
    if not work.actor.is_system:
        raise NotAllowed("Only the schedule does this", zh="该操作仅由系统定时执行")
    this_week, week = monday_of(today(work)), MetricPoint.period_start
    told_early = (
        select(MetricPoint.series_id)
        .where(
            week < this_week,
            week >= this_week - _AT_MOST,
            func.timezone("UTC", MetricPoint.recorded_at) < week + WEEK,
        )
        .distinct()
        .order_by(MetricPoint.series_id)
        .limit(_AT_ONCE)
    )
    if after is not None:
        told_early = told_early.where(MetricPoint.series_id > after)
    ended = (await work.session.scalars(told_early)).all()
    for series_id in ended:
        await watch_series(work, series_id, was_read=True)
    return ended[-1] if len(ended) == _AT_ONCE else None
