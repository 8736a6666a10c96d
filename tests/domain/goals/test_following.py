"""The weekly check-in."""

import asyncio
import math
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.base import new_id
from domain.errors import Invalid, NotFound
from domain.events import StoredEvent
from domain.goals.check_in import CheckIn
from domain.goals.following import check_in
from domain.goals.goal import Goal
from domain.goals.key_result import KeyResult
from tenants.work import open_work
from tests.builders import an_active_goal, first_key_result
from tests.people import NOON, TODAY, Cast, acting

MONDAY = date(2026, 6, 8)
LAST_WEEK = MONDAY - timedelta(weeks=1)


async def said_of(cast: Cast, part: KeyResult) -> list[tuple[date, int, float, bool]]:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        by_week = (
            select(CheckIn)
            .where(CheckIn.key_result_id == part.id)
            .order_by(CheckIn.week, CheckIn.version)
        )
        return [
            (said.week, said.version, said.value, said.superseded_at is None)
            for said in await work.session.scalars(by_week)
        ]


async def say(cast: Cast, part: KeyResult, value: float, week: date | None = None) -> None:
    async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
        await check_in(work, key_result_id=part.id, value=value, confidence=7, week=week)


async def current(cast: Cast, goal: Goal) -> float | None:
    return (await first_key_result(cast, goal)).current


@pytest.mark.requirement(182)
async def test_one_a_week_counts_and_a_later_one_is_a_new_version(cast: Cast) -> None:
    goal = await an_active_goal(cast)
    part = await first_key_result(cast, goal)
    await say(cast, part, 30)
    await say(cast, part, 28, week=MONDAY + timedelta(days=6))
    await say(cast, part, 35, week=LAST_WEEK + timedelta(days=4))
    assert await said_of(cast, part) == [
        (LAST_WEEK, 1, 35, True),
        (MONDAY, 1, 30, False),
        (MONDAY, 2, 28, True),
    ]
    assert await current(cast, goal) == 28


async def test_a_late_word_on_an_earlier_week_does_not_hide_a_later_one(cast: Cast) -> None:
    goal = await an_active_goal(cast)
    part = await first_key_result(cast, goal)
    assert await current(cast, goal) is None
    await say(cast, part, 33, week=LAST_WEEK)
    assert await current(cast, goal) == 33
    await say(cast, part, 30)
    await say(cast, part, 39, week=LAST_WEEK)
    assert await current(cast, goal) == 30


async def test_two_at_the_same_moment_are_two_versions(cast: Cast) -> None:
    goal = await an_active_goal(cast)
    part = await first_key_result(cast, goal)
    await asyncio.gather(*(say(cast, part, value) for value in (1, 2, 3)))
    said = await said_of(cast, part)
    assert [(week, version, valid) for week, version, _, valid in said] == [
        (MONDAY, 1, False),
        (MONDAY, 2, False),
        (MONDAY, 3, True),
    ]
    assert await current(cast, goal) == said[-1][2]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"value": math.nan}, "value"),
        ({"value": math.inf}, "value"),
        ({"value": -math.inf}, "value"),
        ({"value": 1e300}, "value"),
        ({"confidence": 11}, "confidence"),
        ({"confidence": -1}, "confidence"),
        ({"week": MONDAY + timedelta(weeks=1)}, "week"),
        ({"blocker": "x" * 4001}, "blocker"),
        ({"resource_ask": "a\0b"}, "resource_ask"),
    ],
)
async def test_what_cannot_be_said(cast: Cast, wrong: dict[str, object], field: str) -> None:
    part = await first_key_result(cast, await an_active_goal(cast))
    given = {"key_result_id": part.id, "value": 20, "confidence": 5} | wrong
    with pytest.raises(Invalid) as refused:
        async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
            await check_in(work, **given)
    assert refused.value.field == field
    assert await said_of(cast, part) == []


@pytest.mark.requirement(182)
async def test_a_blocker_is_announced_without_its_words(cast: Cast) -> None:
    goal = await an_active_goal(cast)
    part = await first_key_result(cast, goal)
    async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
        said = await check_in(
            work,
            key_result_id=part.id,
            value=30,
            confidence=2,
            blocker="Nobody reviews my changes",
            resource_ask="A second reviewer",
        )
    assert (said.blocker, said.resource_ask) == ("Nobody reviews my changes", "A second reviewer")
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        told = await work.session.scalars(
            select(StoredEvent)
            .where(StoredEvent.name.in_(["goal.checked_in", "goal.blocker_raised"]))
            .order_by(StoredEvent.id)
        )
        contents = {event.name: event.content for event in told}
    assert contents["goal.checked_in"] == {
        "subject_id": str(goal.id),
        "owner_id": str(cast.omar.id),
        "key_result_id": str(part.id),
        "check_in_id": str(said.id),
        "week": MONDAY.isoformat(),
        "version": 1,
        "confidence": 2,
    }
    assert contents["goal.blocker_raised"] == {
        "subject_id": str(goal.id),
        "owner_id": str(cast.omar.id),
        "check_in_id": str(said.id),
    }


async def test_the_week_is_the_one_of_the_moment_in_utc(cast: Cast) -> None:
    part = await first_key_result(cast, await an_active_goal(cast))
    assert TODAY.isoweekday() == 3
    sunday_night = NOON.replace(day=14, hour=23, minute=59)
    async with open_work(cast.place, acting(cast.omar), now=sunday_night) as work:
        said = await check_in(work, key_result_id=part.id, value=30, confidence=5)
    assert said.week == MONDAY


async def test_nobody_else_finds_the_key_result(cast: Cast) -> None:
    part = await first_key_result(cast, await an_active_goal(cast))
    for person, part_id in ((cast.ana, part.id), (cast.wei, part.id), (cast.omar, new_id())):
        with pytest.raises(NotFound) as refused:
            async with open_work(cast.place, acting(person), now=NOON) as work:
                await check_in(work, key_result_id=part_id, value=30, confidence=5)
        assert refused.value.field == "key_result_id"
    assert await said_of(cast, part) == []
