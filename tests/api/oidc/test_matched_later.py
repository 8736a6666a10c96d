"""A company's provider vouches for somebody who has signed in before: text of theirs closes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.actor import Actor
from domain.errors import NotAllowed
from domain.people.closed_text import ClosedText, close_text
from infra.mail.folder import newest
from tenants.access.confirmation import note_proof
from tenants.identity import Account
from tenants.work import open_work
from tests.api.conftest import sign_in
from tests.api.oidc.conftest import Browser
from tests.api.oidc.idp import Idp
from tests.jobs import run_pending_jobs
from tests.mailbox import mail_in
from tests.people import Cast

OMAR = {"email": "omar@acme.test", "email_verified": True}
WEI = {"email": "wei@acme.test", "email_verified": True}


@pytest.fixture(autouse=True)
def mailbox(tmp_path: Path) -> Iterator[None]:
    with mail_in(tmp_path):
        yield


async def is_closed(cast: Cast) -> bool:
    async with open_work(cast.place, Actor.system()) as work:
        return await work.session.get(ClosedText, cast.omar.id) is not None


async def closed_again(cast: Cast) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        work.session.add(cast.omar)
        await close_text(work, cast.omar, former_email="omar@acme.test")


async def test_who_rules_the_provider_reads_nothing_of_before(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    await sign_in(browser.http, cast, cast.omar)
    theirs = dict(browser.http.cookies)
    browser.http.cookies.clear()
    idp.more = OMAR
    assert (await browser.go(idp)).status_code == 303
    assert await browser.viewer() == "Omar"
    await run_pending_jobs(cast.place)
    assert await is_closed(cast)
    (mail,) = newest()
    assert (mail.to, "Acme ID" in mail.text) == ("omar@acme.test", True)
    browser.http.cookies.clear()
    browser.http.cookies.update(theirs)
    assert await browser.viewer() is None


async def test_coming_again_by_that_account_opens_nothing(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    await sign_in(browser.http, cast, cast.omar)
    browser.http.cookies.clear()
    idp.more = OMAR
    for _ in range(2):
        assert (await browser.go(idp)).status_code == 303
        browser.http.cookies.clear()
    assert await is_closed(cast)


async def test_in_the_browser_of_before_it_stays_open(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    await sign_in(browser.http, cast, cast.omar)
    idp.more = OMAR
    assert (await browser.go(idp)).status_code == 303
    assert not await is_closed(cast)


async def test_who_has_yet_to_come_has_nothing_to_close(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    idp.more = OMAR
    assert (await browser.go(idp)).status_code == 303
    assert not await is_closed(cast)


async def test_nobody_comes_in_so_as_an_admin(browser: Browser, cast: Cast, idp: Idp) -> None:
    await sign_in(browser.http, cast, cast.wei)
    browser.http.cookies.clear()
    idp.more = WEI
    answer = await browser.go(idp)
    assert (answer.status_code, "We do not know this account yet" in answer.text) == (403, True)
    assert await browser.viewer() is None


async def test_such_an_account_is_held_once_access_is_restored(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    await sign_in(browser.http, cast, cast.omar)
    browser.http.cookies.clear()
    idp.more = OMAR
    await browser.go(idp)
    browser.http.cookies.clear()
    await closed_again(cast)
    answer = await browser.go(idp)
    assert (answer.status_code, "confirm" in answer.text) == (403, True)
    assert await browser.viewer() is None
    assert await is_closed(cast)


async def test_such_an_account_never_proves_also_when_all_was_opened_meanwhile(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    await sign_in(browser.http, cast, cast.omar)
    idp.more = OMAR
    await browser.go(idp)
    assert not await is_closed(cast)
    await closed_again(cast)
    hashed = Account(idp.issuer, idp.subject).hash
    with pytest.raises(NotAllowed):
        async with open_work(cast.place, Actor.system()) as work:
            await note_proof(work, cast.omar.id, hashed)
    assert await is_closed(cast)


async def test_an_account_added_while_closed_never_proves(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    await closed_again(cast)
    await sign_in(browser.http, cast, cast.omar)
    assert (await browser.go(idp, adding="1")).status_code == 303
    async with open_work(cast.place, Actor.system()) as work:
        await work.session.delete(await work.session.get_one(ClosedText, cast.omar.id))
    await closed_again(cast)
    browser.http.cookies.clear()
    assert (await browser.go(idp)).status_code == 403
    assert await is_closed(cast)
