"""What is announced leaves an entry, chained to the one before it."""

import asyncio
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, inspect

from domain.actor import Actor, Role
from domain.conversations.commands import plan_conversation
from domain.conversations.conversation import Kind
from domain.errors import Invalid
from domain.people.commands import change_roles
from infra.database import app_engine
from tenants.audit.chain import hash_of
from tenants.audit.origin import coarse, comes_from, comes_with
from tenants.sign_in import sign_in
from tenants.work import open_work
from tests.people import NOON, Cast, acting
from tests.tenants.audit.trail import trail_of

TOKEN = UUID(int=7)


async def test_a_deed_leaves_an_entry_that_says_who_did_what_to_whom(cast: Cast) -> None:
    comes_from("203.0.113.77")
    comes_with(TOKEN)
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        await change_roles(work, person_id=cast.ivan.id, roles=[Role.HR])
    entry = (await trail_of(cast.place, "person.roles_changed"))[-1]
    assert (entry.at, entry.actor_kind, entry.actor_id) == (NOON, "PERSON", cast.wei.id)
    assert (entry.subject, entry.subject_id, entry.about) == (
        "person",
        cast.ivan.id,
        [cast.ivan.id],
    )
    assert entry.details == {"roles": ["HR"], "former_roles": []}
    assert (entry.network, entry.program_id) == ("203.0.113.0/24", TOKEN)


async def test_who_signs_in_is_the_one_who_did_it(cast: Cast) -> None:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        await sign_in(work, cast.mei.id, browser="Firefox", proven_by=None)
    entry = (await trail_of(cast.place, "person.signed_in"))[0]
    assert (entry.actor_kind, entry.actor_id) == ("PERSON", cast.mei.id)


async def test_a_deed_that_is_refused_leaves_none(cast: Cast) -> None:
    before = len(await trail_of(cast.place))

    async def change_and_fail() -> None:
        async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
            await change_roles(work, person_id=cast.ivan.id, roles=[Role.HR])
            raise Invalid("After all not", zh="还是不要")

    with pytest.raises(Invalid):
        await change_and_fail()
    assert len(await trail_of(cast.place)) == before


async def test_entries_are_numbered_without_a_gap_and_each_is_hashed_with_the_one_before(
    cast: Cast,
) -> None:
    entries = await trail_of(cast.place)
    assert [each.seq for each in entries] == list(range(1, len(entries) + 1))
    assert entries[0].previous_hash is None
    assert all(later.previous_hash == earlier.hash for earlier, later in pairwise(entries))
    tenant_id = cast.place.tenant_id
    columns = [{name: getattr(each, name) for name in _columns(each)} for each in entries]
    assert [hash_of(tenant_id, row) for row in columns] == [each.hash for each in entries]
    assert len({each.salt for each in entries}) == len(entries)


async def test_many_at_once_make_one_chain(cast: Cast) -> None:
    async def come_in() -> None:
        async with open_work(cast.place, Actor.system(), now=NOON) as work:
            await sign_in(work, cast.mei.id, browser="Firefox", proven_by=None)

    before = len(await trail_of(cast.place))
    await asyncio.gather(*(come_in() for _ in range(40)))
    entries = await trail_of(cast.place)
    assert [each.seq for each in entries] == list(range(1, before + 41))
    assert all(later.previous_hash == earlier.hash for earlier, later in pairwise(entries))


async def test_what_is_not_kept_pays_nothing(cast: Cast) -> None:
    statements: list[str] = []
    listen = (app_engine().sync_engine, "before_cursor_execute")
    heard = lambda *each: statements.append(each[2])  # noqa: E731 - a listener has a name
    event.listen(*listen, heard)
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        await plan_conversation(work, subject_id=cast.omar.id, kind=Kind.COACHING)
    event.remove(*listen, heard)
    assert statements
    assert [each for each in statements if "audit" in each or "advisory" in each] == []


@pytest.mark.parametrize(
    ("network", "kept"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("unknown", None),
    ],
)
def test_no_machine_is_known_by_its_address(network: str, kept: str | None) -> None:
    assert coarse(network) == kept


async def test_the_same_moment_in_another_zone_is_the_same_entry(cast: Cast) -> None:
    entry = (await trail_of(cast.place))[0]
    row = {name: getattr(entry, name) for name in _columns(entry)}
    row["at"] = row["at"].astimezone(ZoneInfo("Asia/Shanghai"))
    assert hash_of(cast.place.tenant_id, row) == entry.hash


def _columns(entry: object) -> list[str]:
    return [each.key for each in inspect(type(entry)).column_attrs]
