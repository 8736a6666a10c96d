"""An admin sets up where people have accounts, and says whose one is."""

from playwright.async_api import Browser, expect

from tests.people import Cast
from tests.web.admin.office import an_account_that_waits
from tests.web.browser import sign_in, visiting


async def test_a_provider_is_added_changed_and_removed(
    browser: Browser, port: int, cast: Cast
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.follow("Single sign-on")
        await visit.click("Add a provider")
        await visit.fill("Name, as people will read it", "Acme ID")
        await visit.fill("Issuer's address, to the letter", "https://id.example.com?x=1")
        await visit.fill("Client ID", "tanlu")
        await visit.fill("Client secret", "a secret of some length")
        await visit.fill("E-mail domains of your people", "acme.test, acme.example")
        await visit.click("Add a provider")
        await expect(visit.page.locator(".ant-form-item-explain-error")).to_have_text(
            "An issuer's address has no ? and no #"
        )
        await visit.fill("Issuer's address, to the letter", "https://id.example.com")
        await visit.click("Add a provider")
        row = visit.page.get_by_role("listitem").filter(has_text="Acme ID")
        await expect(row).to_contain_text("acme.example, acme.test")
        await expect(row).to_contain_text("/callback")
        await visit.click("Switch it off")
        question = visit.page.get_by_role("alertdialog")
        await expect(question).to_contain_text("Nobody signs in by Acme ID")
        await question.get_by_role("button", name="Switch it off").click()
        await expect(row.locator(".tag")).to_have_text("Switched off")
        await visit.click("Remove it")
        await question.get_by_role("button", name="Remove it").click()
        await expect(row).to_have_count(0)


async def test_an_admin_says_whose_an_account_is(browser: Browser, port: int, cast: Cast) -> None:
    await an_account_that_waits(cast)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go("/admin/sign-in")
        await visit.click("Say whose it is")
        await visit.page.get_by_label("Person").fill("Ana")
        await visit.page.get_by_role("option", name="Ana").first.wait_for(state="attached")
        await visit.page.keyboard.press("Enter")
        await visit.click("Confirm")
        row = visit.page.get_by_role("listitem").filter(has_text="Ana Lima")
        await expect(row.locator(".tag")).to_have_text("Ana · by an administrator")
