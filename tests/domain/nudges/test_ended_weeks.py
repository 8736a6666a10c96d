"""A week is judged when it is over, and not before: half of it would look like a fall."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.errors import NotAllowed
from domain.nudges import ended_weeks
from domain.nudges.ended_weeks import watch_ended_weeks
from domain.nudges.nudge import Nudge
from domain.people.person import Person
from domain.signals.pushed import MetricPointItem
from infra.database import Place
from tenants.work import open_work
from tests.jobs import run_pending_jobs
from tests.people import NOON, Cast, acting
from tests.signals import THIS_WEEK, a_point, points_ending, push_points, weeks_ago

NEXT_MONDAY = datetime(2026, 6, 15, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)


def _falling(person: Person) -> list[MetricPointItem]:
    """Three weeks of falling, of which the last has only begun."""
    return points_ending(person, 6, 5, 4, 0, ago=THIS_WEEK)


async def _push(place: Place, points: list[MetricPointItem], now: datetime = NOON) -> None:
    await push_points(place, points, now=now)
    await run_pending_jobs(place, now=now)


async def _said(place: Place) -> list[str]:
    async with open_work(place, Actor.system()) as work:
        return [nudge.why["en"] for nudge in await work.session.scalars(select(Nudge))]


@pytest.mark.requirement(139)
async def test_a_week_under_way_is_judged_the_moment_it_is_over(cast: Cast) -> None:
    await _push(cast.place, _falling(cast.omar))
    await run_pending_jobs(cast.place, now=NEXT_MONDAY - A_SECOND)
    assert await _said(cast.place) == []
    await run_pending_jobs(cast.place, now=NEXT_MONDAY)
    (said,) = await _said(cast.place)
    weeks = f"(weeks of {weeks_ago(2)} to {weeks_ago(THIS_WEEK)})"
    assert said == f"Omar’s issues resolved fell three weeks in a row: 6, 5, 4, 0 {weeks}"
    await run_pending_jobs(cast.place, now=NEXT_MONDAY + timedelta(weeks=3))
    assert await _said(cast.place) == [said]


async def test_what_grew_until_the_week_was_over_is_no_fall(cast: Cast) -> None:
    await _push(cast.place, _falling(cast.omar))
    await _push(cast.place, [a_point(cast.omar, 7, ago=THIS_WEEK)], NEXT_MONDAY - A_SECOND)
    await run_pending_jobs(cast.place, now=NEXT_MONDAY)
    assert await _said(cast.place) == []


async def test_a_fall_that_stands_is_not_made_longer_by_half_a_week(cast: Cast) -> None:
    await _push(cast.place, points_ending(cast.omar, 6, 5, 4, 3, ago=0))
    (said,) = await _said(cast.place)
    await _push(cast.place, [a_point(cast.omar, 1, ago=THIS_WEEK)])
    assert await _said(cast.place) == [said]
    await run_pending_jobs(cast.place, now=NEXT_MONDAY)
    (longer,) = await _said(cast.place)
    assert "four weeks in a row: 6, 5, 4, 3, 1" in longer


async def test_weeks_that_were_told_ahead_are_each_judged_in_their_time(cast: Cast) -> None:
    await _push(cast.place, points_ending(cast.omar, 6, 5, 4, 0, ago=-3))
    for monday in range(3):
        assert await _said(cast.place) == []
        await run_pending_jobs(cast.place, now=NEXT_MONDAY + timedelta(weeks=monday))
    assert len(await _said(cast.place)) == 1


async def test_all_series_are_judged_some_at_a_time(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ended_weeks, "_AT_ONCE", 1)
    await _push(cast.place, [*_falling(cast.omar), *_falling(cast.ana)])
    await run_pending_jobs(cast.place, now=NEXT_MONDAY)
    assert len(await _said(cast.place)) == 2


async def test_what_was_history_is_not_news_because_a_week_is_over(cast: Cast) -> None:
    long_ago = points_ending(cast.omar, 6, 5, 4, 0, ago=50)
    await _push(cast.place, [*long_ago, a_point(cast.omar, 3, ago=THIS_WEEK)])
    await run_pending_jobs(cast.place, now=NEXT_MONDAY)
    assert await _said(cast.place) == []


async def test_only_the_schedule_asks(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
            await watch_ended_weeks(work)
