"""Each mail is in the language of whom it is for: the one they chose, or their company's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from domain.actor import Actor
from domain.base import new_id
from domain.errors import NotAllowed
from domain.language import Language
from domain.people.language_choice import choose_language
from domain.people.person import Person
from infra.database import owner_engine
from infra.mail.folder import newest
from tenants.access.invitation import invite
from tenants.access.link_request import ask_for_link
from tenants.access.restored_access import restore_access
from tenants.sign_in import sign_in
from tenants.tenant import Tenant
from tenants.work import open_work
from tests.jobs import run_pending_jobs
from tests.mailbox import mail_in
from tests.people import NOON, Cast, acting


@pytest.fixture(autouse=True)
def mailbox(tmp_path: Path) -> Iterator[None]:
    with mail_in(tmp_path):
        yield


async def choose(cast: Cast, who: Person, language: Language) -> None:
    async with open_work(cast.place, acting(who), now=NOON) as work:
        await choose_language(work, language=language)


async def speaks_english(cast: Cast) -> None:
    async with owner_engine().begin() as owner:
        theirs = update(Tenant).where(Tenant.id == cast.place.tenant_id)
        await owner.execute(theirs.values(language=Language.EN))


async def subject_of_invitation(cast: Cast) -> str:
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        await invite(work, person_ids=[cast.omar.id])
    await run_pending_jobs(cast.place, now=NOON)
    (mail,) = newest()
    assert ("您好" in mail.text) is not ("Hello" in mail.text)
    return mail.subject


async def test_a_company_speaks_chinese_unless_it_says_otherwise(cast: Cast) -> None:
    assert await subject_of_invitation(cast) == "Acme 邀请您使用谈录"


async def test_whoever_has_not_chosen_is_written_to_in_their_company_s(cast: Cast) -> None:
    await speaks_english(cast)
    assert await subject_of_invitation(cast) == "Acme invites you to Tanlu"


async def test_what_they_chose_counts_before_that(cast: Cast) -> None:
    await speaks_english(cast)
    await choose(cast, cast.omar, Language.ZH_CN)
    assert await subject_of_invitation(cast) == "Acme 邀请您使用谈录"


async def test_it_counts_for_whatever_is_sent_to_them(cast: Cast) -> None:
    await choose(cast, cast.omar, Language.EN)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        await sign_in(work, cast.omar.id, browser="", proven_by=None)
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        await restore_access(work, person_id=cast.omar.id)
    await run_pending_jobs(cast.place, now=NOON)
    assert {mail.subject for mail in newest()} == {
        "Your way back into Tanlu",
        "Your Tanlu account was changed",
    }


async def test_a_link_that_was_asked_for_is_in_the_language_of_the_page_at_first(
    cast: Cast,
) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        omar = await work.get(Person, cast.omar.id)
        omar.email = f"omar-{new_id()}@acme.test"
        address = omar.email
    await run_pending_jobs(cast.place)
    await ask_for_link(address, "zh-CN")
    await run_pending_jobs(cast.place)
    await choose(cast, cast.omar, Language.EN)
    await ask_for_link(address, "zh-CN")
    await run_pending_jobs(cast.place)
    assert [mail.subject for mail in newest()] == ["Your sign-in link", "您的登录链接"]


async def test_one_chooses_for_oneself(cast: Cast) -> None:
    program = Actor.plugin(new_id())
    async with open_work(cast.place, program, now=NOON) as work:
        with pytest.raises(NotAllowed):
            await choose_language(work, language=Language.EN)
