"""By a token, a program's or an admin's own, nobody is let in for longer than it lasts."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest

from api.scopes import OF_COMPANIES
from domain.actor import Actor, Role
from domain.base import new_id
from domain.people.commands import add_person, end_employment
from domain.people.import_rows import PersonItem
from domain.people.importing import import_people
from domain.people.person import Person
from domain.people.rehire import rehire_person
from tenants.access.invitation import invite
from tenants.credential import TokenKind
from tenants.token import create_token
from tenants.work import open_work
from tests.api.conftest import bearer
from tests.people import NOON, Cast, acting

SIGN_IN_FIRST = "Sign in to do this; no token decides who comes in"


async def a_program(cast: Cast) -> dict[str, str]:
    async with open_work(cast.place, Actor.person(cast.wei.id, *Role)) as work:
        issued = await create_token(
            work, kind=TokenKind.APP, name="Sync", scopes=["people:read", "people:write"],
            held=OF_COMPANIES, roles=[Role.ADMIN, Role.HR], expires_at=work.now + timedelta(days=9),
        )  # fmt: skip
    return {"Authorization": f"Bearer {issued.secret}"}


async def do(
    http: httpx2.AsyncClient,
    headers: dict[str, str],
    deed: str,
    shown: str = "",
    **given: Any,  # noqa: ANN401 - JSON
) -> Any:  # noqa: ANN401 - JSON
    kind = f"{deed[0].upper()}{deed[1:]}Input!"
    query = f"mutation($i:{kind}){{{deed}(input:$i){{{shown} userErrors{{message code}}}}}}"
    body = {"query": query, "variables": {"i": given}}
    return (await http.post("/graphql", json=body, headers=headers)).json()["data"][deed]


async def test_whom_a_program_adds_has_no_address_that_lets_them_in(
    http: httpx2.AsyncClient, cast: Cast
) -> None:
    program = await a_program(cast)
    one = {"name": "Sock Puppet", "email": "sock@evil.example"}
    added = await do(http, program, "addPerson", "person{emailConfirmed}", **one)
    assert added == {"person": {"emailConfirmed": False}, "userErrors": []}
    row = {"name": "Sock Puppet", "email": "sock2@evil.example"}
    listed = await do(http, program, "importPeople", "people{emailConfirmed}", items=[row])
    assert listed == {"people": [{"emailConfirmed": False}], "userErrors": []}


async def test_nor_whom_somebody_adds_by_their_own_token(
    http: httpx2.AsyncClient, cast: Cast
) -> None:
    own = await bearer(cast, cast.wei, "people:write", "people:read")
    added = await do(
        http, own, "addPerson", "person{emailConfirmed}", name="Sock", email="sock@evil.example"
    )
    assert added == {"person": {"emailConfirmed": False}, "userErrors": []}


@pytest.mark.parametrize("who", ["hua", "wei"])
async def test_nor_whom_a_plugin_adds_for_somebody(cast: Cast, who: str) -> None:
    person: Person = getattr(cast, who)
    plugin = Actor.person(person.id, *map(Role, person.roles), via_id=new_id())
    async with open_work(cast.place, plugin, now=NOON) as work:
        added = await add_person(work, name="Sock", email="sock@evil.example")
        row = PersonItem(name="Sock", email="sock2@evil.example")
        (listed,) = (await import_people(work, items=[row])).people
        assert (added.email_confirmed, listed.email_confirmed) == (False, False)


@pytest.mark.parametrize("who", ["hua", "wei"])
async def test_whom_hr_adds_in_person_comes_in_by_their_address(cast: Cast, who: str) -> None:
    async with open_work(cast.place, acting(getattr(cast, who)), now=NOON) as work:
        added = await add_person(work, name="Nia", email="nia@acme.test")
        row = PersonItem(name="Nuo", email="nuo@acme.test")
        (listed,) = (await import_people(work, items=[row])).people
        assert (added.email_confirmed, listed.email_confirmed) == (True, True)


async def test_nor_does_whom_a_program_takes_back(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        await end_employment(work, person_id=cast.ana.id)
    by_token = Actor.person(cast.hua.id, Role.HR, token_id=new_id())
    async with open_work(cast.place, by_token, now=NOON) as work:
        back = await rehire_person(work, person_id=cast.ana.id)
        assert not back.email_confirmed


async def test_an_admin_s_own_token_makes_no_admins(http: httpx2.AsyncClient, cast: Cast) -> None:
    own = await bearer(cast, cast.wei, "people:write")
    omar, refused = str(cast.omar.id), {"message": SIGN_IN_FIRST, "code": "NOT_ALLOWED"}
    wei = str(cast.wei.id)
    for deed, given in (
        ("addPerson", {"name": "Eve", "email": "eve@evil.example", "roles": ["ADMIN"]}),
        ("changeRoles", {"personId": omar, "roles": ["ADMIN"]}),
        ("amendPerson", {"personId": wei, "email": "eve@evil.example"}),
        ("amendPerson", {"personId": omar, "email": "eve@evil.example"}),
        ("invitePerson", {"personId": omar}),
        ("invite", {"personIds": [omar]}),
        ("restoreAccess", {"personId": omar}),
        ("confirmEmail", {"personId": omar}),
    ):
        assert (await do(http, own, deed, **given))["userErrors"] == [refused], deed
    async with open_work(cast.place, Actor.system()) as work:
        assert (await work.get(Person, cast.wei.id)).email == "wei@acme.test"
        assert (await work.get(Person, cast.omar.id)).roles == []


async def test_nor_says_who_is_vouched_for(http: httpx2.AsyncClient, cast: Cast) -> None:
    own = await bearer(cast, cast.wei, "sign_in:manage")
    provider = {"name": "Mine", "issuer": "https://id.evil.example", "clientId": "x"}
    given = {**provider, "clientSecret": "s", "matchesEmail": True, "emailDomains": ["acme.test"]}
    for deed, wish in (
        ("addIdentityProvider", given),
        ("claimDomain", {"domain": "evil.example"}),
    ):
        (refused,) = (await do(http, own, deed, **wish))["userErrors"]
        assert refused["message"] == SIGN_IN_FIRST, deed


async def test_a_title_is_amended_by_a_token_still(http: httpx2.AsyncClient, cast: Cast) -> None:
    for headers in (await bearer(cast, cast.wei, "people:write"), await a_program(cast)):
        given = {"personId": str(cast.omar.id), "title": str(new_id())}
        assert (await do(http, headers, "amendPerson", **given))["userErrors"] == []


async def test_an_admin_who_signs_in_and_invites_them_vouches_for_them(cast: Cast) -> None:
    by_token = Actor.person(cast.hua.id, Role.HR, token_id=new_id())
    async with open_work(cast.place, by_token, now=NOON) as work:
        added = await add_person(work, name="Nia", email="nia@acme.test")
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        await invite(work, person_ids=[added.id])
    async with open_work(cast.place, Actor.system()) as work:
        assert (await work.get(Person, added.id)).email_confirmed
