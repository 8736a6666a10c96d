"""What a falling metric leads to, through the commands and the jobs."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.events import StoredEvent
from domain.nudges import wording
from domain.nudges.commands import dismiss_nudge
from domain.nudges.nudge import Nudge, NudgeState
from domain.nudges.watching import watch_metric
from domain.people.commands import set_manager
from domain.policy.commands import change_trigger_rule, install_default_rules
from domain.policy.touchpoint import Touchpoint, TouchpointKind, TouchpointState
from domain.policy.trigger_firing import TriggerFiring, TriggerSource
from domain.policy.trigger_rule import RuleKind, TriggerRule
from domain.signals.metric import Better
from domain.signals.pushed import MetricPointItem
from infra.database import Place
from tenants.work import open_work
from tests.jobs import run_pending_jobs
from tests.people import NOON, TODAY, Cast, acting
from tests.signals import a_point, points_ending, points_ending_now, push_points, weeks_ago


async def _push(place: Place, *points: MetricPointItem) -> None:
    await push_points(place, points)
    await run_pending_jobs(place, now=NOON)


async def _nudges(place: Place) -> list[Nudge]:
    async with open_work(place, Actor.system()) as work:
        return list(await work.session.scalars(select(Nudge).order_by(Nudge.id)))


async def _standing(place: Place) -> list[str]:
    return [nudge.why["en"] for nudge in await _nudges(place) if nudge.standing]


async def _events(place: Place, name: str) -> int:
    async with open_work(place, Actor.system()) as work:
        named = select(StoredEvent).where(StoredEvent.name == name)
        return len(list(await work.session.scalars(named)))


def _why(numbers: Sequence[int], first: int, last: int) -> str:
    """Of Omar, with the weeks counted back from the last that is over."""
    words = {3: "three", 4: "four", 5: "five"}
    return (
        f"Omar’s issues resolved fell {words[len(numbers) - 1]} weeks in a row:"
        f" {', '.join(map(str, numbers))} (weeks of {weeks_ago(first)} to {weeks_ago(last)})"
    )


FELL = _why([6, 5, 4, 0], 3, 0)


async def test_what_we_read_of_long_ago_is_no_news(cast: Cast) -> None:
    """A connection's first reading brings the history of years."""
    await _push(cast.place, *points_ending(cast.omar, 6, 5, 4, 0, ago=8))
    assert await _nudges(cast.place) == []
    await _push(cast.place, *points_ending(cast.ana, 6, 5, 4, 0, ago=7))
    assert [one.recipient_id for one in await _nudges(cast.place)] == [cast.mei.id]


async def test_what_somebody_tells_us_of_long_ago_is(cast: Cast) -> None:
    """Whoever pushes numbers says them on purpose."""
    points = points_ending(cast.omar, 6, 5, 4, 0, ago=500)
    await push_points(cast.place, points, actor=acting(cast.hua))
    await run_pending_jobs(cast.place, now=NOON)
    assert await _standing(cast.place) == [_why([6, 5, 4, 0], 503, 500)]


async def test_a_nudge_about_a_fall_outlives_the_time_in_which_it_was_news(cast: Cast) -> None:
    await _push(cast.place, *points_ending(cast.omar, 6, 5, 4, 0, ago=7))
    later = NOON + timedelta(weeks=30)
    await push_points(cast.place, [a_point(cast.omar, 3, ago=-29)], now=later)
    await run_pending_jobs(cast.place, now=later)
    assert await _standing(cast.place) == [_why([6, 5, 4, 0], 10, 7)]


async def test_an_old_fall_that_goes_on_until_of_late_is_news(cast: Cast) -> None:
    points = points_ending(cast.omar, 9, 8, 7, 6, ago=8)
    await _push(cast.place, *points)
    await _push(cast.place, a_point(cast.omar, 5, ago=7))
    assert await _standing(cast.place) == [_why([9, 8, 7, 6, 5], 11, 7)]


async def test_what_gets_worse_by_growing_is_told_when_it_grows(cast: Cast) -> None:
    """And never when it falls, which is what everybody hopes for."""
    points = [*points_ending_now(cast.omar, 1, 2, 3, 5), *points_ending_now(cast.ana, 5, 3, 2, 1)]
    await _push(cast.place, *[replace(each, better=Better.LOWER) for each in points])
    weeks = f"(weeks of {weeks_ago(3)} to {weeks_ago(0)})"
    rose = f"Omar’s issues resolved rose three weeks in a row: 1, 2, 3, 5 {weeks}"
    assert await _standing(cast.place) == [rose]


async def test_what_is_neither_better_nor_worse_is_never_told(cast: Cast) -> None:
    points = [*points_ending_now(cast.omar, 6, 5, 4, 0), *points_ending_now(cast.ana, 0, 4, 5, 6)]
    await _push(cast.place, *[replace(each, better=Better.NEITHER) for each in points])
    assert await _nudges(cast.place) == []


@pytest.mark.requirement(128, 139, 140)
async def test_the_manager_is_told_why_what_and_by_when(cast: Cast) -> None:
    await _push(cast.place, *points_ending_now(cast.omar, 6, 5, 4, 0))
    (nudge,) = await _nudges(cast.place)
    assert nudge.recipient_id == cast.mei.id
    assert nudge.why == {
        "en": FELL,
        "zh-CN": (
            "Omar 的“issues resolved”连续 3 周下降：6、5、4、0"
            f"（{weeks_ago(3)} 至 {weeks_ago(0)} 各周）"
        ),
    }
    assert nudge.what["en"].startswith("Hold a coaching conversation with Omar")
    assert (nudge.due_on - TODAY).days == 7
    assert await _events(cast.place, "nudge.created") == 1


async def test_a_coaching_touchpoint_is_planned_with_it(cast: Cast) -> None:
    await _push(cast.place, *points_ending_now(cast.omar, 6, 5, 4, 0))
    async with open_work(cast.place, Actor.system()) as work:
        touchpoint = (await work.session.scalars(select(Touchpoint))).one()
    assert (touchpoint.kind, touchpoint.state) == (
        TouchpointKind.COACHING,
        TouchpointState.PLANNED,
    )
    assert (touchpoint.subject_id, touchpoint.owner_id) == (cast.omar.id, cast.mei.id)


@pytest.mark.requirement(26)
async def test_a_firing_says_what_caused_it_and_what_it_saw(cast: Cast) -> None:
    await _push(cast.place, *points_ending_now(cast.omar, 6, 5, 4, 0))
    async with open_work(cast.place, Actor.system()) as work:
        firing = (await work.session.scalars(select(TriggerFiring))).one()
    assert (firing.source, firing.rule_version) == (TriggerSource.DATA_RULE, 1)
    assert (firing.first_period, firing.last_period) == (weeks_ago(3), weeks_ago(0))
    assert [point["value"] for point in firing.evidence["points"]] == [6, 5, 4, 0]
    assert (firing.evidence["unit"], firing.evidence["source"]) == ("issues", "jira")


@pytest.mark.requirement(139)
async def test_two_weeks_are_not_enough(cast: Cast) -> None:
    await _push(cast.place, *points_ending_now(cast.omar, 6, 5, 4))
    assert await _nudges(cast.place) == []


@pytest.mark.requirement(139)
@pytest.mark.parametrize("seed", range(4))
async def test_one_nudge_whatever_the_order_and_repetition(cast: Cast, seed: int) -> None:
    points = points_ending_now(cast.omar, 9, 8, 7, 6, 5, 9, 6, 5, 4, 0)
    repeated = points * 2
    random.Random(seed).shuffle(repeated)  # noqa: S311 - an order, not a secret
    for point in repeated:
        await _push(cast.place, point)
    assert sorted(await _standing(cast.place)) == [
        _why([9, 6, 5, 4, 0], 4, 0),
        _why([9, 8, 7, 6, 5], 9, 5),
    ]


@pytest.mark.requirement(139)
async def test_pushes_from_many_sides_at_once_make_one_nudge(cast: Cast) -> None:
    points = points_ending_now(cast.omar, 6, 5, 4, 0)
    await asyncio.gather(*(push_points(cast.place, [point]) for point in points))
    async with open_work(cast.place, Actor.system()) as work:
        recorded = list(await work.session.scalars(select(StoredEvent)))

    async def watch(event: StoredEvent) -> None:
        async with open_work(cast.place, Actor.system(), now=NOON) as work:
            await watch_metric(work, event)

    await asyncio.gather(*(watch(event) for event in recorded if event.name == "metric.recorded"))
    assert await _standing(cast.place) == [FELL]
    assert await _events(cast.place, "trigger.fired") == 1


@pytest.mark.requirement(139)
async def test_a_week_that_comes_while_we_decide_waits_for_the_decision(cast: Cast) -> None:
    first, *others = points_ending_now(cast.omar, 9, 6, 5, 4, 0)
    await push_points(cast.place, others)
    async with open_work(cast.place, Actor.system()) as work:
        recorded = select(StoredEvent).where(StoredEvent.name == "metric.recorded")
        event = (await work.session.scalars(recorded)).one()

    async def push_and_watch() -> None:
        await push_points(cast.place, [first])
        async with open_work(cast.place, Actor.system(), now=NOON) as work:
            await watch_metric(work, event)

    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        await watch_metric(work, event)
        meanwhile = asyncio.create_task(push_and_watch())
        await asyncio.wait([meanwhile], timeout=0.3)
    await meanwhile
    assert await _standing(cast.place) == [_why([9, 6, 5, 4, 0], 4, 0)]


@pytest.mark.requirement(139)
async def test_a_fall_that_goes_on_updates_the_unread_nudge(cast: Cast) -> None:
    await _push(cast.place, *points_ending_now(cast.omar, 9, 6, 5, 4, 0)[:-1])
    await _push(cast.place, a_point(cast.omar, 0))
    assert [nudge.why["en"] for nudge in await _nudges(cast.place)] == [_why([9, 6, 5, 4, 0], 4, 0)]
    assert await _events(cast.place, "nudge.created") == 1


async def test_a_nudge_that_was_answered_stays_as_it_is_and_is_not_repeated(cast: Cast) -> None:
    points = points_ending_now(cast.omar, 9, 6, 5, 4, 0)
    await _push(cast.place, *points[:-1])
    (nudge,) = await _nudges(cast.place)
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        await dismiss_nudge(work, nudge_id=nudge.id, reason="On holiday")
    await _push(cast.place, points[-1])
    (kept,) = await _nudges(cast.place)
    assert (kept.state, kept.why) == (NudgeState.DISMISSED, nudge.why)


async def test_a_week_that_comes_in_late_merges_two_nudges(cast: Cast) -> None:
    points = points_ending_now(cast.omar, 9, 8, 7, 6, 5, 4, 3, 2, 1)
    await _push(cast.place, *points[:4], *points[5:])
    assert len(await _standing(cast.place)) == 2
    await _push(cast.place, points[4])
    first, second = await _nudges(cast.place)
    assert (first.state, second.state) == (NudgeState.OPEN, NudgeState.WITHDRAWN)
    assert first.why["en"].endswith(f"(weeks of {weeks_ago(8)} to {weeks_ago(0)})")
    assert second.withdrawn_because == wording.MERGED


async def test_a_corrected_number_takes_the_nudge_back(cast: Cast) -> None:
    await _push(cast.place, *points_ending_now(cast.omar, 6, 5, 4, 0))
    await _push(cast.place, a_point(cast.omar, 4))
    (nudge,) = await _nudges(cast.place)
    async with open_work(cast.place, Actor.system()) as work:
        touchpoint = (await work.session.scalars(select(Touchpoint))).one()
    assert (nudge.state, nudge.withdrawn_because) == (NudgeState.WITHDRAWN, wording.VANISHED)
    assert (touchpoint.state, touchpoint.cancelled_because) == (
        TouchpointState.CANCELLED,
        wording.VANISHED,
    )


async def test_a_fall_that_is_corrected_back_speaks_again(cast: Cast) -> None:
    await _push(cast.place, *points_ending_now(cast.omar, 6, 5, 4, 0))
    await _push(cast.place, a_point(cast.omar, 4))
    await _push(cast.place, a_point(cast.omar, 0))
    assert await _standing(cast.place) == [FELL]


async def test_without_a_manager_it_waits_for_hr(cast: Cast) -> None:
    await _push(cast.place, *points_ending_now(cast.ivan, 6, 5, 4, 0))
    assert [nudge.recipient_id for nudge in await _nudges(cast.place)] == [None]


async def test_the_manager_of_today_is_told(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await set_manager(work, person_id=cast.omar.id, manager_id=cast.ivan.id, from_=TODAY)
    await _push(cast.place, *points_ending_now(cast.omar, 6, 5, 4, 0))
    assert [nudge.recipient_id for nudge in await _nudges(cast.place)] == [cast.ivan.id]


async def _change_rule(
    cast: Cast, *, enabled: bool = True, weeks: int = 3, look_back_weeks: int | None = None
) -> None:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await install_default_rules(work)
        await work.session.flush()
        declines = select(TriggerRule.id).where(TriggerRule.kind == RuleKind.METRIC_DECLINE)
        rule_id = (await work.session.scalars(declines)).one()
        await change_trigger_rule(
            work,
            rule_id=rule_id,
            enabled=enabled,
            due_in_days=7,
            weeks=weeks,
            look_back_weeks=look_back_weeks,
        )


@pytest.mark.requirement(128)
async def test_hr_decides_how_many_weeks(cast: Cast) -> None:
    await _change_rule(cast, weeks=2)
    await _push(cast.place, *points_ending_now(cast.omar, 6, 5, 4))
    async with open_work(cast.place, Actor.system()) as work:
        firing = (await work.session.scalars(select(TriggerFiring))).one()
    assert (firing.weeks, firing.rule_version) == (2, 2)


@pytest.mark.requirement(128)
async def test_hr_decides_how_far_back_a_reading_is_news(cast: Cast) -> None:
    await _change_rule(cast, look_back_weeks=100)
    await _push(cast.place, *points_ending(cast.omar, 6, 5, 4, 0, ago=99))
    await _push(cast.place, *points_ending(cast.ana, 6, 5, 4, 0, ago=100))
    assert await _standing(cast.place) == [_why([6, 5, 4, 0], 102, 99)]


@pytest.mark.requirement(128)
async def test_a_rule_that_is_switched_off_is_silent(cast: Cast) -> None:
    await _change_rule(cast, enabled=False)
    await _push(cast.place, *points_ending_now(cast.omar, 6, 5, 4, 0))
    assert await _nudges(cast.place) == []
