"""Whoever confirms keeps alone what was opened in their name since others let them in."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.actor import Actor
from infra.mail.folder import newest
from tenants.access.confirmation import confirm_by_browser
from tenants.access.known_address import address_hash
from tenants.access.restored_access import confirm_by_link
from tenants.credential import TokenKind
from tenants.delegation import Delegation
from tenants.identity import Identity, Proof
from tenants.sign_in import create_sign_in_link, redeem_link
from tenants.token import create_token
from tenants.verification import verify_session, verify_token
from tenants.work import open_work
from tests.jobs import run_pending_jobs
from tests.mailbox import secrets_in
from tests.people import Cast, acting
from tests.tenants.access.test_restored_access import (
    AFTER,
    ELSEWHERE,
    is_closed,
    link_account,
    mailbox,
    restored,
    signed_in,
)

__all__ = ["mailbox"]

THEIRS = "hash of an account of before"
SOON = AFTER + timedelta(minutes=1)


async def opened_by_others(cast: Cast) -> tuple[str, str, str]:
    """While the text is closed: the secrets of a session, a token and a link."""
    session = await signed_in(cast, late=True)
    async with open_work(cast.place, acting(cast.omar), now=AFTER) as work:
        token = await create_token(
            work, kind=TokenKind.USER, name="x", scopes=["goals:read"], held=["goals:read"],
            expires_at=AFTER + timedelta(days=300),
        )  # fmt: skip
        acts = Delegation(
            client_id=cast.omar.id, person_id=cast.omar.id, scopes=[], begun_at=AFTER,
            good_until=AFTER + timedelta(days=90),
        )  # fmt: skip
        work.add(acts)
    await link_account(cast, late=True)
    async with open_work(cast.place, Actor.system(), now=AFTER) as work:
        added = await work.session.scalar(select(Identity).where(Identity.hash == ELSEWHERE))
        assert added is not None
        added.vouched = False
        link = await create_sign_in_link(work, person_id=cast.omar.id)
    return session, token.secret, link


async def of_before(cast: Cast) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        identity = Identity(
            tenant_id=work.tenant_id, hash=THEIRS, issuer="https://other.test", subject="1",
            told_name="", told_email="", created_at=AFTER, seen_at=AFTER,
        )  # fmt: skip
        identity.belong_to(cast.omar.id, Proof.SESSION, AFTER - timedelta(days=2))
        work.session.add(identity)


async def confirmed_by(cast: Cast, way: str, kept: str) -> str | None:
    """The secret of the session in which they confirm, if they do so in one."""
    if way == "account":
        return await signed_in(cast, THEIRS, late=True)
    if way == "address":
        return await signed_in(cast, address_hash("omar@acme.test"), late=True)
    mine = await signed_in(cast, late=True)
    if way == "browser":
        await confirm_by_browser(kept, mine)
        return mine
    (mail,) = [each for each in newest() if "账号有变更" in each.subject]
    async with open_work(cast.place, Actor.system(), now=SOON) as work:
        here = mine if way == "link here" else None
        assert await confirm_by_link(work, secrets_in(mail)[0], session=here)
    return here


@pytest.mark.parametrize("way", ["account", "address", "browser", "link", "link here"])
async def test_what_others_opened_meanwhile_ends(cast: Cast, way: str) -> None:
    kept = await signed_in(cast)
    await of_before(cast)
    await restored(cast)
    session, token, link = await opened_by_others(cast)
    mine = await confirmed_by(cast, way, kept)
    await run_pending_jobs(cast.place, now=SOON)
    assert not await is_closed(cast)
    assert await verify_session(session, SOON) is None
    assert await verify_token(token, SOON) is None
    if mine is not None:
        assert await verify_session(mine, SOON) is not None
    async with open_work(cast.place, Actor.system(), now=SOON) as work:
        assert await redeem_link(work, link) is None
        ended = await work.session.scalar(select(Delegation.ended_at))
        left = (await work.session.scalars(select(Identity.hash))).all()
    assert (ended is not None, left) == (True, [THEIRS])
