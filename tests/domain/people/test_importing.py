"""Many people at once, as an HR system lists them."""

from datetime import timedelta

import pytest

from domain.errors import Conflict, Invalid, NotAllowed
from domain.people.commands import end_employment
from domain.people.import_rows import MOST_ROWS, PersonItem
from domain.people.importing import ImportedPeople, import_people, preview_import
from domain.people.person import Person
from domain.people.queries import manager_of
from tenants.work import open_work
from tests.domain.people.test_directory import headcount
from tests.people import JOINED, NOON, TODAY, Cast, acting


def row(name: str, manager: str | None = None, title: str | None = None) -> PersonItem:
    return PersonItem(
        name=name,
        email=f"{name.lower()}@acme.test",
        title=title,
        manager_email=f"{manager.lower()}@acme.test" if manager else None,
        joined_on=JOINED,
    )


async def take_in(cast: Cast, *items: PersonItem, by: Person | None = None) -> ImportedPeople:
    async with open_work(cast.place, acting(by or cast.hua), now=NOON) as work:
        return await import_people(work, items=items)


def counts(done: ImportedPeople) -> tuple[int, int, int, int]:
    return done.created, done.updated, done.unchanged, done.managers_changed


async def test_a_hundred_and_fifty_people_and_their_managers(cast: Cast) -> None:
    leads = [row(f"Lead{n}", "Mei") for n in range(10)]
    members = [row(f"Member{n}", f"Lead{n % 10}") for n in range(140)]
    done = await take_in(cast, *members, *leads)
    assert counts(done) == (150, 0, 0, 150)
    ids = {person.email: person.id for person in done.people}
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        manager = await manager_of(work, ids["member7@acme.test"], JOINED)
    assert manager == ids["lead7@acme.test"]


async def test_the_same_import_again_changes_nothing(cast: Cast) -> None:
    items = [row("Li", "Mei"), row("Bo", "Li")]
    await take_in(cast, *items)
    assert counts(await take_in(cast, *reversed(items))) == (0, 0, 2, 0)


async def test_an_import_updates_those_already_here(cast: Cast) -> None:
    renamed = PersonItem(name="Omar K.", email="OMAR@acme.test", manager_email="ivan@acme.test")
    assert counts(await take_in(cast, renamed)) == (0, 1, 0, 1)
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        omar = await work.get(Person, cast.omar.id)
        assert (omar.name, omar.title, omar.joined_on) == ("Omar K.", "Engineer", JOINED)
        assert await manager_of(work, omar.id, TODAY - timedelta(days=1)) == cast.mei.id
        assert await manager_of(work, omar.id) == cast.ivan.id


async def test_a_row_without_a_manager_leaves_the_line_alone(cast: Cast) -> None:
    assert counts(await take_in(cast, row("Omar"))) == (0, 0, 1, 0)


async def test_all_rows_or_none_and_the_faulty_ones_are_named(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        await take_in(
            cast,
            row("Li"),
            PersonItem(name="Bo", email="not an address"),
            PersonItem(name=" ", email="ok@acme.test"),
        )
    assert refused.value.message == (
        "items.1.email: This is not an e-mail address; items.2.name: Write something here"
    )
    assert refused.value.field == "items.1.email"
    assert [(each.field, each.message) for each in refused.value.reasons] == [
        ("items.1.email", "This is not an e-mail address"),
        ("items.2.name", "Write something here"),
    ]
    assert await headcount(cast) == 6


async def test_a_preview_says_what_an_import_would_do_and_does_nothing(cast: Cast) -> None:
    items = [row("Li", "Mei"), row("Omar", title="Architect"), row("Ana", title="Engineer")]
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        would = await preview_import(work, items=items)
    assert (would.created, would.updated, would.unchanged) == (1, 1, 1)
    assert await headcount(cast) == 6
    assert counts(await take_in(cast, *items)) == (1, 1, 1, 1)


async def test_a_preview_refuses_what_an_import_would(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        with pytest.raises(Invalid, match="Nobody with the address nobody@acme"):
            await preview_import(work, items=[row("Li", "Nobody")])
    async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
        with pytest.raises(NotAllowed):
            await preview_import(work, items=[row("Li")])


@pytest.mark.parametrize(
    ("items", "message", "field"),
    [
        ([row("Li"), row("LI")], "li@acme.test is listed twice", "items.0.email"),
        ([row("Li", "Nobody")], "Nobody with the address nobody@acme", "items.0.manager_email"),
        ([row("Li", "Li")], "Nobody can be their own manager", "items.0.manager_email"),
        ([], "Import between 1 and 5000 people", "items"),
        ([row("Li")] * (MOST_ROWS + 1), "Import between 1 and 5000 people", "items"),
    ],
)
async def test_refused_rows(cast: Cast, items: list[PersonItem], message: str, field: str) -> None:
    with pytest.raises(Invalid, match=message) as refused:
        await take_in(cast, *items)
    assert refused.value.field == field
    assert await headcount(cast) == 6


async def test_more_than_ten_faulty_rows_are_counted(cast: Cast) -> None:
    with pytest.raises(Invalid, match="; and 2 more"):
        await take_in(cast, *(row(f"P{n}", "Nobody") for n in range(12)))


async def test_a_circle_among_the_rows_is_refused(cast: Cast) -> None:
    with pytest.raises(Conflict, match="would stand above themselves"):
        await take_in(cast, row("Li", "Bo"), row("Bo", "Cy"), row("Cy", "Li"))
    assert await headcount(cast) == 6


async def test_one_who_left_is_nobodys_manager(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await end_employment(work, person_id=cast.ivan.id)
    with pytest.raises(Invalid, match="works here"):
        await take_in(cast, row("Li", "Ivan"))
    with pytest.raises(Invalid, match="give a later day of joining once they come back"):
        await take_in(cast, row("Ivan", "Mei"))


async def test_only_hr_and_admins_import(cast: Cast) -> None:
    for person in (cast.mei, cast.omar, cast.ivan):
        with pytest.raises(NotAllowed):
            await take_in(cast, row("Li"), by=person)
    assert await headcount(cast) == 6
