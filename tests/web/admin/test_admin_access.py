"""Tokens and sessions: made, shown once, ended."""

from playwright.async_api import Browser, expect

from tests.people import Cast
from tests.web.browser import sign_in, visiting
from tests.web.test_every_page import barriers, too_wide


async def test_a_token_is_shown_once_and_revoked(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.omar)
        await visit.follow("Account security")
        await visit.click("Create a token")
        await visit.fill("What is it for?", "Reports")
        await visit.click("Create a token")
        await expect(visit.page.locator(".ant-form-item-explain-error")).to_have_text(
            "Choose at least one scope"
        )
        await visit.page.get_by_label("See goals and how they go").check()
        await visit.click("Create a token")
        shown = visit.page.get_by_role("region", name="Token “Reports”")
        await expect(shown.locator("code")).to_contain_text("tanlu_user_")
        assert await barriers(visit) + await too_wide(visit) == []
        await visit.click("Done")
        await expect(shown).to_have_count(0)
        await visit.click("Revoke: Reports")
        await visit.page.get_by_role("alertdialog").get_by_role("button", name="Revoke").click()
        await expect(visit.page.get_by_text("Revoked").first).to_be_visible()


async def test_an_admin_makes_one_for_a_program(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go("/access")
        await visit.click("Create a token")
        await visit.fill("What is it for?", "Directory sync")
        await visit.page.get_by_label("In its own: a program of the company's").check()
        await visit.page.get_by_label("Administrator").check()
        await visit.page.get_by_label("See the directory of people").check()
        await visit.click("Create a token")
        await expect(visit.page.locator(".secret code")).to_contain_text("tanlu_app_")
        row = visit.page.get_by_role("listitem").filter(has_text="Directory sync")
        await expect(row).to_contain_text("Program")
        await expect(row).to_contain_text("people:read")


async def test_another_browser_is_signed_out(browser: Browser, port: int, cast: Cast) -> None:
    async with (
        visiting(browser, port) as there,
        visiting(browser, port) as here,
    ):
        there.may_fail = True
        await sign_in(there, cast, cast.omar)
        await sign_in(here, cast, cast.omar)
        await here.go("/access")
        sessions = here.page.get_by_role("region", name="Where you are signed in")
        await expect(sessions.get_by_role("listitem")).to_have_count(2)
        await sessions.get_by_role("button").nth(1).click()
        await here.page.get_by_role("alertdialog").get_by_role("button").first.click()
        await expect(sessions.get_by_role("listitem")).to_have_count(1)
