"""Old entries go, by a login that can remove nothing else, and what is left can still be judged."""

from datetime import timedelta

import asyncpg
import pytest

from domain.actor import Actor
from domain.base import new_id
from domain.errors import Invalid, NotAllowed
from infra.database import Place, login_url
from infra.settings import settings
from tenants.audit.anchors import read_anchors
from tenants.audit.checkpoints import CHECKPOINT
from tenants.audit.notes import note
from tenants.audit.period import audit_period, change_audit_period
from tenants.audit.retention import expire, forget_old_entries
from tenants.audit.stored_trail import newest_checkpoint
from tenants.audit.verification import verify
from tenants.jobs import Run
from tenants.work import open_work
from tests.people import NOON, Cast, acting
from tests.tenants.audit.trail import trail_of
from tests.tenants.catalog import plain

A_DAY = timedelta(days=1)
LONG_AGO = NOON - 2000 * A_DAY


async def happen(place: Place, days: range) -> None:
    for day in days:
        async with open_work(place, Actor.system(), now=LONG_AGO + day * A_DAY) as work:
            note(work, "token.revoked", subject="token", subject_id=new_id())


async def forget(place: Place, day: int) -> None:
    await forget_old_entries.run(Run(place, new_id(), now=LONG_AGO + day * A_DAY))


async def expire_today(place: Place) -> None:
    known = await newest_checkpoint(place)
    async with open_work(place, Actor.system(), now=LONG_AGO + 370 * A_DAY) as work:
        await expire(work, known)


async def problems(place: Place) -> list[str]:
    return (await verify(place, read_anchors().get(place.tenant_id, []))).problems


async def test_what_is_older_than_the_period_goes_and_leaves_word(acme: Place) -> None:
    await happen(acme, range(400))
    await forget(acme, 400)
    left = await trail_of(acme)
    assert [left[0].seq, left[-1].seq, left[-1].deed] == [36, 401, CHECKPOINT]
    said = left[-1].details
    assert (said["last_seq"], said["removed"]) == (35, 35)
    assert await problems(acme) == []


async def test_again_and_again(acme: Place) -> None:
    await happen(acme, range(370))
    for day in (370, 370, 372, 900):
        await forget(acme, day)
        assert await problems(acme) == []
    left = await trail_of(acme)
    assert [(each.seq, each.deed) for each in left] == [(373, CHECKPOINT)]
    assert left[-1].details["last_seq"] == 372
    await happen(acme, range(901, 903))
    assert await problems(acme) == []


async def test_it_is_said_again_with_a_new_key(
    acme: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    await happen(acme, range(370))
    await forget(acme, 370)
    for current, former in (("a new key", "a key for tests"), ("a new key", "")):
        monkeypatch.setenv("TANLU_SECRET_KEY", current)
        monkeypatch.setenv("TANLU_FORMER_SECRET_KEY", former)
        settings.cache_clear()
        if former:
            await expire_today(acme)
        found = await problems(acme)
        monkeypatch.undo()
        settings.cache_clear()
        assert found == []
    assert [each.details["removed"] for each in await trail_of(acme, CHECKPOINT)] == [5, 0]


async def test_what_went_without_word_is_missed(acme: Place, owner: asyncpg.Connection) -> None:
    await happen(acme, range(370))
    await forget(acme, 370)
    await owner.execute(f"DELETE FROM {acme.schema}.audit_entries WHERE seq <= 20")
    assert await problems(acme) == ["entries 6 to 20 are missing"]


async def test_nobody_can_say_it_who_has_not_the_key(
    acme: Place, owner: asyncpg.Connection
) -> None:
    await happen(acme, range(10))
    async with open_work(acme, Actor.system(), now=NOON) as work:
        forged = {"last_seq": 5, "last_hash": "x", "removed": 5, "tenant": str(acme.tenant_id)}
        note(work, CHECKPOINT, subject="audit", subject_id=None, **forged)
    await owner.execute(f"DELETE FROM {acme.schema}.audit_entries WHERE seq <= 5")
    assert await problems(acme) == ["entries 1 to 5 are missing"]


async def test_the_books_remove_only_what_the_trail_says_and_nothing_young(
    acme: Place,
) -> None:
    await happen(acme, range(10))
    books = await asyncpg.connect(plain(login_url("relay")))
    assert await books.fetchval("SELECT platform.forget_audit($1)", acme.schema) == 0
    with pytest.raises(asyncpg.RaiseError, match="no company has the schema"):
        await books.fetchval("SELECT platform.forget_audit($1)", "platform")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await books.execute(f"DELETE FROM {acme.schema}.audit_entries")
    await books.close()
    assert len(await trail_of(acme)) == 10


async def test_neither_a_company_nor_the_app_may_call_it(
    acme: Place, app: asyncpg.Connection
) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.fetchval("SELECT platform.forget_audit($1)", acme.schema)
    async with open_work(acme, Actor.system()) as work:
        driver = (await (await work.session.connection()).get_raw_connection()).driver_connection
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with driver.transaction():
                await driver.fetchval("SELECT platform.forget_audit($1)", acme.schema)


async def test_an_admin_shortens_it_and_nobody_makes_it_longer_than_the_plan(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        assert await audit_period(work) == 365
        await change_audit_period(work, days=180)
        assert await audit_period(work) == 180
        for days in (179, 366):
            with pytest.raises(Invalid, match="from 180 to 365 days"):
                await change_audit_period(work, days=days)
    assert (await trail_of(cast.place, "audit.period_changed"))[0].details == {"days": 180}
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        with pytest.raises(NotAllowed):
            await change_audit_period(work, days=180)
