"""An account that is theirs by others' word alone opens nothing they wrote for themselves."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.people.commands import amend_person
from infra.mail.folder import newest
from tenants.access.known_address import address_hash
from tenants.access.own_proof import came_by_own
from tenants.access.restored_access import confirm_by_link
from tenants.credential import TokenKind
from tenants.identity import Account, Identity, Proof
from tenants.identity_matching import confirm_identity, recognise
from tenants.identity_provider import IdentityProvider
from tenants.identity_provider_commands import add_identity_provider
from tenants.sign_in import LinkPurpose, create_sign_in_link, sign_in
from tenants.token import create_token
from tenants.verification import verify_session, verify_token
from tenants.work import open_work
from tests.jobs import run_pending_jobs
from tests.mailbox import secrets_in
from tests.people import NOON, Cast, acting
from tests.tenants.access.test_restored_access import is_closed, mailbox, restored

__all__ = ["mailbox"]

ACCOUNT = Account("https://id.acme.example", "of whoever rules the provider")
LATER = NOON + timedelta(hours=1)
EVEN_LATER = LATER + timedelta(hours=1)


async def a_provider(cast: Cast) -> UUID:
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        made = await add_identity_provider(
            work, name="Acme ID", issuer=ACCOUNT.issuer, client_id="t", client_secret="of a length"
        )
    return made.id


async def confirmed_by_an_admin(cast: Cast) -> None:
    """Before Omar has ever come."""
    provider_id = await a_provider(cast)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        provider = await work.session.get_one(IdentityProvider, provider_id)
        assert await recognise(work, provider, ACCOUNT) is None
        waiting = await work.session.scalar(select(Identity.id))
    assert waiting is not None
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        await confirm_identity(work, identity_id=waiting, person_id=cast.omar.id)


async def came_by(cast: Cast, proven_by: str | None, *, late: bool = True) -> str:
    now = LATER if late else NOON
    async with open_work(cast.place, Actor.system(), now=now) as work:
        session = await sign_in(work, cast.omar.id, browser="", proven_by=proven_by)
    await run_pending_jobs(cast.place, now=now)
    return session


def by_mail() -> str:
    return address_hash("omar@acme.test")


async def test_what_was_opened_by_it_ends_once_they_come_by_their_address(cast: Cast) -> None:
    await confirmed_by_an_admin(cast)
    session = await came_by(cast, ACCOUNT.hash, late=False)
    async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
        token = await create_token(
            work, kind=TokenKind.USER, name="x", scopes=["goals:read"], held=["goals:read"],
            expires_at=NOON + timedelta(days=300),
        )  # fmt: skip
    mine = await came_by(cast, by_mail())
    assert await verify_session(session, LATER) is None
    assert await verify_token(token.secret, LATER) is None
    assert await verify_session(mine, LATER) is not None
    (mail,) = newest()
    assert mail.to == "omar@acme.test"
    assert "Acme ID" in mail.text
    again = await came_by(cast, by_mail())
    assert await verify_session(mine, LATER) is not None
    assert (len(newest()), mine != again) == (1, True)


async def test_coming_by_it_then_closes_the_text_until_they_confirm(cast: Cast) -> None:
    await confirmed_by_an_admin(cast)
    mine = await came_by(cast, by_mail())
    others = await came_by(cast, ACCOUNT.hash)
    assert await is_closed(cast)
    assert await verify_session(mine, LATER) is None
    (mail,) = [each for each in newest() if "账号有变更" in each.subject]
    async with open_work(cast.place, Actor.system(), now=EVEN_LATER) as work:
        assert await confirm_by_link(work, secrets_in(mail)[0])
    assert not await is_closed(cast)
    assert await verify_session(others, EVEN_LATER) is None
    await came_by(cast, ACCOUNT.hash)
    assert not await is_closed(cast)


async def test_who_has_come_by_nothing_else_goes_on_by_it(cast: Cast) -> None:
    await confirmed_by_an_admin(cast)
    first, second = await came_by(cast, ACCOUNT.hash), await came_by(cast, ACCOUNT.hash)
    assert not await is_closed(cast)
    assert await verify_session(first, LATER) is not None
    assert await verify_session(second, LATER) is not None
    assert newest() == []


@pytest.mark.parametrize("shown", [False, True])
async def test_it_proves_who_they_are_only_to_who_has_nothing_else(
    cast: Cast, *, shown: bool
) -> None:
    await confirmed_by_an_admin(cast)
    await came_by(cast, ACCOUNT.hash, late=False)
    if shown:
        await came_by(cast, by_mail(), late=False)
    await restored(cast)
    await came_by(cast, ACCOUNT.hash)
    assert await is_closed(cast) is shown


@pytest.mark.parametrize(
    ("came", "own"), [(None, False), ("mail", True), ("account", False), ("mail, closed", False)]
)
async def test_what_is_added_in_a_session_is_worth_what_that_came_by(
    cast: Cast, came: str | None, *, own: bool
) -> None:
    await confirmed_by_an_admin(cast)
    hashed = {"account": ACCOUNT.hash, None: None}.get(came, by_mail())
    await came_by(cast, hashed)
    async with open_work(cast.place, acting(cast.wei), now=LATER) as work:
        other = await add_identity_provider(
            work, name="B", issuer="https://b.example", client_id="t", client_secret="of a length"
        )
        if came == "mail, closed":
            await amend_person(work, person_id=cast.omar.id, email="other@evil.test")
    added = Account("https://b.example", "1")
    async with open_work(cast.place, Actor.system(), now=EVEN_LATER) as work:
        provider = await work.session.get_one(IdentityProvider, other.id)
        await recognise(work, provider, added, signed_in=cast.omar.id, came_by=hashed)
    async with open_work(cast.place, Actor.system(), now=EVEN_LATER) as work:
        assert await came_by_own(work, cast.omar.id, added.hash) is own


@pytest.mark.parametrize("mailed", [False, True])
async def test_what_comes_by_a_link_that_others_saw_is_not_vouched_for(
    cast: Cast, *, mailed: bool
) -> None:
    provider_id = await a_provider(cast)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        link = await create_sign_in_link(
            work,
            person_id=cast.omar.id,
            purpose=LinkPurpose.INVITATION,
            mailed_to=by_mail() if mailed else None,
        )
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        provider = await work.session.get_one(IdentityProvider, provider_id)
        await recognise(work, provider, ACCOUNT, link=link)
        found = await work.session.scalar(select(Identity))
        assert found is not None
        assert (found.proof, found.vouched) == (Proof.INVITATION, mailed)
