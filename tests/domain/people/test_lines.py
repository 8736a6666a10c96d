"""Who manages whom, from when to when."""

import asyncio
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.base import new_id
from domain.errors import Conflict, DomainError, NotAllowed, NotFound
from domain.people.commands import end_employment, set_manager
from domain.people.person import Person
from domain.people.queries import below, is_above, manager_of
from domain.people.reporting_line import ReportingLine
from domain.viewer import Viewer, parameters_of
from tenants.work import open_work
from tests.people import JOINED, NOON, TODAY, Cast, acting

YESTERDAY = TODAY - timedelta(days=1)
NEXT_MONTH = TODAY + timedelta(days=30)


async def change(cast: Cast, person: Person, manager: Person | None, from_: date) -> None:
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        await set_manager(
            work, person_id=person.id, manager_id=manager.id if manager else None, from_=from_
        )


async def lines_of(cast: Cast, person: Person) -> list[tuple[UUID, date, date | None]]:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        lines = await work.session.scalars(
            select(ReportingLine)
            .where(ReportingLine.person_id == person.id)
            .order_by(ReportingLine.valid_from)
        )
        return [(line.manager_id, line.valid_from, line.valid_to) for line in lines]


async def under(cast: Cast, person: Person, on: date = TODAY) -> set[str]:
    moment = NOON + (on - TODAY)
    async with open_work(cast.place, acting(person), now=moment) as work:
        chain = select(Person.name).where(Person.id.in_(select(below(work.viewer).c.person_id)))
        return set(await work.session.scalars(chain))


async def test_a_new_manager_follows_the_former_without_gap_or_overlap(cast: Cast) -> None:
    await change(cast, cast.omar, cast.ivan, TODAY)
    assert await lines_of(cast, cast.omar) == [
        (cast.mei.id, JOINED, TODAY),
        (cast.ivan.id, TODAY, None),
    ]


async def test_the_manager_is_asked_for_by_day(cast: Cast) -> None:
    await change(cast, cast.omar, cast.ivan, TODAY)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        assert await manager_of(work, cast.omar.id, YESTERDAY) == cast.mei.id
        assert await manager_of(work, cast.omar.id) == cast.ivan.id
        assert await manager_of(work, cast.omar.id, JOINED - timedelta(days=1)) is None
        assert await is_above(work, cast.mei.id, cast.omar.id, YESTERDAY)
        assert not await is_above(work, cast.mei.id, cast.omar.id)


async def test_a_planned_change_stays_when_an_earlier_one_comes_between(cast: Cast) -> None:
    await change(cast, cast.omar, cast.ivan, NEXT_MONTH)
    await change(cast, cast.omar, cast.hua, TODAY)
    assert await lines_of(cast, cast.omar) == [
        (cast.mei.id, JOINED, TODAY),
        (cast.hua.id, TODAY, NEXT_MONTH),
        (cast.ivan.id, NEXT_MONTH, None),
    ]


async def test_a_change_on_the_first_day_of_a_line_replaces_it(cast: Cast) -> None:
    await change(cast, cast.omar, cast.ivan, TODAY)
    await change(cast, cast.omar, cast.hua, TODAY)
    assert await lines_of(cast, cast.omar) == [
        (cast.mei.id, JOINED, TODAY),
        (cast.hua.id, TODAY, None),
    ]


async def test_the_same_manager_again_changes_nothing(cast: Cast) -> None:
    await change(cast, cast.omar, cast.mei, TODAY)
    assert await lines_of(cast, cast.omar) == [(cast.mei.id, JOINED, None)]


async def test_a_person_may_be_without_a_manager_for_a_while(cast: Cast) -> None:
    await change(cast, cast.omar, None, TODAY)
    await change(cast, cast.omar, cast.ivan, NEXT_MONTH)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        assert await manager_of(work, cast.omar.id) is None
        assert await manager_of(work, cast.omar.id, NEXT_MONTH) == cast.ivan.id


async def test_below_is_the_whole_chain_of_the_day(cast: Cast) -> None:
    await change(cast, cast.mei, cast.ivan, TODAY)
    assert await under(cast, cast.ivan) == {"Mei", "Omar", "Ana"}
    assert await under(cast, cast.ivan, YESTERDAY) == set()
    assert await under(cast, cast.mei) == {"Omar", "Ana"}
    assert await under(cast, cast.omar) == set()


async def test_nobody_in_particular_has_nobody_below(cast: Cast) -> None:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        assert (await work.session.scalars(select(below(work.viewer).c.person_id))).all() == []


async def test_a_kept_statement_reads_the_viewer_by_name(cast: Cast) -> None:
    kept = select(below(Viewer.by_name(frozenset())).c.person_id)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        for person, found in ((cast.mei, {cast.omar.id, cast.ana.id}), (cast.omar, set())):
            named = parameters_of(acting(person), NOON)
            assert set(await work.session.scalars(kept, named)) == found


def test_a_statement_that_asks_twice_computes_the_chain_once() -> None:
    viewer = Viewer.by_name(frozenset())
    twice = select(Person.id).where(
        Person.id.in_(select(below(viewer).c.person_id)),
        Person.id.in_(select(below(viewer).c.person_id)),
    )
    assert str(twice).count("RECURSIVE") == 1
    assert str(twice).count("below(person_id) AS") == 1


async def test_a_circle_is_refused(cast: Cast) -> None:
    await change(cast, cast.mei, cast.ivan, TODAY)
    with pytest.raises(Conflict, match="would stand above themselves") as refused:
        await change(cast, cast.ivan, cast.omar, TODAY)
    assert refused.value.field == "manager_id"
    assert await lines_of(cast, cast.ivan) == []


async def test_a_circle_in_the_future_is_refused_today(cast: Cast) -> None:
    """Today harmless; but from next month on Ivan would be under Mei, and Mei under Ivan."""
    await change(cast, cast.ivan, cast.mei, NEXT_MONTH)
    with pytest.raises(Conflict, match=f"From {NEXT_MONTH} on"):
        await change(cast, cast.mei, cast.ivan, TODAY)


async def test_lines_that_never_hold_on_the_same_day_are_no_circle(cast: Cast) -> None:
    await change(cast, cast.ivan, cast.mei, NEXT_MONTH)
    await change(cast, cast.mei, cast.hua, NEXT_MONTH)
    await change(cast, cast.mei, cast.ivan, TODAY)
    assert await lines_of(cast, cast.mei) == [
        (cast.ivan.id, TODAY, NEXT_MONTH),
        (cast.hua.id, NEXT_MONTH, None),
    ]


async def test_nobody_manages_themselves(cast: Cast) -> None:
    with pytest.raises(Conflict, match="Nobody can be their own manager"):
        await change(cast, cast.omar, cast.omar, TODAY)


async def test_two_who_close_a_circle_at_the_same_moment_do_not_both_succeed(cast: Cast) -> None:
    outcomes = await asyncio.gather(
        change(cast, cast.hua, cast.ivan, TODAY),
        change(cast, cast.ivan, cast.hua, TODAY),
        return_exceptions=True,
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "NoneType"]


async def test_one_who_left_manages_nobody(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await end_employment(work, person_id=cast.mei.id, on=NEXT_MONTH)
    assert await lines_of(cast, cast.omar) == [(cast.mei.id, JOINED, NEXT_MONTH)]
    with pytest.raises(Conflict, match="leaves on"):
        await change(cast, cast.ivan, cast.mei, NEXT_MONTH)


async def test_no_line_outlasts_the_one_who_leaves(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await end_employment(work, person_id=cast.mei.id, on=NEXT_MONTH)
    await change(cast, cast.ivan, cast.mei, TODAY)
    assert await lines_of(cast, cast.ivan) == [(cast.mei.id, TODAY, NEXT_MONTH)]


async def test_strangers_ids_are_not_found(cast: Cast) -> None:
    for person_id, manager_id, field in (
        (new_id(), cast.mei.id, "person_id"),
        (cast.omar.id, new_id(), "manager_id"),
    ):
        async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
            with pytest.raises(NotFound) as refused:
                await set_manager(work, person_id=person_id, manager_id=manager_id)
            assert refused.value.field == field


@pytest.mark.parametrize(
    ("who", "may"),
    [("hua", True), ("wei", True), ("mei", False), ("omar", False), ("ivan", False)],
)
async def test_who_may_set_a_manager(cast: Cast, who: str, may: bool) -> None:
    outcome: type[DomainError] | None = None
    try:
        async with open_work(cast.place, acting(getattr(cast, who)), now=NOON) as work:
            await set_manager(work, person_id=cast.ana.id, manager_id=cast.ivan.id)
    except DomainError as refused:
        outcome = type(refused)
    assert outcome is (None if may else NotAllowed)
    assert (len(await lines_of(cast, cast.ana)) == 2) is may
