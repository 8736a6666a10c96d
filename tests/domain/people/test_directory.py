"""What HR and admins do to the directory."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from domain.actor import Actor, ActorKind, Role
from domain.errors import Conflict, DomainError, Invalid, NotAllowed
from domain.events import StoredEvent
from domain.people.commands import add_person, amend_person, change_roles, end_employment
from domain.people.person import Person
from domain.people.queries import visible_people
from tenants.work import open_work
from tests.people import NOON, TODAY, Cast, acting


async def headcount(cast: Cast) -> int:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        return await work.session.scalar(select(func.count()).select_from(Person)) or 0


async def person(cast: Cast, who: Person) -> Person:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        return await work.get(Person, who.id)


async def test_everyone_sees_the_directory(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.ivan), now=NOON) as work:
        names = await work.session.scalars(
            visible_people(work.viewer).with_only_columns(Person.name).order_by(Person.name)
        )
        assert names.all() == ["Ana", "Hua", "Ivan", "Mei", "Omar", "Wei"]


async def test_joining_is_announced_with_the_manager(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        li = await add_person(work, name="Li", email="li@acme.test", manager_id=cast.mei.id)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        told = await work.session.scalars(
            select(StoredEvent).where(StoredEvent.subject_id == li.id).order_by(StoredEvent.id)
        )
        assert [event.name for event in told] == ["person.added", "person.manager_changed"]


@pytest.mark.parametrize(
    "email",
    ["", "li", "li@acme", "@acme.test", "li @acme.test", "li@acme.test\n.x", "a@b@c.d", "l\0@a.b"],
)
async def test_an_address_must_be_one(cast: Cast, email: str) -> None:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        with pytest.raises(Invalid) as refused:
            await add_person(work, name="Li", email=email)
    assert refused.value.field == "email"


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\0b", "\ud800", "x" * 201])
async def test_a_name_must_be_storable(cast: Cast, name: str) -> None:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        with pytest.raises(Invalid) as refused:
            await add_person(work, name=name, email="li@acme.test")
    assert refused.value.field == "name"


async def test_an_address_is_taken_whatever_its_case(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        with pytest.raises(Conflict, match="already here"):
            await add_person(work, name="Another", email=" MEI@Acme.Test ")
        with pytest.raises(Conflict, match="already here"):
            await amend_person(work, person_id=cast.omar.id, email="Mei@acme.test")
    assert await headcount(cast) == 6


async def test_two_with_one_address_at_the_same_moment(cast: Cast) -> None:
    async def add() -> None:
        async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
            await add_person(work, name="Li", email="li@acme.test")

    outcomes = await asyncio.gather(add(), add(), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "NoneType"]
    assert await headcount(cast) == 7


async def test_amending_changes_only_what_is_given(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await amend_person(work, person_id=cast.omar.id, name="Omar K.", title="")
    omar = await person(cast, cast.omar)
    assert (omar.name, omar.title, omar.email) == ("Omar K.", None, "omar@acme.test")


async def test_leaving_is_known_before_it_is_true(cast: Cast) -> None:
    friday = TODAY + timedelta(days=2)
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        omar = await end_employment(work, person_id=cast.omar.id, on=friday)
        assert omar.works_on(TODAY)
        assert not omar.works_on(friday)
        await end_employment(work, person_id=cast.omar.id, on=friday)


async def test_nobody_leaves_before_joining(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        with pytest.raises(Invalid, match="joined only on"):
            await end_employment(work, person_id=cast.omar.id, on=TODAY - timedelta(days=900))


async def test_the_only_admin_stays_one(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        with pytest.raises(Conflict, match="Wei is the only admin"):
            await change_roles(work, person_id=cast.wei.id, roles=[Role.HR])
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        with pytest.raises(Conflict, match="Wei is the only admin"):
            await end_employment(work, person_id=cast.wei.id)
    wei = await person(cast, cast.wei)
    assert (wei.roles, wei.left_on) == (["ADMIN"], None)


async def test_two_admins_who_demote_each_other_do_not_both_succeed(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        await change_roles(work, person_id=cast.hua.id, roles=[Role.ADMIN, Role.HR])

    async def demote(by: Person, whom: Person) -> None:
        async with open_work(cast.place, Actor.person(by.id, Role.ADMIN), now=NOON) as work:
            await change_roles(work, person_id=whom.id, roles=[])

    outcomes = await asyncio.gather(
        demote(cast.wei, cast.hua), demote(cast.hua, cast.wei), return_exceptions=True
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "NoneType"]


ACTORS = {
    "system": (Actor.system(), True, True),
    "plugin": (Actor(kind=ActorKind.PLUGIN), False, False),
    "ai": (Actor(kind=ActorKind.AI), False, False),
    "hua": (None, True, False),
    "wei": (None, True, True),
    "mei": (None, False, False),
    "omar": (None, False, False),
}


@pytest.mark.parametrize("who", ACTORS)
async def test_who_may_add_people_and_who_may_give_roles(cast: Cast, who: str) -> None:
    actor, may_add, may_give = ACTORS[who]
    actor = actor or acting(getattr(cast, who))
    for roles, may in (((), may_add), ((Role.HR,), may_give)):
        before = await headcount(cast)
        refused: type[DomainError] | None = None
        try:
            async with open_work(cast.place, actor, now=NOON) as work:
                await add_person(work, name="Li", email=f"li{len(roles)}@acme.test", roles=roles)
        except DomainError as refusal:
            refused = type(refusal)
        assert refused is (None if may else NotAllowed)
        assert await headcount(cast) - before == int(may)


@pytest.mark.parametrize("who", ACTORS)
async def test_who_may_change_roles(cast: Cast, who: str) -> None:
    actor, _, may = ACTORS[who]
    refused: type[DomainError] | None = None
    try:
        async with open_work(cast.place, actor or acting(getattr(cast, who)), now=NOON) as work:
            await change_roles(work, person_id=cast.omar.id, roles=[Role.ADMIN])
    except DomainError as refusal:
        refused = type(refusal)
    assert refused is (None if may else NotAllowed)
    assert (await person(cast, cast.omar)).roles == (["ADMIN"] if may else [])


@pytest.mark.parametrize("who", ACTORS)
async def test_who_may_amend_and_end(cast: Cast, who: str) -> None:
    actor, may, _ = ACTORS[who]
    actor = actor or acting(getattr(cast, who))
    outcomes = []
    for deed in (
        lambda work: amend_person(work, person_id=cast.omar.id, title="Lead"),
        lambda work: end_employment(work, person_id=cast.omar.id),
    ):
        try:
            async with open_work(cast.place, actor, now=NOON) as work:
                await deed(work)
            outcomes.append(None)
        except DomainError as refusal:
            outcomes.append(type(refusal))
    assert outcomes == ([None, None] if may else [NotAllowed, NotAllowed])
    omar = await person(cast, cast.omar)
    assert (omar.title, omar.left_on) == (("Lead", TODAY) if may else ("Engineer", None))
