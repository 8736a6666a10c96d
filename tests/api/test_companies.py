"""From one company to another without typing again, for whoever is verified in both."""

from uuid import UUID

import httpx2
import pytest

from api import auth
from domain.actor import Actor
from domain.base import new_id
from domain.people.closed_text import close_text
from domain.people.commands import amend_person
from domain.people.person import Person
from infra.database import Place
from tenants.access.known_address import address_hash
from tenants.access.sign_in_policy import SignInPolicy
from tenants.identity import Account, Identity, Proof
from tenants.identity_provider import IdentityProvider
from tenants.identity_provider_commands import add_identity_provider
from tenants.lifecycle import suspend_tenant
from tenants.provisioning import create_tenant
from tenants.sign_in import create_sign_in_link
from tenants.tenant import tenant_of
from tenants.work import open_work
from tests.api.conftest import FORM, OURS
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting, hire_cast

WHO = {"query": "{viewer{id}}"}


@pytest.fixture
async def there(cast: Cast) -> Cast:
    """Another company, in which Omar has the same address."""
    there = await hire_cast(await create_tenant(f"globex-{new_id()}", "Globex"))
    address = f"omar-{new_id()}@both.test"
    for each in (cast, there):
        async with open_work(each.place, acting(each.wei)) as work:
            await amend_person(work, person_id=each.omar.id, email=address)
            each.omar.email = address
        await run_pending_jobs(each.place)
    return there


async def come(
    http: httpx2.AsyncClient, cast: Cast, *, mailed: bool = True, by: str | None = None
) -> None:
    hashed = by or (address_hash(cast.omar.email) if mailed else None)
    async with open_work(cast.place, Actor.system()) as work:
        link = await create_sign_in_link(work, person_id=cast.omar.id, mailed_to=hashed)
    assert (await http.post(f"/sign-in/{link}", headers=FORM)).status_code == 303


async def offered(http: httpx2.AsyncClient) -> list[str]:
    answer = await http.get("/sign-in/companies", headers=OURS)
    return [each["name"] for each in answer.json()["companies"]]


async def go(http: httpx2.AsyncClient, place: Place) -> int:
    return (await http.post(f"/sign-in/companies/{place.tenant_id}", headers=FORM)).status_code


async def me(http: httpx2.AsyncClient) -> str:
    answer = await http.post("/graphql", json=WHO, headers=OURS)
    return str(answer.json()["data"]["viewer"]["id"])


async def test_there_and_back(http: httpx2.AsyncClient, cast: Cast, there: Cast) -> None:
    await come(http, there)
    await come(http, cast)
    former = http.cookies["tanlu_session"]
    assert await offered(http) == ["Globex"]
    assert await go(http, there.place) == 303
    assert await me(http) == str(there.omar.id)
    assert http.cookies["tanlu_session"] != former
    assert await offered(http) == ["Acme"]
    assert await go(http, cast.place) == 303
    assert await me(http) == str(cast.omar.id)


async def test_not_where_the_address_was_never_verified(
    http: httpx2.AsyncClient, cast: Cast, there: Cast
) -> None:
    """Whoever runs a company can write any address into it."""
    await come(http, there, mailed=False)
    await come(http, cast)
    assert await offered(http) == []
    assert await go(http, there.place) == 404


async def test_not_from_a_session_by_a_link_that_others_saw(
    http: httpx2.AsyncClient, cast: Cast, there: Cast
) -> None:
    await come(http, there)
    await come(http, cast)
    await come(http, cast, mailed=False)
    assert await offered(http) == []
    assert await go(http, there.place) == 404


async def test_not_with_another_address_or_into_a_closed_company(
    http: httpx2.AsyncClient, cast: Cast, there: Cast
) -> None:
    await come(http, there)
    await come(http, cast)
    async with open_work(there.place, acting(there.wei)) as work:
        await amend_person(work, person_id=there.omar.id, email=f"omar-{new_id()}@other.test")
    assert await offered(http) == []
    assert await go(http, there.place) == 404
    async with open_work(there.place, acting(there.wei)) as work:
        await amend_person(work, person_id=there.omar.id, email=cast.omar.email)
    assert await offered(http) == ["Globex"]
    await suspend_tenant((await tenant_of(there.place.tenant_id)).slug or "")
    assert await offered(http) == []
    assert await go(http, there.place) == 404


async def test_strangers_and_other_sites(http: httpx2.AsyncClient, cast: Cast, there: Cast) -> None:
    assert (await http.get("/sign-in/companies", headers=OURS)).status_code == 401
    assert await go(http, there.place) == 401
    await come(http, there)
    await come(http, cast)
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.test"}
    path = f"/sign-in/companies/{there.place.tenant_id}"
    assert (await http.post(path, headers=foreign)).status_code == 403
    assert (await http.get("/sign-in/companies")).status_code == 403
    auth.forget_all()
    assert await me(http) == str(cast.omar.id)


async def demands(cast: Cast) -> UUID:
    """Its own accounts. Gives the provider's id."""
    async with open_work(cast.place, acting(cast.wei)) as work:
        provider = await add_identity_provider(
            work, name="Globex ID", issuer="https://id.globex.example", client_id="t",
            client_secret="of some length",
        )  # fmt: skip
    async with open_work(cast.place, Actor.system()) as work:
        (await SignInPolicy.of(work)).single_sign_on = True
    return provider.id


async def test_a_company_with_its_own_accounts_shows_where_to_sign_in(
    http: httpx2.AsyncClient, cast: Cast, there: Cast
) -> None:
    await come(http, there)
    await come(http, cast)
    provider = await demands(there)
    assert await offered(http) == ["Globex"]
    answer = await http.post(f"/sign-in/companies/{there.place.tenant_id}", headers=FORM)
    assert (answer.status_code, str(provider) in answer.text) == (200, True)
    assert await me(http) == str(cast.omar.id)
    async with open_work(there.place, Actor.system()) as work:
        (await work.session.get_one(IdentityProvider, provider)).enabled = False
    assert await offered(http) == []


@pytest.mark.parametrize("door", ["switcher", "link"])
async def test_an_account_that_waits_there_is_told_what_to_do(
    http: httpx2.AsyncClient, cast: Cast, there: Cast, door: str
) -> None:
    account = Account("https://id.both.example", new_id().hex)
    for each in (cast, there):
        async with open_work(each.place, Actor.system()) as work:
            identity = Identity(
                tenant_id=work.tenant_id, hash=account.hash, issuer=account.issuer,
                subject=account.subject, told_name="", told_email="",
                created_at=work.now, seen_at=work.now,
            )  # fmt: skip
            identity.belong_to(each.omar.id, Proof.SESSION, work.now, proves=each is cast)
            work.session.add(identity)
    async with open_work(there.place, Actor.system()) as work:
        person = await work.get(Person, there.omar.id)
        await close_text(work, person, former_email="omar@former.test")
        link = await create_sign_in_link(work, person_id=person.id, mailed_to=account.hash)
    await come(http, cast, by=account.hash)
    path = f"companies/{there.place.tenant_id}" if door == "switcher" else link
    answer = await http.post(f"/sign-in/{path}", headers=FORM)
    assert answer.status_code == 403
    assert "confirm first that it is you, by the link in the mail" in answer.text
    assert '<form method="post"><button' not in answer.text
