"""Leaving days that change, people who come back, managers who are gone before one joins."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from domain.actor import Actor, Role
from domain.errors import Conflict, Invalid, NotAllowed
from domain.events import StoredEvent
from domain.people.commands import add_person, change_roles, end_employment
from domain.people.import_rows import PersonItem
from domain.people.importing import import_people, preview_import
from domain.people.person import Person
from domain.people.rehire import rehire_person
from tenants.work import open_work
from tests.domain.people.test_importing import counts, row, take_in
from tests.domain.people.test_lines import change, lines_of
from tests.people import JOINED, NOON, TODAY, Cast, acting

FRIDAY = TODAY + timedelta(days=2)
NEXT_WEEK = TODAY + timedelta(days=7)


async def leave(cast: Cast, who: Person, on: date) -> Person:
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        return await end_employment(work, person_id=who.id, on=on)


async def come_back(cast: Cast, who: Person, on: date) -> Person:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        return await rehire_person(work, person_id=who.id, on=on)


async def told(cast: Cast, who: Person) -> list[str]:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        events = select(StoredEvent.name).where(StoredEvent.subject_id == who.id)
        return list(await work.session.scalars(events.order_by(StoredEvent.id)))


async def test_a_leaving_day_moved_later_keeps_everybodys_lines_until_then(cast: Cast) -> None:
    await leave(cast, cast.mei, FRIDAY)
    mei = await leave(cast, cast.mei, NEXT_WEEK)
    assert mei.left_on == NEXT_WEEK
    for report in (cast.omar, cast.ana):
        assert await lines_of(cast, report) == [(cast.mei.id, JOINED, NEXT_WEEK)]


async def test_a_leaving_day_moved_earlier_ends_the_lines_earlier(cast: Cast) -> None:
    await leave(cast, cast.mei, NEXT_WEEK)
    await leave(cast, cast.mei, FRIDAY)
    assert await lines_of(cast, cast.omar) == [(cast.mei.id, JOINED, FRIDAY)]


async def test_who_has_another_manager_meanwhile_keeps_that_one(cast: Cast) -> None:
    await leave(cast, cast.mei, FRIDAY)
    await change(cast, cast.omar, cast.ivan, FRIDAY)
    await leave(cast, cast.mei, NEXT_WEEK)
    assert await lines_of(cast, cast.omar) == [
        (cast.mei.id, JOINED, FRIDAY),
        (cast.ivan.id, FRIDAY, None),
    ]
    assert await lines_of(cast, cast.ana) == [(cast.mei.id, JOINED, NEXT_WEEK)]


async def test_a_planned_change_still_comes_when_the_leaving_day_moves_past_it(cast: Cast) -> None:
    await change(cast, cast.omar, cast.ivan, FRIDAY + timedelta(days=1))
    await leave(cast, cast.mei, FRIDAY)
    await leave(cast, cast.mei, NEXT_WEEK)
    assert await lines_of(cast, cast.omar) == [
        (cast.mei.id, JOINED, FRIDAY + timedelta(days=1)),
        (cast.ivan.id, FRIDAY + timedelta(days=1), None),
    ]


async def test_who_takes_back_their_notice_has_never_been_away(cast: Cast) -> None:
    await leave(cast, cast.omar, FRIDAY)
    omar = await come_back(cast, cast.omar, FRIDAY)
    assert (omar.joined_on, omar.left_on) == (JOINED, None)
    assert await lines_of(cast, cast.omar) == [(cast.mei.id, JOINED, None)]


async def test_who_comes_back_later_starts_anew_without_a_manager(cast: Cast) -> None:
    await leave(cast, cast.omar, TODAY - timedelta(days=30))
    omar = await come_back(cast, cast.omar, TODAY)
    assert (omar.joined_on, omar.left_on) == (TODAY, None)
    assert await lines_of(cast, cast.omar) == [(cast.mei.id, JOINED, TODAY - timedelta(days=30))]
    assert (await told(cast, cast.omar))[-1] == "person.rehired"


async def test_roles_do_not_come_back_with_the_person(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        await change_roles(work, person_id=cast.ivan.id, roles=[Role.ADMIN, Role.HR])
    await leave(cast, cast.ivan, TODAY)
    ivan = await come_back(cast, cast.ivan, TODAY)
    assert ivan.roles == []
    assert (await told(cast, cast.ivan))[-2:] == ["person.roles_changed", "person.rehired"]


async def test_nobody_comes_back_who_is_here_or_before_having_left(cast: Cast) -> None:
    with pytest.raises(Conflict, match="Omar works here"):
        await come_back(cast, cast.omar, TODAY)
    await leave(cast, cast.omar, FRIDAY)
    with pytest.raises(Invalid, match=f"Omar leaves on {FRIDAY}"):
        await come_back(cast, cast.omar, TODAY)
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        with pytest.raises(NotAllowed):
            await rehire_person(work, person_id=cast.omar.id)


async def test_an_import_takes_back_who_joins_after_having_left(cast: Cast) -> None:
    await leave(cast, cast.omar, TODAY - timedelta(days=30))
    again = replace(row("Omar", "Ivan"), joined_on=TODAY)
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        preview = await preview_import(work, items=[again])
    assert (preview.created, preview.updated, preview.unchanged) == (0, 1, 0)
    done = await take_in(cast, again)
    assert counts(done) == (0, 1, 0, 1)
    assert (done.people[0].joined_on, done.people[0].left_on) == (TODAY, None)
    assert (await lines_of(cast, cast.omar))[-1] == (cast.ivan.id, TODAY, None)
    assert counts(await take_in(cast, again)) == (0, 0, 1, 0)


async def test_a_day_of_joining_after_a_leaving_day_to_come_is_refused(cast: Cast) -> None:
    await leave(cast, cast.omar, FRIDAY)
    late = replace(row("Omar"), joined_on=NEXT_WEEK)
    for deed in (import_people, preview_import):
        async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
            with pytest.raises(Invalid, match=f"omar@acme.test leaves on {FRIDAY}") as refused:
                await deed(work, items=[late])
        assert refused.value.field == "items.0.joined_on"


@pytest.mark.parametrize("joins", [FRIDAY, NEXT_WEEK])
async def test_a_manager_who_leaves_before_the_newcomer_joins_is_refused(
    cast: Cast, joins: date
) -> None:
    await leave(cast, cast.mei, FRIDAY)
    newcomer = PersonItem(
        name="Li", email="li@acme.test", manager_email="mei@acme.test", joined_on=joins
    )
    for deed in (import_people, preview_import):
        async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
            with pytest.raises(Invalid, match=f"mei@acme.test works here on {joins}") as refused:
                await deed(work, items=[newcomer])
        assert refused.value.field == "items.0.manager_email"
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        with pytest.raises(Conflict, match=f"Mei leaves on {FRIDAY}"):
            await add_person(
                work, name="Li", email="li@acme.test", joined_on=joins, manager_id=cast.mei.id
            )
