"""Invitations go by mail, to their addressee alone, and again to whoever has not come."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.errors import Conflict, Invalid, NotAllowed, NotFound
from domain.events import StoredEvent
from domain.people.commands import end_employment
from domain.people.person import Person
from infra import clock
from infra.mail.folder import Kept, newest
from infra.settings import settings
from tenants.access.invitation import invite
from tenants.dead_letters import DeadLetter
from tenants.jobs import GiveUp
from tenants.pending import PendingJob
from tenants.sign_in import SignInLink, create_sign_in_link, link_place, redeem_link
from tenants.work import open_work
from tests.infra.mail.post_office import PostOffice, open_office
from tests.jobs import run_pending_jobs
from tests.mailbox import mail_in, secrets_in
from tests.people import NOON, Cast, acting

WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def mailbox(tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    with mail_in(tmp_path) as changed:
        yield changed


async def invited(cast: Cast, *people: Person, by: Person | None = None) -> list[str]:
    async with open_work(cast.place, acting(by or cast.wei), now=NOON) as work:
        done = await invite(work, person_ids=[each.id for each in people])
    await run_pending_jobs(cast.place, now=NOON)
    return [each.name for each in done.people]


def secret_in(mail: Kept) -> str:
    (secret,) = set(secrets_in(mail))
    return secret


async def come(cast: Cast, secret: str, after: timedelta = timedelta()) -> str | None:
    async with open_work(cast.place, Actor.system(), now=NOON + after) as work:
        return await redeem_link(work, secret)


async def events(cast: Cast) -> list[str]:
    async with open_work(cast.place, Actor.system()) as work:
        names = select(StoredEvent.name).where(StoredEvent.subject_id == cast.omar.id)
        return list(await work.session.scalars(names.order_by(StoredEvent.id)))


async def test_an_invitation_is_good_for_seven_days(cast: Cast) -> None:
    assert await invited(cast, cast.omar, cast.ana) == ["Omar", "Ana"]
    to_omar, to_ana = sorted(newest(), key=lambda mail: mail.to, reverse=True)
    assert (to_omar.to, to_ana.to) == ("omar@acme.test", "ana@acme.test")
    assert to_omar.subject == "Acme 邀请您使用谈录"
    assert await link_place(secret_in(to_omar), NOON + WEEK) is None
    assert await come(cast, secret_in(to_omar), WEEK - timedelta(seconds=1)) is not None
    assert (await events(cast))[-3:] == ["person.invited", "person.link_sent", "person.signed_in"]


async def test_whoever_has_come_or_left_is_passed_over(cast: Cast) -> None:
    await invited(cast, cast.omar)
    assert await come(cast, secret_in(newest()[0])) is not None
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await end_employment(work, person_id=cast.ivan.id, on=NOON.date())
    assert await invited(cast, cast.omar, cast.ivan, cast.ana) == ["Ana"]
    assert [mail.to for mail in newest()] == ["ana@acme.test", "omar@acme.test"]
    with pytest.raises(Conflict):
        await invited(cast, cast.omar, cast.ivan)


async def test_again_is_another_mail_and_either_link_works_until_they_come(cast: Cast) -> None:
    await invited(cast, cast.omar)
    await invited(cast, cast.omar)
    second, first = (secret_in(mail) for mail in newest())
    assert await come(cast, first) is not None
    assert await come(cast, second) is None


async def test_a_link_that_an_admin_was_shown_is_over_once_they_have_come(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        shown = await create_sign_in_link(work, person_id=cast.omar.id)
    await invited(cast, cast.omar)
    assert await come(cast, secret_in(newest()[0])) is not None
    assert await come(cast, shown) is None


@pytest.mark.parametrize("who", ["omar", "mei", "hua"])
async def test_only_admins_invite(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        await invited(cast, cast.ana, by=getattr(cast, who))
    assert newest() == []


async def test_whom_one_may_name(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        with pytest.raises(NotFound):
            await invite(work, person_ids=[cast.omar.id, cast.place.tenant_id])
        with pytest.raises(Invalid):
            await invite(work, person_ids=[])


async def test_no_secret_waits_in_the_database(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        await invite(work, person_ids=[cast.omar.id])
    async with open_work(cast.place, Actor.system()) as work:
        assert (await work.session.scalars(select(SignInLink))).all() == []
        asked = await work.session.scalars(
            select(PendingJob.arguments).where(PendingJob.name.contains("mail"))
        )
        assert asked.all() == [{"person_id": str(cast.omar.id), "purpose": "INVITATION"}]
    await run_pending_jobs(cast.place, now=NOON)
    async with open_work(cast.place, Actor.system()) as work:
        (link,) = (await work.session.scalars(select(SignInLink))).all()
    assert secret_in(newest()[0]) not in {link.hash, link.mailed_to}


async def test_a_mail_is_tried_again_while_that_may_help(
    cast: Cast, mailbox: pytest.MonkeyPatch
) -> None:
    async with open_office(PostOffice("451 busy")) as office:
        mailbox.setenv("TANLU_SMTP_URL", f"smtp://127.0.0.1:{office.port}")
        settings.cache_clear()
        with pytest.raises(Exception, match="451"):
            await invited(cast, cast.omar)
        office.refusal = ""
        await run_pending_jobs(cast.place, now=clock.now() + timedelta(hours=2))
    assert office.recipients == ["omar@acme.test"]


async def test_a_mail_that_cannot_be_sent_ends_where_an_operator_sees_it(
    cast: Cast, mailbox: pytest.MonkeyPatch
) -> None:
    async with open_office(PostOffice("550 no such mailbox", "RCPT")) as office:
        mailbox.setenv("TANLU_SMTP_URL", f"smtp://127.0.0.1:{office.port}")
        settings.cache_clear()
        with pytest.raises(GiveUp):
            await invited(cast, cast.omar)
    async with open_work(cast.place, Actor.system()) as work:
        (dead,) = (await work.session.scalars(select(DeadLetter))).all()
    assert (dead.name, dead.attempts) == ("access.mail_link", 1)
    assert (await events(cast))[-1] == "person.invited"
