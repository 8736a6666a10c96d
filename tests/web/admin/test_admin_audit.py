"""What only admins do for trust: confirm addresses, answer for tokens, keep the trail shorter."""

from playwright.async_api import Browser, expect
from sqlalchemy import update

from domain.actor import Actor
from domain.people.person import Person
from tenants.token import AccessToken
from tenants.work import open_work
from tests.people import Cast
from tests.tenants.audit.trail import trail_of
from tests.web.browser import sign_in, visiting
from tests.web.test_every_page import barriers, too_wide


async def test_an_admin_confirms_an_address_that_others_wrote(
    browser: Browser, port: int, cast: Cast
) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        theirs = update(Person).where(Person.id == cast.ana.id)
        await work.session.execute(theirs.values(email_confirmed=False))
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go(f"/admin/people/{cast.ana.id}")
        card = visit.page.get_by_role("region", name="E-mail address to be confirmed")
        await card.get_by_role("button").click()
        assert await barriers(visit) + await too_wide(visit) == []
        await visit.page.get_by_role("alertdialog").get_by_role("button").first.click()
        await expect(card).to_have_count(0)
    assert len(await trail_of(cast.place, "person.email_confirmed")) == 1


async def test_an_admin_answers_for_a_token_that_rests(
    browser: Browser, port: int, cast: Cast
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go("/access")
        await visit.click("Create a token")
        await visit.fill("What is it for?", "Directory sync")
        await visit.page.get_by_label("In its own: a program of the company's").check()
        await visit.page.get_by_label("See the directory of people").check()
        await visit.click("Create a token")
        await visit.click("Done")
        row = visit.page.get_by_role("listitem").filter(has_text="Directory sync")
        await expect(row).to_contain_text("Wei answers for it")
        async with open_work(cast.place, Actor.system()) as work:
            await work.session.execute(update(AccessToken).values(approved_by_id=cast.ana.id))
        await visit.go("/access")
        await expect(row).to_contain_text("Ana has left or is no admin any more")
        await visit.click("Answer for it: Directory sync")
        assert await barriers(visit) + await too_wide(visit) == []
        await visit.page.get_by_role("alertdialog").get_by_role("button").first.click()
        await expect(row).to_contain_text("Wei answers for it")


async def test_an_admin_keeps_the_trail_for_a_shorter_time(
    browser: Browser, port: int, cast: Cast
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go("/admin/audit")
        await expect(visit.page.get_by_text("Entries are kept for 365 days.")).to_be_visible()
        await expect(visit.page.get_by_text("Your plan keeps them for 365 days.")).to_be_visible()
        await visit.page.get_by_label("Days").fill("200")
        await visit.click("Keep them so long")
        assert await barriers(visit) + await too_wide(visit) == []
        await visit.page.get_by_role("alertdialog").get_by_role("button").first.click()
        # The question, which may still be fading, says nearly the same.
        kept = visit.page.get_by_text("Entries are kept for 200 days.", exact=True)
        await expect(kept).to_be_visible()
    assert [each.details for each in await trail_of(cast.place, "audit.period_changed")] == [
        {"days": 200}
    ]
