"""From one company to another without typing again, for whoever is verified in both."""

import httpx2
import pytest

from api import auth
from domain.actor import Actor
from domain.base import new_id
from domain.people.commands import amend_person
from infra.database import Place
from tenants.access.known_address import address_hash
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


async def come(http: httpx2.AsyncClient, cast: Cast, *, mailed: bool = True) -> None:
    hashed = address_hash(cast.omar.email) if mailed else None
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
