"""A month in Mei's team, up to this moment: what every page has something to show of."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from domain.actor import Actor
from domain.conversations.commands import (
    answer_touchpoint,
    plan_conversation,
    schedule_conversation,
)
from domain.conversations.conversation import Conversation, Kind
from domain.conversations.preparing import prepare_conversation
from domain.goals.following import check_in
from domain.goals.queries import key_results_of
from domain.records.record import Record
from domain.scorecards.commands import recompute_scorecard
from domain.scorecards.period import Grain
from infra import clock
from tenants.work import open_work
from tests.builders import a_proposed_goal, an_active_goal
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting
from tests.signals import a_piece, a_point, push_pieces, push_points
from tests.talks import HALF_AN_HOUR, shared
from tests.touchpoints import a_touchpoint

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Story:
    cast: Cast
    record: Record
    """Shared with Omar, who has not answered."""
    talk: Conversation
    """Mei and Ana, tomorrow, in preparation."""


async def a_month(cast: Cast) -> Story:
    """A record waits for Omar, a talk with Ana is prepared, Omar's metric fell once more."""
    now = clock.now()
    # In the morning of that day, whatever the time is now.
    then = datetime.combine(now.date() - 2 * WEEK, time(9), UTC)
    record = await _coached(cast, then)
    await _goals(cast)
    await push_pieces(cast.place, [a_piece(cast.omar, f"KEY-{n}", occurred_at=then) for n in "12"])
    talk = await _talk_with_ana(cast, now)
    await a_fall(cast, now)
    await reckon(cast, then.date(), now.date())
    return Story(cast, record, talk)


async def a_fall(cast: Cast, now: datetime) -> None:
    """Omar's metric has fallen for three weeks, and Mei is nudged."""
    monday = now.date() - timedelta(days=now.weekday())
    fall = [
        a_point(cast.omar, value, period_start=monday - (5 - at) * WEEK)
        for at, value in enumerate((7, 8, 6, 5, 3))
    ]
    await push_points(cast.place, fall, actor=Actor.system(), now=now)
    await run_pending_jobs(cast.place, now=now)


async def reckon(cast: Cast, *days: date) -> None:
    """Mei's scorecards of the months and quarters of those days."""
    for day in days:
        for grain in Grain:
            async with open_work(cast.place, acting(cast.mei)) as work:
                await recompute_scorecard(work, manager_id=cast.mei.id, grain=grain, day=day)


async def _coached(cast: Cast, then: datetime) -> Record:
    """An earlier nudge led to a talk, and the talk to a record that Omar has not answered."""
    touchpoint = await a_touchpoint(cast)
    async with open_work(cast.place, acting(cast.mei), now=then) as work:
        talk = await answer_touchpoint(work, touchpoint_id=touchpoint.id)
    record = await shared(cast, now=then, days=21, talk=talk)
    await run_pending_jobs(cast.place, now=then)
    return record


async def _goals(cast: Cast) -> None:
    goal = await an_active_goal(cast)
    async with open_work(cast.place, acting(cast.omar)) as work:
        (result,) = await key_results_of(work, goal.id)
        await check_in(work, key_result_id=result.id, value=28, confidence=6)
    await a_proposed_goal(cast, title="Know what customers ask for")


async def _talk_with_ana(cast: Cast, now: datetime) -> Conversation:
    start = now + timedelta(days=1)
    async with open_work(cast.place, acting(cast.mei)) as work:
        talk = await plan_conversation(work, subject_id=cast.ana.id, kind=Kind.COACHING)
        await schedule_conversation(
            work, conversation_id=talk.id, starts_at=start, ends_at=start + HALF_AN_HOUR
        )
    async with open_work(cast.place, acting(cast.mei)) as work:
        return await prepare_conversation(work, conversation_id=talk.id)
