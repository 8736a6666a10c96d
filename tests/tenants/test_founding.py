"""A company with its first people, or none at all."""

import asyncio

import asyncpg
import pytest
from sqlalchemy import select, text

from domain.actor import Actor
from domain.base import new_id
from domain.errors import Conflict, Invalid
from domain.people.commands import add_person
from domain.people.person import Person
from infra.database import Place, owner_engine
from tenants.founding import founding
from tenants.provisioning import refill_spares
from tenants.sign_in import create_sign_in_link
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


pytestmark = pytest.mark.usefixtures("platform")


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


@pytest.mark.parametrize("spare", [True, False])
async def test_what_fails_leaves_nothing(owner: asyncpg.Connection, spare: bool) -> None:
    if spare:
        await refill_spares(at_least=1, at_most=1)
    before, slug = await counted(owner), f"globex-{new_id()}"
    with pytest.raises(Invalid):
        await found(slug, email="nonsense")
    with pytest.raises(RuntimeError):
        await found_and_fail(slug)
    assert await counted(owner) == before
    await found(slug)


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


async def test_nothing_of_it_is_left_on_the_owner_s_connection() -> None:
    await found(f"globex-{new_id()}")
    async with owner_engine().connect() as connection:
        left = (
            await connection.execute(
                text("SELECT current_setting('search_path'), current_setting('app.tenant', true)")
            )
        ).one()
    assert (left[0], left[1] or "") == ('"$user", public', "")
