"""Where a company demands its own accounts, a link lets in only whom others let back in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.actor import Actor
from domain.errors import Conflict, NotAllowed
from infra.mail.folder import newest
from tenants.access.link_request import ask_for_link
from tenants.access.sign_in_policy import SignInPolicy
from tenants.access.single_sign_on import demand_single_sign_on
from tenants.sign_in import LinkPurpose, create_sign_in_link, redeem_link
from tenants.work import open_work
from tests.jobs import run_pending_jobs
from tests.mailbox import mail_in
from tests.people import NOON, Cast, acting


@pytest.fixture(autouse=True)
def mailbox(tmp_path: Path) -> Iterator[None]:
    with mail_in(tmp_path):
        yield


@pytest.fixture
async def strict(cast: Cast) -> Cast:
    await run_pending_jobs(cast.place)
    async with open_work(cast.place, Actor.system()) as work:
        (await SignInPolicy.of(work)).single_sign_on = True
    return cast


async def test_no_link_is_sent(strict: Cast) -> None:
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
