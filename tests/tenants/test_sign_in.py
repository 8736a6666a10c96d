"""Sign-in links work once; sessions end by themselves, or when they are ended."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.actor import Actor, Role
from domain.errors import NotAllowed, NotFound
from domain.people.commands import end_employment
from domain.people.person import Person
from infra.database import Place, app_engine
from tenants.session import Session, end_session, revoke_sessions, visible_sessions
from tenants.sign_in import SignInLink, create_sign_in_link, link_place, redeem_link
from tenants.verification import verify_session
from tenants.work import open_work
from tests.people import NOON, Cast, acting

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


async def link(cast: Cast) -> str:
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        return await create_sign_in_link(work, person_id=cast.omar.id)


async def redeem(place: Place, secret: str, at: timedelta = MINUTE) -> str | None:
    async with open_work(place, Actor.system(), now=NOON + at) as work:
        return await redeem_link(work, secret)


async def signed_in(cast: Cast, who: Person | None = None) -> str:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        secret = await create_sign_in_link(work, person_id=(who or cast.omar).id)
        session = await redeem_link(work, secret, browser="Firefox\n")
    assert session is not None
    return session


async def seen_by(cast: Cast, who: Person, at: timedelta = MINUTE) -> list[Session]:
    async with open_work(cast.place, acting(who), now=NOON + at) as work:
        return list((await work.session.scalars(visible_sessions(work.viewer))).all())


async def test_a_link_leads_to_a_session(cast: Cast) -> None:
    secret = await link(cast)
    assert await link_place(secret, NOON) == cast.place
    session = await redeem(cast.place, secret)
    assert session is not None
    verified = await verify_session(session, NOON + 2 * MINUTE)
    assert verified is not None
    assert (verified.place, verified.actor) == (cast.place, Actor.person(cast.omar.id))
    assert verified.scopes is None


async def test_a_link_works_once(cast: Cast) -> None:
    secret = await link(cast)
    opened = await asyncio.gather(*(redeem(cast.place, secret) for _ in range(5)))
    assert sum(session is not None for session in opened) == 1
    assert await link_place(secret, NOON) is None


async def test_a_link_works_for_fifteen_minutes(cast: Cast) -> None:
    secret = await link(cast)
    assert await link_place(secret, NOON + 15 * MINUTE) is None
    assert await redeem(cast.place, secret, 15 * MINUTE) is None
    assert await redeem(cast.place, secret, 15 * MINUTE - timedelta(seconds=1)) is not None


async def test_a_link_of_another_company_does_nothing(cast: Cast, rival: Place) -> None:
    secret = await link(cast)
    assert await redeem(rival, secret) is None
    assert await redeem(cast.place, secret) is not None


@pytest.mark.parametrize("who", ["omar", "mei", "hua"])
async def test_only_admins_make_links(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        async with open_work(cast.place, acting(getattr(cast, who)), now=NOON) as work:
            await create_sign_in_link(work, person_id=cast.omar.id)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        assert (await work.session.scalars(select(SignInLink))).all() == []


async def test_nobody_makes_a_link_for_who_has_come_before(cast: Cast) -> None:
    """Or an admin could come in as them, and read what only they may read."""
    await signed_in(cast)
    with pytest.raises(NotAllowed, match="Omar has signed in before"):
        async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
            await create_sign_in_link(work, person_id=cast.omar.id)


async def test_no_link_for_somebody_unknown_or_gone(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await end_employment(work, person_id=cast.omar.id, on=NOON.date())
    with pytest.raises(NotAllowed):
        await link(cast)
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        with pytest.raises(NotFound):
            await create_sign_in_link(work, person_id=cast.place.tenant_id)


async def test_an_idle_session_ends_after_eight_hours(cast: Cast) -> None:
    session = await signed_in(cast)
    assert await verify_session(session, NOON + 7 * HOUR) is not None
    assert await verify_session(session, NOON + 14 * HOUR) is not None
    assert await verify_session(session, NOON + 22 * HOUR) is None


async def test_any_session_ends_after_a_day(cast: Cast) -> None:
    session = await signed_in(cast)
    for hour in (7, 14, 21):
        assert await verify_session(session, NOON + hour * HOUR) is not None
    assert await verify_session(session, NOON + 24 * HOUR) is None


async def test_an_admin_s_session_ends_after_half_a_day(cast: Cast) -> None:
    session = await signed_in(cast, cast.wei)
    for hour in (6, 11):
        assert await verify_session(session, NOON + hour * HOUR) is not None
    assert await verify_session(session, NOON + 12 * HOUR) is None


async def test_one_s_own_sessions_are_seen_and_revoked(cast: Cast) -> None:
    first, second = await signed_in(cast), await signed_in(cast)
    await signed_in(cast, cast.mei)
    mine = await seen_by(cast, cast.omar)
    assert [(each.person_id, each.browser) for each in mine] == [(cast.omar.id, "Firefox")] * 2
    async with open_work(cast.place, acting(cast.omar), now=NOON + MINUTE) as work:
        await revoke_sessions(work, session_ids=[mine[0].id])
    still = [await verify_session(each, NOON + MINUTE) is not None for each in (first, second)]
    assert sorted(still) == [False, True]
    assert [each.id for each in await seen_by(cast, cast.omar)] == [mine[1].id]


async def test_sessions_that_ran_out_are_not_shown(cast: Cast) -> None:
    await signed_in(cast)
    await signed_in(cast, cast.wei)
    assert len(await seen_by(cast, cast.omar, 8 * HOUR - MINUTE)) == 1
    assert await seen_by(cast, cast.omar, 8 * HOUR) == []
    assert await seen_by(cast, cast.wei, 12 * HOUR) == []


@pytest.mark.parametrize("who", ["mei", "wei"])
async def test_nobody_revokes_another_s(cast: Cast, who: str) -> None:
    session = await signed_in(cast)
    (mine,) = await seen_by(cast, cast.omar)
    with pytest.raises(NotFound):
        async with open_work(cast.place, acting(getattr(cast, who)), now=NOON) as work:
            await revoke_sessions(work, session_ids=[mine.id])
    assert await verify_session(session, NOON + MINUTE) is not None


async def test_signing_out(cast: Cast) -> None:
    session = await signed_in(cast)
    await end_session(session, NOON + MINUTE)
    assert await verify_session(session, NOON + MINUTE) is None
    await end_session("nonsense", NOON)


async def test_whoever_leaves_is_signed_out(cast: Cast) -> None:
    session = await signed_in(cast)
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await end_employment(work, person_id=cast.omar.id, on=NOON.date())
    assert await verify_session(session, NOON + MINUTE) is None


async def test_secrets_are_not_stored(cast: Cast) -> None:
    secret, session = await link(cast), await signed_in(cast)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        links = (await work.session.scalars(select(SignInLink))).all()
        sessions = (await work.session.scalars(select(Session))).all()
    assert secret not in {each.hash for each in links}
    assert session not in {each.hash for each in sessions}


async def test_nobody_lists_links_or_sessions(cast: Cast, rival: Place) -> None:
    await signed_in(cast)
    async with AsyncSession(app_engine()) as session:
        assert (await session.scalars(select(SignInLink.hash))).all() == []
        assert (await session.scalars(select(Session.hash))).all() == []
    async with open_work(rival, Actor.person(cast.omar.id, Role.ADMIN), now=NOON) as work:
        assert (await work.session.scalars(select(Session))).all() == []
