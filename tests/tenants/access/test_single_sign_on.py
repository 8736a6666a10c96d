"""Where a company demands its own accounts, a link lets in only whom others let back in."""

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.base import new_id
from domain.errors import Conflict, NotAllowed
from domain.people.commands import amend_person
from domain.people.person import Person
from domain.work import UnitOfWork
from infra.mail.folder import newest
from tenants.access.companies import go_to_company
from tenants.access.email_domains.proof import check_domain, claim_domain, give_domain_up
from tenants.access.known_address import address_hash
from tenants.access.link_request import AT_MOST, ask_for_link
from tenants.access.operator_links import let_back_in
from tenants.access.restored_access import restore_access
from tenants.access.sign_in_policy import SignInPolicy, demands_single_sign_on
from tenants.access.single_sign_on import demand_single_sign_on
from tenants.identity import Account, Identity, Proof
from tenants.identity_matching import remove_identity
from tenants.identity_provider_commands import (
    add_identity_provider,
    change_identity_provider,
    remove_identity_provider,
)
from tenants.sign_in import LinkPurpose, create_sign_in_link, redeem_link, sign_in
from tenants.work import open_work
from tests.api.oidc.conftest import sister
from tests.jobs import run_pending_jobs
from tests.mailbox import mail_in, secrets_in
from tests.people import NOON, Cast, acting

__all__ = ["sister"]

ISSUER = "https://id.acme.example"
Deed = Callable[[UnitOfWork], Awaitable[Any]]


@pytest.fixture(autouse=True)
def mailbox(tmp_path: Path) -> Iterator[None]:
    with mail_in(tmp_path):
        yield


@pytest.fixture
async def strict(cast: Cast) -> Cast:
    async with open_work(cast.place, acting(cast.wei)) as work:
        cast.omar.email = f"omar-{new_id()}@acme.test"
        await amend_person(work, person_id=cast.omar.id, email=cast.omar.email)
    await run_pending_jobs(cast.place)
    async with open_work(cast.place, Actor.system()) as work:
        (await SignInPolicy.of(work)).single_sign_on = True
    return cast


async def a_provider(cast: Cast) -> UUID:
    async with open_work(cast.place, acting(cast.wei)) as work:
        provider = await add_identity_provider(
            work, name="Acme ID", issuer=ISSUER, client_id="tanlu", client_secret="of some length"
        )
    return provider.id


async def linked(cast: Cast, who: Person) -> str:
    """They have come by an account there. Gives its hash."""
    account = Account(ISSUER, f"of {who.name}")
    async with open_work(cast.place, Actor.system()) as work:
        identity = Identity(
            tenant_id=work.tenant_id, hash=account.hash, issuer=ISSUER, subject=account.subject,
            told_name="", told_email="", created_at=NOON, seen_at=NOON,
        )  # fmt: skip
        identity.belong_to(who.id, Proof.SESSION, NOON)
        work.session.add(identity)
    return account.hash


async def test_the_mail_says_where_to_sign_in(strict: Cast) -> None:
    """Or they would wait in vain. There is no secret in it."""
    provider = await a_provider(strict)
    await ask_for_link(strict.omar.email, "en")
    await run_pending_jobs(strict.place)
    (mail,) = newest()
    assert (mail.to, mail.subject) == (strict.omar.email, "Sign in with your company account")
    assert secrets_in(mail) == [f"oidc/{provider}"]


async def test_it_is_not_said_for_ever(strict: Cast) -> None:
    await a_provider(strict)
    for _ in range(AT_MOST + 3):
        await ask_for_link(strict.omar.email, "en")
        await run_pending_jobs(strict.place)
    assert len(newest()) == AT_MOST


async def test_without_a_provider_nothing_is_sent(strict: Cast) -> None:
    await ask_for_link(strict.omar.email, "en")
    await run_pending_jobs(strict.place)
    assert [mail.to for mail in newest()] == []


@pytest.mark.parametrize("purpose", [LinkPurpose.SIGN_IN, LinkPurpose.INVITATION])
async def test_a_link_that_there_is_lets_nobody_in(strict: Cast, purpose: LinkPurpose) -> None:
    async with open_work(strict.place, Actor.system(), now=NOON) as work:
        link = await create_sign_in_link(work, person_id=strict.omar.id, purpose=purpose)
    with pytest.raises(NotAllowed):
        async with open_work(strict.place, Actor.system(), now=NOON) as work:
            await redeem_link(work, link)


async def test_whom_others_let_back_in_comes_in(strict: Cast) -> None:
    async with open_work(strict.place, Actor.system(), now=NOON) as work:
        recovery = LinkPurpose.RECOVERY
        link = await create_sign_in_link(work, person_id=strict.omar.id, purpose=recovery)
        assert await redeem_link(work, link) is not None


async def test_who_may_demand_it(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
            await demand_single_sign_on(work, demanded=True)
    with pytest.raises(Conflict):
        async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
            await demand_single_sign_on(work, demanded=True)


async def test_who_has_come_by_the_company_account_may_demand_it(cast: Cast) -> None:
    await a_provider(cast)
    await linked(cast, cast.wei)
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        await demand_single_sign_on(work, demanded=True)
        assert await demands_single_sign_on(work)


def gone(provider: UUID) -> dict[str, Deed]:
    return {
        "switched off": lambda work: change_identity_provider(
            work, provider_id=provider, enabled=False
        ),
        "removed": lambda work: remove_identity_provider(work, provider_id=provider),
        "one's own account removed": _remove_own_account,
    }


async def _remove_own_account(work: UnitOfWork) -> None:
    theirs = select(Identity.id).where(Identity.person_id == work.actor.person_id)
    for each in (await work.session.scalars(theirs)).all():
        await remove_identity(work, identity_id=each)


@pytest.mark.parametrize("how", ["switched off", "removed", "one's own account removed"])
async def test_nobody_takes_away_what_they_come_in_by_themselves(cast: Cast, how: str) -> None:
    """Or nobody could come in and lift the demand."""
    provider = await a_provider(cast)
    await linked(cast, cast.wei)
    other = Account("https://other.example", "1")
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        await add_identity_provider(
            work, name="Other", issuer=other.issuer, client_id="t", client_secret="of some length"
        )
        await demand_single_sign_on(work, demanded=True)
    with pytest.raises(Conflict, match="lift that first"):
        async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
            await gone(provider)[how](work)
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        await demand_single_sign_on(work, demanded=False)
        await gone(provider)[how](work)


async def test_the_last_domain_stays_while_the_demand_does(cast: Cast) -> None:
    first, second = f"d{new_id().hex}.test", f"d{new_id().hex}.test"
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        claims = [await claim_domain(work, domain=each) for each in (first, second)]
        for each in claims:
            await check_domain(work, domain_id=each.id, found=[each.value])
        (await SignInPolicy.of(work)).single_sign_on = True
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        await give_domain_up(work, domain_id=claims[0].id)
    with pytest.raises(Conflict, match="lift that first"):
        async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
            await give_domain_up(work, domain_id=claims[1].id)


async def test_an_account_where_nobody_may_sign_in_is_none(cast: Cast) -> None:
    provider = await a_provider(cast)
    await linked(cast, cast.wei)
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        await change_identity_provider(work, provider_id=provider, enabled=False)
    with pytest.raises(Conflict):
        async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
            await demand_single_sign_on(work, demanded=True)


async def test_a_link_that_was_shown_to_the_company_account_lets_in(strict: Cast) -> None:
    """As where somebody with several companies chooses one, after the provider sent them back."""
    await a_provider(strict)
    hashed = await linked(strict, strict.omar)
    async with open_work(strict.place, Actor.system(), now=NOON) as work:
        link = await create_sign_in_link(work, person_id=strict.omar.id, mailed_to=hashed)
        assert await redeem_link(work, link) is not None


async def test_nobody_comes_over_from_another_company_by_an_address(
    cast: Cast, sister: Cast
) -> None:
    address = f"omar-{new_id()}@both.test"
    hashed = address_hash(address)
    sessions = []
    for each in (cast, sister):
        async with open_work(each.place, acting(each.wei)) as work:
            await amend_person(work, person_id=each.omar.id, email=address)
        await run_pending_jobs(each.place)
        async with open_work(each.place, Actor.system()) as work:
            sessions.append(await sign_in(work, each.omar.id, browser="", proven_by=hashed))
    there = cast.place.tenant_id
    assert await go_to_company(sessions[1], there, browser="") is not None
    async with open_work(cast.place, Actor.system()) as work:
        (await SignInPolicy.of(work)).single_sign_on = True
    with pytest.raises(NotAllowed):
        await go_to_company(sessions[1], there, browser="")


async def test_no_way_in_passes_by_the_demand(strict: Cast) -> None:
    """Whoever signs somebody in, has to say by what; neither an address nor nothing is enough."""
    await a_provider(strict)
    await linked(strict, strict.omar)
    for proven_by in (None, address_hash(strict.omar.email), "the hash of another account"):
        with pytest.raises(NotAllowed):
            async with open_work(strict.place, Actor.system(), now=NOON) as work:
                await sign_in(work, strict.omar.id, browser="", proven_by=proven_by)


async def test_another_admin_lets_somebody_back_in(strict: Cast) -> None:
    async with open_work(strict.place, Actor.system(), now=NOON) as work:
        await sign_in(work, strict.omar.id, browser="", proven_by=None, way_back=True)
    async with open_work(strict.place, acting(strict.wei)) as work:
        await restore_access(work, person_id=strict.omar.id)
    await run_pending_jobs(strict.place)
    (secret, *_) = next(secrets_in(mail) for mail in newest() if "恢复您的谈录账号" in mail.subject)
    async with open_work(strict.place, Actor.system()) as work:
        assert await redeem_link(work, secret) is not None


async def test_the_operator_lets_an_admin_back_in(strict: Cast) -> None:
    async with open_work(strict.place, Actor.system()) as work:
        _, link = await let_back_in(work, strict.wei.email)
        assert await redeem_link(work, link.rpartition("/")[2]) is not None
