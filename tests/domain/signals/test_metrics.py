import asyncio
import math
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from domain.actor import Actor, ActorKind
from domain.base import Stored, new_id
from domain.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from domain.events import StoredEvent
from domain.signals.commands import PushResult
from domain.signals.metric import MetricPoint, MetricPointEdit, MetricSeries
from domain.signals.queries import visible_metric_points, visible_metric_series
from infra.database import Place
from tenants.work import open_work
from tests.people import NOON, Cast, acting
from tests.signals import THIS_WEEK, a_point, points_ending_now, push_points


async def _count(place: Place, table: type[Stored]) -> int:
    async with open_work(place, Actor.system()) as work:
        return await work.session.scalar(select(func.count()).select_from(table)) or 0


async def _recorded(place: Place) -> list[StoredEvent]:
    async with open_work(place, Actor.system()) as work:
        named = select(StoredEvent).where(StoredEvent.name == "metric.recorded")
        return list(await work.session.scalars(named))


async def _values(place: Place) -> list[float]:
    async with open_work(place, Actor.system()) as work:
        by_week = select(MetricPoint.value).order_by(MetricPoint.period_start)
        return list(await work.session.scalars(by_week))


@pytest.mark.requirement(142)
async def test_a_series_comes_with_its_first_point(cast: Cast) -> None:
    result = await push_points(cast.place, [a_point(cast.omar, 6)])
    async with open_work(cast.place, Actor.system()) as work:
        series = (await work.session.scalars(select(MetricSeries))).one()
    assert result == PushResult(created=1, updated=0, unchanged=0)
    assert (series.person_id, series.key, series.name, series.unit, series.source) == (
        cast.omar.id,
        "issues_resolved",
        "issues resolved",
        "issues",
        "jira",
    )


@pytest.mark.requirement(142)
async def test_a_repeated_push_changes_and_announces_nothing(cast: Cast) -> None:
    points = points_ending_now(cast.omar, 6, 5, 4, 0)
    await push_points(cast.place, points)
    assert await push_points(cast.place, points) == PushResult(created=0, updated=0, unchanged=4)
    assert await _values(cast.place) == [6, 5, 4, 0]
    assert len(await _recorded(cast.place)) == 1


async def test_a_mixed_push_counts_each_item(cast: Cast) -> None:
    await push_points(cast.place, points_ending_now(cast.omar, 6, 5, 4))
    result = await push_points(cast.place, points_ending_now(cast.omar, 1, 6, 5, 3))
    assert result == PushResult(created=1, updated=1, unchanged=2)
    assert await _values(cast.place) == [1, 6, 5, 3]


async def test_one_event_for_each_series_that_changed(cast: Cast) -> None:
    await push_points(cast.place, points_ending_now(cast.omar, 6, 5))
    await push_points(
        cast.place,
        [*points_ending_now(cast.omar, 6, 5), *points_ending_now(cast.ana, 3, 2, 1)],
    )
    first, second = await _recorded(cast.place)
    assert (first.content["person_id"], first.content["points"]) == (str(cast.omar.id), 2)
    assert (second.content["person_id"], second.content["points"]) == (str(cast.ana.id), 3)


@pytest.mark.requirement(150)
async def test_a_changed_value_keeps_the_earlier_one_and_who_changed_it(cast: Cast) -> None:
    await push_points(cast.place, [a_point(cast.omar, 6, ago=1)])
    await push_points(cast.place, [a_point(cast.omar, 9, ago=1)], actor=acting(cast.hua))
    async with open_work(cast.place, Actor.system()) as work:
        edit = (await work.session.scalars(select(MetricPointEdit))).one()
    assert (edit.earlier_value, edit.value, edit.actor_id) == (6, 9, cast.hua.id)
    assert (edit.edited_at, edit.late) == (NOON, True)


@pytest.mark.requirement(150)
@pytest.mark.parametrize(("days", "late"), [(6, False), (7, True)])
async def test_a_change_is_late_once_the_week_is_over(cast: Cast, days: int, late: bool) -> None:
    monday = NOON - timedelta(days=2)
    await push_points(cast.place, [a_point(cast.omar, 6, ago=THIS_WEEK)])
    changed = a_point(cast.omar, 7, ago=THIS_WEEK)
    await push_points(cast.place, [changed], now=monday + timedelta(days=days))
    async with open_work(cast.place, Actor.system()) as work:
        assert (await work.session.scalars(select(MetricPointEdit.late))).one() is late


async def test_people_are_named_by_email_too(cast: Cast) -> None:
    point = a_point(cast.omar, 6, person_id=None, person_email=" Omar@ACME.test ")
    assert (await push_points(cast.place, [point])).created == 1


_REFUSED: dict[str, tuple[dict[str, Any], type[DomainError], str]] = {
    "not a number": ({"value": math.nan}, Invalid, "value"),
    "endless": ({"value": math.inf}, Invalid, "value"),
    "endlessly little": ({"value": -math.inf}, Invalid, "value"),
    "a Tuesday": ({"period_start": date(2026, 6, 2)}, Invalid, "period_start"),
    "the next century": ({"period_start": date(2101, 1, 3)}, Invalid, "period_start"),
    "long ago": ({"period_start": date(1, 1, 1)}, Invalid, "period_start"),
    "another unit": ({"unit": "hours"}, Conflict, "unit"),
    "another source": ({"source": "crm"}, Conflict, "source"),
    "no unit": ({"unit": " "}, Invalid, "unit"),
    "a null character": ({"name": "a\0b"}, Invalid, "name"),
    "half a letter": ({"unit": "\ud800"}, Invalid, "unit"),
    "a loud key": ({"key": "Issues!"}, Invalid, "key"),
    "nobody": ({"person_id": new_id()}, NotFound, "person_id"),
    "nobody by mail": ({"person_id": None, "person_email": "x\0@y.z"}, NotFound, "person_email"),
    "no one named": ({"person_id": None}, Invalid, "person_id"),
    "two named": ({"person_email": "omar@acme.test"}, Invalid, "person_id"),
}


@pytest.mark.parametrize(("change", "refusal", "field"), _REFUSED.values(), ids=_REFUSED.keys())
async def test_a_refused_point_names_its_field_and_refuses_the_push(
    cast: Cast, change: dict[str, Any], refusal: type[DomainError], field: str
) -> None:
    await push_points(cast.place, [a_point(cast.omar, 6, ago=5)])
    good = points_ending_now(cast.omar, 3, 2)
    with pytest.raises(refusal) as refused:
        await push_points(
            cast.place, [*good, a_point(cast.omar, **{"value": 1, "ago": 2} | change)]
        )
    assert refused.value.field == f"points[2].{field}"
    assert await _values(cast.place) == [6]


async def test_a_new_series_has_one_unit_within_the_push_that_makes_it(cast: Cast) -> None:
    points = [a_point(cast.omar, 1, ago=1), a_point(cast.omar, 2, unit="hours")]
    with pytest.raises(Conflict) as refused:
        await push_points(cast.place, points)
    assert refused.value.field == "points[1].unit"
    assert await _count(cast.place, MetricSeries) == 0


async def test_the_same_week_twice_in_one_push_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        await push_points(cast.place, [a_point(cast.omar, 1), a_point(cast.omar, 2)])
    assert refused.value.field == "points[1].period_start"


async def test_five_hundred_points_fit_and_one_more_does_not(cast: Cast) -> None:
    points = [a_point(cast.omar, ago % 7, ago=ago) for ago in range(501)]
    with pytest.raises(Invalid) as refused:
        await push_points(cast.place, points)
    assert refused.value.field == "points"
    assert (await push_points(cast.place, points[:500])).created == 500


@pytest.mark.parametrize("who", ["omar", "mei", "ai"])
async def test_only_hr_admins_plugins_and_the_system_push_metrics(cast: Cast, who: str) -> None:
    actors = {
        "omar": acting(cast.omar),
        "mei": acting(cast.mei),
        "ai": Actor(kind=ActorKind.AI),
    }
    with pytest.raises(NotAllowed):
        await push_points(cast.place, [a_point(cast.omar, 1)], actor=actors[who])
    assert await _count(cast.place, MetricSeries) == 0


async def test_a_plugin_an_admin_and_hr_push_metrics(cast: Cast) -> None:
    for ago, actor in enumerate((Actor(kind=ActorKind.PLUGIN), acting(cast.hua), acting(cast.wei))):
        await push_points(cast.place, [a_point(cast.omar, 1, ago=ago)], actor=actor)
    assert await _values(cast.place) == [1, 1, 1]


async def test_pushes_at_the_same_time_end_as_one(cast: Cast) -> None:
    points = [point for who in cast.everyone for point in points_ending_now(who, *range(20, 0, -1))]
    orders = [points, points[::-1], points[7:] + points[:7], points[::2] + points[1::2]]
    results = await asyncio.gather(*(push_points(cast.place, order) for order in orders))
    assert sum(result.created for result in results) == len(points)
    assert await _count(cast.place, MetricPoint) == len(points)
    assert await _count(cast.place, MetricPointEdit) == 0


@pytest.mark.requirement(146)
@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("omar", {"omar"}),
        ("mei", {"omar", "ana"}),
        ("ivan", set()),
        ("wei", set()),
        ("hua", {"omar", "ana"}),
    ],
)
async def test_a_person_the_line_above_and_hr_see_metrics(
    cast: Cast, who: str, seen: set[str]
) -> None:
    await push_points(cast.place, [a_point(cast.omar, 1), a_point(cast.ana, 2)])
    async with open_work(cast.place, acting(getattr(cast, who)), now=NOON) as work:
        series = list(await work.session.scalars(visible_metric_series(work.viewer)))
        points = list(await work.session.scalars(visible_metric_points(work.viewer)))
    assert {one.person_id for one in series} == {getattr(cast, name).id for name in seen}
    assert {one.series_id for one in points} == {one.id for one in series}
