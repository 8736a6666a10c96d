"""A company with its first people, or none at all."""

import asyncio
import threading

import asyncpg
import pytest
from sqlalchemy import select, text

from domain.actor import Actor
from domain.base import new_id
from domain.errors import Conflict, Invalid
from domain.people.commands import add_person
from domain.people.person import Person
from infra.database import Place, app_engine
from tenants.directory import known_tenant_of
from tenants.email_domain import give_domain, take_domain
from tenants.founding import founding
from tenants.lifecycle import close_tenant, restore_tenant, resume_tenant, suspend_tenant
from tenants.operations.spare_supply import provide_spares
from tenants.provisioning import refill_spares
from tenants.sign_in import create_sign_in_link
from tenants.states import TenantState
from tenants.work import open_work
from tests.jobs import run_pending_jobs

COUNTED = {
    "directory": "SELECT count(*) FROM platform.tenants WHERE state <> 'SPARE'",
    "spares": "SELECT count(*) FROM platform.tenants WHERE state = 'SPARE'",
    "schemas": "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 't\\_%'",
    # Roles belong to the server, where others make companies in databases of their own.
    "roles": (
        "SELECT count(*) FROM pg_auth_members"
        " WHERE member = to_regrole(current_database() || '_app')"
    ),
    "jobs": "SELECT count(*) FROM platform.pending_jobs",
    "links": "SELECT count(*) FROM platform.sign_in_links",
}


pytestmark = pytest.mark.usefixtures("spares")


async def counted(owner: asyncpg.Connection) -> dict[str, int]:
    return {what: await owner.fetchval(statement) for what, statement in COUNTED.items()}


async def found(slug: str, email: str = "gloria@globex.test") -> Place:
    async with founding(slug, "Globex") as work:
        gloria = await add_person(work, name="Gloria", email=email)
        await create_sign_in_link(work, person_id=gloria.id)
    return Place.of(work.tenant_id)


async def found_and_fail(slug: str) -> None:
    async with founding(slug) as work:
        gloria = await add_person(work, name="Gloria", email="gloria@globex.test")
        await create_sign_in_link(work, person_id=gloria.id)
        raise RuntimeError


async def test_the_company_is_there_with_whom_it_began() -> None:
    place = await found(f"globex-{new_id()}")
    assert await run_pending_jobs(place) > 0
    async with open_work(place, Actor.system()) as work:
        people = (await work.session.scalars(select(Person.name))).all()
        assert people == ["Gloria"]


async def test_what_fails_leaves_nothing(owner: asyncpg.Connection) -> None:
    # None will be made while the test counts.
    await refill_spares(at_least=10)
    before, slug = await counted(owner), f"globex-{new_id()}"
    with pytest.raises(Invalid):
        await found(slug, email="nonsense")
    with pytest.raises(RuntimeError):
        await found_and_fail(slug)
    assert await counted(owner) == before
    await found(slug)


@pytest.mark.usefixtures("house")
async def test_without_a_spare_it_waits_for_one() -> None:
    """As many at once as there are: those who come late get what is made for them."""
    stop = threading.Event()
    founded = [asyncio.create_task(found(f"globex-{number}")) for number in range(3)]
    await asyncio.sleep(0.1)
    assert not any(each.done() for each in founded)
    providing = asyncio.create_task(provide_spares(stop))
    places = await asyncio.gather(*founded)
    stop.set()
    await providing
    assert len({place.tenant_id for place in places}) == 3


@pytest.mark.usefixtures("house")
async def test_it_says_when_nobody_provides_any(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenants.founding._PATIENCE", 0.1)
    with pytest.raises(Conflict, match="the process that prepares them does not run"):
        await found("globex")


async def test_founding_never_asks_for_the_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> None:
        raise AssertionError

    slug = f"globex-{new_id()}"
    for module in ("founding", "lifecycle", "email_domain"):
        monkeypatch.setattr(f"tenants.{module}.owner_engine", nobody, raising=False)
    place = await found(slug)
    await suspend_tenant(slug)
    await resume_tenant(slug)
    await give_domain(slug, f"{slug}.test")
    await take_domain(slug, f"{slug}.test")
    await close_tenant(slug)
    await restore_tenant(slug)
    assert (await known_tenant_of(place.tenant_id)).state is TenantState.ACTIVE


async def test_a_slug_is_founded_once(owner: asyncpg.Connection) -> None:
    slug = f"globex-{new_id()}"
    before = await counted(owner)
    ended = await asyncio.gather(*(found(slug) for _ in range(3)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in ended) == [
        "Conflict",
        "Conflict",
        "Place",
    ]
    after = await counted(owner)
    assert after["directory"] == before["directory"] + 1
    with pytest.raises(Conflict):
        await found(slug)


async def test_nothing_of_it_is_left_on_the_connection() -> None:
    await found(f"globex-{new_id()}")
    async with app_engine().connect() as connection:
        left = (
            await connection.execute(
                text("SELECT current_setting('search_path'), current_setting('app.tenant', true)")
            )
        ).one()
    assert (left[0].strip('"'), left[1] or "") == ("", "")
