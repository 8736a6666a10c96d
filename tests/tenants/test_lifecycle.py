"""A company comes, is suspended, goes on, and goes."""

import asyncio
from itertools import product

import asyncpg
import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from domain.actor import Actor
from domain.base import new_id
from domain.errors import Conflict, Invalid, NotAllowed, NotFound
from domain.events import Event, StoredEvent
from infra.database import Place
from tenants import directory
from tenants.directory import forget_directory, known_tenant, known_tenant_of
from tenants.lifecycle import delete_tenant, resume_tenant, suspend_tenant
from tenants.provisioning import create_tenant, refill_spares
from tenants.states import CAPABILITIES, MAY_BECOME, Capability, TenantState, require_step
from tenants.tenant import all_tenants, find_tenant
from tenants.work import open_reading, open_work
from tests.tenants.catalog import columns, picture

S = TenantState


class Greeted(Event):
    name = "person.greeted"
    subject = "person"


@pytest.fixture
async def slug(acme: Place) -> str:
    found = await known_tenant_of(acme.tenant_id)
    assert found.slug
    return found.slug


async def test_suspended_is_no_writes_and_no_sign_in(slug: str) -> None:
    await suspend_tenant(slug)
    suspended = await known_tenant(slug)
    suspended.require(Capability.READ)
    suspended.require(Capability.EXPORT)
    refused = set(Capability) - {Capability.READ, Capability.EXPORT}
    for capability in refused:
        with pytest.raises(NotAllowed, match="This company is suspended"):
            suspended.require(capability)
    await resume_tenant(slug)
    for capability in Capability:
        (await known_tenant(slug)).require(capability)


def test_every_state_has_its_row_in_both_tables() -> None:
    assert set(CAPABILITIES) == set(MAY_BECOME) == set(TenantState)


def test_which_state_may_follow_which() -> None:
    allowed = {
        (S.SPARE, S.ACTIVE),
        (S.ACTIVE, S.SUSPENDED),
        (S.SUSPENDED, S.ACTIVE),
        (S.ACTIVE, S.CLOSING),
        (S.SUSPENDED, S.CLOSING),
        (S.CLOSING, S.ACTIVE),
        (S.CLOSING, S.DELETED),
    }
    for step in product(S, S):
        if step in allowed:
            require_step(*step)
        else:
            with pytest.raises(Conflict):
                require_step(*step)


async def test_what_is_active_cannot_be_resumed(slug: str) -> None:
    with pytest.raises(Conflict, match="active cannot become active"):
        await resume_tenant(slug)


async def test_deleting_leaves_nothing_and_says_what_went(
    slug: str, acme: Place, rival: Place, owner: asyncpg.Connection
) -> None:
    for place in (acme, rival):
        async with open_work(place, Actor.system()) as work:
            work.announce(Greeted(subject_id=new_id()))
    kept = await picture(owner, rival.schema)
    tables = [table for table, _ in await columns(owner, acme.schema)]

    certificate = await delete_tenant(slug)

    assert set(tables) <= set(certificate.rows)
    assert (certificate.rows["events"], certificate.rows["platform.pending_jobs"]) == (1, 1)
    assert certificate.lines()[0].startswith(f"Deleted company {slug} ({acme.tenant_id}) at 20")
    assert certificate.lines()[-1].split() == ["all", "rows", str(sum(certificate.rows.values()))]
    for left in ("pg_namespace WHERE nspname", "pg_roles WHERE rolname"):
        assert await owner.fetchval(f"SELECT count(*) FROM {left} = $1", acme.schema) == 0
    row = await owner.fetchrow("SELECT * FROM platform.tenants WHERE id = $1", acme.tenant_id)
    assert (row["state"], row["slug"], row["name"]) == ("DELETED", None, "")
    assert await picture(owner, rival.schema) == kept
    async with open_reading(rival, Actor.system()) as reading:
        assert await reading.connection.fetchval("SELECT count(*) FROM events") == 1


async def test_deleted_is_unknown_and_its_name_is_free(slug: str) -> None:
    await delete_tenant(slug)
    with pytest.raises(NotFound):
        await find_tenant(slug)
    with pytest.raises(NotFound):
        await delete_tenant(slug)
    await create_tenant(slug)


async def test_access_is_revoked_before_anything_is_dropped(
    slug: str, acme: Place, owner: asyncpg.Connection
) -> None:
    """Somebody is in the middle of a transaction, so the drop has to wait; nobody new comes in."""
    async with open_work(acme, Actor.system()) as work:
        assert (await work.session.scalars(select(StoredEvent))).all() == []
        deleting = asyncio.create_task(delete_tenant(slug))
        await _is_closing(owner, slug)
        with pytest.raises(DBAPIError, match="permission denied to set role"):
            async with open_work(acme, Actor.system()):
                pass
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="set role"):
            async with open_reading(acme, Actor.system()):
                pass
        work.announce(Greeted(subject_id=new_id()))
    certificate = await deleting
    # What was written after the revocation is counted and gone as well.
    assert (certificate.rows["events"], certificate.rows["platform.pending_jobs"]) == (1, 1)
    left = "SELECT count(*) FROM platform.pending_jobs WHERE tenant_id = $1"
    assert await owner.fetchval(left, acme.tenant_id) == 0


async def test_deleting_goes_on_where_it_broke_off(
    slug: str, acme: Place, owner: asyncpg.Connection
) -> None:
    blocker = owner.transaction()
    await blocker.start()
    await owner.execute(f"LOCK TABLE {acme.schema}.events IN ACCESS SHARE MODE")
    deleting = asyncio.create_task(delete_tenant(slug))
    await asyncio.sleep(0.2)
    deleting.cancel()
    await asyncio.gather(deleting, return_exceptions=True)
    await blocker.rollback()
    forget_directory()
    assert (await find_tenant(slug)).state is S.CLOSING
    await delete_tenant(slug)
    assert await owner.fetchval("SELECT to_regnamespace($1)", acme.schema) is None


@pytest.mark.usefixtures("house")
async def test_spares_are_taken_first_and_refilled_when_few_are_left() -> None:
    assert await refill_spares(at_least=2, at_most=3) == 3
    assert await refill_spares(at_least=2, at_most=3) == 0
    spares = {spare.id for spare in await all_tenants(S.SPARE)}
    places = await asyncio.gather(*(create_tenant(f"company-{n}") for n in range(5)))
    assert len({place.tenant_id for place in places}) == 5
    assert spares < {place.tenant_id for place in places}
    for place in places:
        async with open_reading(place, Actor.system()) as reading:
            assert await reading.connection.fetchval("SELECT count(*) FROM events") == 0
    assert await refill_spares(at_least=2, at_most=3) == 3


@pytest.mark.usefixtures("house")
async def test_a_name_that_is_taken_costs_no_spare() -> None:
    await create_tenant("acme")
    await refill_spares(at_least=1, at_most=1)
    with pytest.raises(Conflict, match="There is already a company 'acme'"):
        await create_tenant("acme")
    assert len(await all_tenants(S.SPARE)) == 1


@pytest.mark.usefixtures("platform")
@pytest.mark.parametrize(
    "slug", ["", "Acme", "-acme", "acme-", "a b", "a" * 64, "acme\n", "公司", "a;b", "a.b", "a/b"]
)
async def test_what_cannot_be_a_short_name(slug: str) -> None:
    with pytest.raises(Invalid, match="cannot be a company's short name") as refusal:
        await create_tenant(slug)
    assert refusal.value.field == "slug"


@pytest.mark.usefixtures("platform")
@pytest.mark.parametrize("name", [" ", "a" * 201, "a\x00b", "\u202e\u200b"])
async def test_what_cannot_be_a_name(name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        await create_tenant(f"acme-{new_id()}", name)
    assert refusal.value.field == "name"


async def test_the_directory_is_remembered_for_five_seconds(
    slug: str, owner: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await known_tenant(slug)).state is S.ACTIVE
    await owner.execute("UPDATE platform.tenants SET state = 'SUSPENDED' WHERE slug = $1", slug)
    assert (await known_tenant(slug)).state is S.ACTIVE
    assert directory.REMEMBERED_FOR == 5.0
    later = directory.time.monotonic() + 5.0
    monkeypatch.setattr(directory.time, "monotonic", lambda: later)
    assert (await known_tenant(slug)).state is S.SUSPENDED


async def _is_closing(owner: asyncpg.Connection, slug: str) -> None:
    closing = "SELECT state = 'CLOSING' FROM platform.tenants WHERE slug = $1"
    for _ in range(500):
        if await owner.fetchval(closing, slug):
            return
        await asyncio.sleep(0.01)
    pytest.fail("It never began to close")
