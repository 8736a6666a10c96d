"""Others let somebody in: all that was open ends, the address is told, private text waits."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.actor import Actor
from domain.errors import Conflict, NotAllowed, NotFound
from domain.people.closed_text import ClosedText
from domain.people.commands import amend_person
from domain.people.person import Person
from infra.mail.folder import newest
from tenants.access.confirmation import confirm_by_browser
from tenants.access.known_address import address_hash
from tenants.access.operator_links import let_back_in
from tenants.access.restored_access import confirm_by_link, restore_access
from tenants.credential import TokenKind
from tenants.identity import Identity, Proof
from tenants.sign_in import create_sign_in_link, redeem_link, sign_in
from tenants.token import create_token
from tenants.verification import verify_session, verify_token
from tenants.work import open_work
from tests.jobs import run_pending_jobs
from tests.mailbox import mail_in, secrets_in
from tests.people import NOON, Cast, acting

LATER = NOON + timedelta(hours=1)
AFTER = LATER + timedelta(minutes=1)
ELSEWHERE = "hash of an account"


@pytest.fixture(autouse=True)
def mailbox(tmp_path: Path) -> Iterator[None]:
    with mail_in(tmp_path):
        yield


async def signed_in(cast: Cast, proven_by: str | None = None, *, late: bool = False) -> str:
    async with open_work(cast.place, Actor.system(), now=AFTER if late else NOON) as work:
        return await sign_in(work, cast.omar.id, browser="", proven_by=proven_by)


async def restored(cast: Cast) -> str:
    """By the operator. Gives the link's secret."""
    async with open_work(cast.place, Actor.system(), now=LATER) as work:
        _, link = await let_back_in(work, cast.omar.email)
    await run_pending_jobs(cast.place, now=LATER)
    return link.rpartition("/")[2]


async def given_address(cast: Cast, address: str) -> None:
    async with open_work(cast.place, acting(cast.wei), now=LATER) as work:
        await amend_person(work, person_id=cast.omar.id, email=address)
    await run_pending_jobs(cast.place, now=LATER)


async def is_closed(cast: Cast, who: Person | None = None) -> bool:
    async with open_work(cast.place, Actor.system()) as work:
        return await work.session.get(ClosedText, (who or cast.omar).id) is not None


async def link_account(cast: Cast, *, late: bool) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        identity = Identity(
            tenant_id=work.tenant_id, hash=ELSEWHERE, issuer="https://id.acme.test", subject="1",
            told_name="", told_email="", created_at=NOON, seen_at=NOON,
        )  # fmt: skip
        identity.belong_to(cast.omar.id, Proof.SESSION, AFTER if late else NOON)
        work.session.add(identity)


async def test_sessions_and_tokens_end_and_the_link_lets_them_in(cast: Cast) -> None:
    session = await signed_in(cast)
    async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
        token = await create_token(
            work, kind=TokenKind.USER, name="x", scopes=["goals:read"], held=["goals:read"],
            expires_at=NOON + timedelta(days=2),
        )  # fmt: skip
    link = await restored(cast)
    assert await verify_session(session, AFTER) is None
    assert await verify_token(token.secret, AFTER) is None
    async with open_work(cast.place, Actor.system(), now=AFTER) as work:
        new = await redeem_link(work, link)
    assert new is not None
    assert await verify_session(new, AFTER) is not None
    await run_pending_jobs(cast.place, now=AFTER)
    assert await verify_session(new, AFTER) is not None
    assert await is_closed(cast)


async def test_the_address_is_told_and_confirms(cast: Cast) -> None:
    await signed_in(cast)
    await given_address(cast, "someone@evil.test")
    (mail,) = newest()
    assert (mail.to, mail.subject) == (
        "omar@acme.test",
        "您的谈录账号有变更",
    )
    (secret,) = set(secrets_in(mail))
    async with open_work(cast.place, Actor.system(), now=AFTER) as work:
        assert await redeem_link(work, secret) is None
    assert await is_closed(cast)
    async with open_work(cast.place, Actor.system(), now=AFTER) as work:
        assert await confirm_by_link(work, secret)
        assert not await confirm_by_link(work, secret)
    assert not await is_closed(cast)


async def test_coming_by_the_new_address_confirms_nothing(cast: Cast) -> None:
    await signed_in(cast)
    await given_address(cast, "someone@evil.test")
    await signed_in(cast, address_hash("someone@evil.test"), late=True)
    assert await is_closed(cast)


async def test_another_change_does_not_make_the_first_an_old_one(cast: Cast) -> None:
    await signed_in(cast)
    await given_address(cast, "someone@evil.test")
    await given_address(cast, "other@evil.test")
    assert [mail.to for mail in newest()] == ["omar@acme.test"] * 2
    await signed_in(cast, address_hash("someone@evil.test"), late=True)
    assert await is_closed(cast)


async def test_coming_by_a_mail_to_the_address_of_before_confirms(cast: Cast) -> None:
    await signed_in(cast)
    await restored(cast)
    await signed_in(cast, address_hash("omar@acme.test"), late=True)
    assert not await is_closed(cast)


@pytest.mark.parametrize("late", [False, True])
async def test_an_account_that_was_linked_before_confirms(cast: Cast, late: bool) -> None:
    await signed_in(cast)
    await link_account(cast, late=late)
    await restored(cast)
    await signed_in(cast, ELSEWHERE, late=True)
    assert await is_closed(cast) is late


async def test_the_browser_of_before_confirms(cast: Cast) -> None:
    ended, kept = await signed_in(cast), await signed_in(cast)
    await restored(cast)
    another = await signed_in(cast, late=True)
    await confirm_by_browser("nonsense", another)
    await confirm_by_browser(another, another)
    assert await is_closed(cast)
    await confirm_by_browser(kept, another)
    assert not await is_closed(cast)
    assert ended != kept


async def test_links_to_the_former_address_are_over(cast: Cast) -> None:
    await signed_in(cast)
    async with open_work(cast.place, Actor.system(), now=LATER) as work:
        hashed = address_hash(cast.omar.email)
        old = await create_sign_in_link(work, person_id=cast.omar.id, mailed_to=hashed)
    await given_address(cast, "omar@globex.test")
    async with open_work(cast.place, Actor.system(), now=AFTER) as work:
        assert await redeem_link(work, old) is None


async def test_whoever_never_came_has_nothing_to_confirm(cast: Cast) -> None:
    await given_address(cast, "omar@globex.test")
    assert not await is_closed(cast)
    assert newest() == []


async def test_one_s_own_change_of_address_closes_nothing(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.wei), now=LATER) as work:
        await amend_person(work, person_id=cast.wei.id, email="wei@globex.test")
    assert not await is_closed(cast, cast.wei)


async def test_a_second_admin_sends_a_link_that_they_cannot_read(cast: Cast) -> None:
    await signed_in(cast)
    async with open_work(cast.place, acting(cast.wei), now=LATER) as work:
        await restore_access(work, person_id=cast.omar.id)
    await run_pending_jobs(cast.place, now=LATER)
    assert {mail.to for mail in newest()} == {"omar@acme.test"}
    recovery = next(mail for mail in newest() if "恢复您的谈录账号" in mail.subject)
    async with open_work(cast.place, Actor.system(), now=AFTER) as work:
        assert await redeem_link(work, secrets_in(recovery)[0]) is not None
    assert not await is_closed(cast)


async def test_who_may_restore_whose_access(cast: Cast) -> None:
    for who, whom, refusal in (
        (cast.hua, cast.omar, NotAllowed),
        (cast.omar, cast.omar, NotAllowed),
        (cast.wei, cast.wei, NotAllowed),
        (cast.wei, cast.ana, Conflict),
    ):
        with pytest.raises(refusal):
            async with open_work(cast.place, acting(who), now=LATER) as work:
                await restore_access(work, person_id=whom.id)
    with pytest.raises(NotFound):
        async with open_work(cast.place, Actor.system(), now=LATER) as work:
            await let_back_in(work, "eve@acme.test")
