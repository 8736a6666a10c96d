"""Who holds a role is changed by admins alone, and an address HR changes opens nothing."""

from collections.abc import Awaitable, Callable

import pytest

from domain.actor import Actor, ActorKind, Role
from domain.errors import Invalid, NotAllowed
from domain.people.commands import amend_person, end_employment, set_manager
from domain.people.import_rows import PersonItem
from domain.people.importing import import_people, preview_import
from domain.people.person import Person
from domain.people.role_holders import confirm_email
from domain.work import UnitOfWork
from tenants.work import open_work
from tests.people import JOINED, NOON, Cast, acting

HR_PROGRAM = Actor(kind=ActorKind.PLUGIN, roles=frozenset({Role.HR}))
ADMIN_PROGRAM = Actor(kind=ActorKind.PLUGIN, roles=frozenset({Role.ADMIN}))

Deed = Callable[[UnitOfWork, Person], Awaitable[object]]


def _row(person: Person, **other: str) -> PersonItem:
    known = {"name": person.name, "email": person.email, "title": person.title}
    return PersonItem(**{**known, **other}, joined_on=JOINED)


DEEDS: dict[str, Deed] = {
    "address": lambda work, who: amend_person(work, person_id=who.id, email=f"{who.id}@acme.test"),
    "name": lambda work, who: amend_person(work, person_id=who.id, name="Eve"),
    "title": lambda work, who: amend_person(work, person_id=who.id, title="Boss"),
    "leaving": lambda work, who: end_employment(work, person_id=who.id),
    "imported name": lambda work, who: import_people(work, items=[_row(who, name="Eve")]),
    "imported manager": lambda work, who: import_people(
        work, items=[_row(who, manager_email="ivan@acme.test")]
    ),
}


async def do(cast: Cast, actor: Actor, deed: str, whom: Person) -> None:
    async with open_work(cast.place, actor, now=NOON) as work:
        await DEEDS[deed](work, whom)


async def now_of(cast: Cast, who: Person) -> Person:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        return await work.get(Person, who.id)


@pytest.mark.parametrize("deed", DEEDS)
async def test_hr_changes_nobody_who_holds_a_role(cast: Cast, deed: str) -> None:
    refusal = Invalid if deed.startswith("imported") else NotAllowed
    for actor in (acting(cast.hua), HR_PROGRAM):
        for whom in (cast.wei, cast.hua):
            with pytest.raises(refusal, match=f"{whom.name} holds a role"):
                await do(cast, actor, deed, whom)
    wei = await now_of(cast, cast.wei)
    assert (wei.name, wei.email, wei.left_on) == ("Wei", "wei@acme.test", None)


@pytest.mark.parametrize("deed", DEEDS)
async def test_admins_do_and_hr_changes_the_others(cast: Cast, deed: str) -> None:
    await do(cast, acting(cast.wei), deed, cast.hua)
    await do(cast, acting(cast.hua), deed, cast.ana)


async def test_hr_says_who_manages_only_whom_holds_no_role(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="Wei holds a role"):
        async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
            await set_manager(work, person_id=cast.wei.id, manager_id=cast.hua.id)


async def test_a_list_that_leaves_role_holders_as_they_are_is_taken(cast: Cast) -> None:
    items = [_row(cast.wei), _row(cast.ana, title="Lead")]
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        assert (await preview_import(work, items=items)).updated == 1
        assert (await import_people(work, items=items)).updated == 1
    with pytest.raises(Invalid, match=r"items\.0\.email: Wei holds a role"):
        async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
            await preview_import(work, items=[_row(cast.wei, name="Eve")])


@pytest.mark.parametrize(("by", "confirmed"), [("hua", False), ("wei", True)])
async def test_whose_word_for_an_address_counts(cast: Cast, by: str, *, confirmed: bool) -> None:
    await do(cast, acting(getattr(cast, by)), "address", cast.ana)
    assert (await now_of(cast, cast.ana)).email_confirmed is confirmed


@pytest.mark.parametrize("program", [HR_PROGRAM, ADMIN_PROGRAM])
async def test_no_program_changes_an_address(cast: Cast, program: Actor) -> None:
    with pytest.raises(NotAllowed, match="a program cannot"):
        await do(cast, program, "address", cast.ana)
    assert (await now_of(cast, cast.ana)).email == "ana@acme.test"


async def test_another_title_leaves_the_address_as_it_is(cast: Cast) -> None:
    await do(cast, acting(cast.hua), "address", cast.ana)
    await do(cast, acting(cast.wei), "title", cast.ana)
    assert not (await now_of(cast, cast.ana)).email_confirmed


async def test_an_admin_confirms_an_address(cast: Cast) -> None:
    await do(cast, acting(cast.hua), "address", cast.ana)
    for actor in (acting(cast.hua), ADMIN_PROGRAM, acting(cast.mei)):
        with pytest.raises(NotAllowed):
            async with open_work(cast.place, actor, now=NOON) as work:
                await confirm_email(work, person_id=cast.ana.id)
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        await confirm_email(work, person_id=cast.ana.id)
        assert [event.name for event in work.announced] == ["person.email_confirmed"]
    assert (await now_of(cast, cast.ana)).email_confirmed
