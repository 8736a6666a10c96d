"""What is around every page: coming in, finding the way, the language, going out."""

from playwright.async_api import Browser, expect

from tests.people import Cast
from tests.web.browser import sign_in, visiting


async def test_a_stranger_is_told_how_to_come_in(browser: Browser, port: int) -> None:
    async with visiting(browser, port) as visit:
        visit.may_fail = True
        await visit.go("/goals")
        await expect(visit.page.get_by_role("heading", level=1)).to_have_text("Sign in to Tanlu")


async def test_signed_in_one_sees_who_one_is_and_goes_out_again(
    browser: Browser, port: int, cast: Cast
) -> None:
    async with visiting(browser, port) as visit:
        visit.may_fail = True
        await sign_in(visit, cast, cast.mei)
        await expect(visit.page.get_by_label("Account of Mei")).to_be_visible()
        await visit.open_account()
        await visit.click("Sign out")
        await expect(visit.page.get_by_role("heading", level=1)).to_have_text("Sign in to Tanlu")


async def test_the_language_is_the_browsers_until_another_is_chosen(
    browser: Browser, port: int, cast: Cast
) -> None:
    async with visiting(browser, port, tongue="zh-CN") as visit:
        await sign_in(visit, cast, cast.omar)
        await expect(visit.page.locator("html")).to_have_attribute("lang", "zh-CN")
        await expect(visit.page.get_by_role("link", name="我的目标")).to_be_visible()
        await visit.open_account()
        await visit.click("English")
        await expect(visit.page.get_by_role("link", name="My goals")).to_be_visible()
        await visit.page.reload()
        await expect(visit.page.locator("html")).to_have_attribute("lang", "en")


async def test_what_was_chosen_is_spoken_in_every_browser(
    browser: Browser, port: int, cast: Cast
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.omar)
        await visit.open_account()
        async with visit.page.expect_response("**/graphql") as answered:
            await visit.click("中文")
        assert (await answered.value).ok
        await visit.settle()
    async with visiting(browser, port) as another:
        await sign_in(another, cast, cast.omar)
        await expect(another.page.locator("html")).to_have_attribute("lang", "zh-CN")
        await expect(another.page.get_by_role("link", name="我的目标")).to_be_visible()
    async with visiting(browser, port) as hers:
        await sign_in(hers, cast, cast.mei)
        await expect(hers.page.locator("html")).to_have_attribute("lang", "en")


async def test_an_unknown_address_says_so(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.omar)
        await visit.go("/nothing/here")
        await expect(visit.page.get_by_role("heading", level=1)).to_have_text(
            "There is nothing here"
        )
