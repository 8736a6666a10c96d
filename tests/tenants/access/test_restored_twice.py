"""Who lets somebody in twice is no nearer to what that person wrote for nobody else."""

from datetime import timedelta

import pytest

from domain.actor import Actor
from domain.errors import NotAllowed
from infra.mail.folder import newest
from tenants.access.confirmation import confirm_by_browser
from tenants.access.operator_links import let_back_in
from tenants.access.restored_access import restore_access
from tenants.sign_in import redeem_link
from tenants.work import open_work
from tests.jobs import run_pending_jobs
from tests.mailbox import secrets_in
from tests.people import Cast, acting
from tests.tenants.access.test_restored_access import (
    ELSEWHERE,
    LATER,
    given_address,
    is_closed,
    link_account,
    mailbox,
    restored,
    signed_in,
)
from tests.tenants.audit.trail import trail_of

__all__ = ["mailbox"]

AGAIN = LATER + timedelta(hours=1)


async def again_restored(cast: Cast, deed: str) -> str:
    """By an admin who reads the address that is there by now. Gives the link's secret."""
    if deed == "reset":
        async with open_work(cast.place, Actor.system(), now=AGAIN) as work:
            _, link = await let_back_in(work, cast.omar.email, without_second_factor=True)
        await run_pending_jobs(cast.place, now=AGAIN)
        return link.rpartition("/")[2]
    async with open_work(cast.place, acting(cast.wei), now=AGAIN) as work:
        await restore_access(work, person_id=cast.omar.id)
    await run_pending_jobs(cast.place, now=AGAIN)
    theirs = [mail for mail in newest() if "恢复您的谈录账号" in mail.subject]
    return secrets_in(theirs[0])[0]


@pytest.mark.parametrize("deed", ["restore", "reset"])
async def test_a_session_of_the_first_way_back_does_not_confirm_at_the_second(
    cast: Cast, deed: str
) -> None:
    await signed_in(cast)
    await given_address(cast, "someone@evil.test")
    cast.omar.email = "someone@evil.test"
    first = await signed_in(cast, late=True)
    link = await again_restored(cast, deed)
    async with open_work(cast.place, Actor.system(), now=AGAIN) as work:
        second = await redeem_link(work, link)
    assert second is not None
    await confirm_by_browser(first, second)
    assert await is_closed(cast)


async def test_the_browser_of_before_confirms_also_after_a_second_way_back(cast: Cast) -> None:
    kept = await signed_in(cast)
    await restored(cast)
    await again_restored(cast, "reset")
    await confirm_by_browser(kept, await signed_in(cast, late=True))
    assert not await is_closed(cast)
    (opened,) = await trail_of(cast.place, "person.text_opened")
    assert opened.details == {"by": "BROWSER"}


async def test_an_account_of_between_two_ways_back_does_not_confirm(cast: Cast) -> None:
    await signed_in(cast)
    await restored(cast)
    await link_account(cast, late=True)
    await again_restored(cast, "reset")
    with pytest.raises(NotAllowed):
        await signed_in(cast, ELSEWHERE, late=True)
    assert await is_closed(cast)
