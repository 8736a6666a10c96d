"""An admin invites many people with a handful of clicks, and sees who has come."""

from playwright.async_api import Browser, expect

from domain.actor import Actor
from domain.people.commands import add_person
from tenants.work import open_work
from tests.people import Cast
from tests.web.browser import sign_in, visiting

THIRTY = 30


async def test_thirty_people_are_invited_at_once(browser: Browser, port: int, cast: Cast) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        for number in range(THIRTY):
            email = f"new{number}@acme.test"
            await add_person(work, name=f"Newcomer {number:02}", email=email)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        visit.clicks = 0
        await visit.follow("People")
        await visit.page.locator(".states").get_by_text("Not invited").click()
        await visit.settle()
        await visit.page.get_by_label("Select all on this page").check()
        await visit.click("Send 35 invitations")
        told = "35 people are sent a mail with a link that is good for seven days."
        await expect(visit.page.get_by_text(told)).to_be_visible()
        await visit.page.locator(".states").get_by_text("Invited", exact=True).click()
        await visit.settle()
        rows = visit.page.get_by_role("row").filter(has_text="@acme.test")
        await expect(rows).to_have_count(THIRTY + 5)
        await expect(rows.first).to_contain_text("Invited")
        assert visit.clicks == 2  # and three choices


async def test_one_is_chosen_by_keyboard_and_invited_again(
    browser: Browser, port: int, cast: Cast
) -> None:
    async with visiting(browser, port, tongue="zh-CN") as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go("/admin/people")
        for _ in range(2):
            await visit.page.get_by_label("选择Omar").focus()
            await visit.page.keyboard.press("Space")
            await visit.click("发送邀请（1）")
            await expect(visit.page.get_by_text("已向 1 人发送邀请邮件").last).to_be_visible()
        row = visit.page.get_by_role("row").filter(has_text="omar@acme.test")
        await expect(row).to_contain_text("已邀请")


async def test_hr_sees_who_has_come_and_invites_nobody(
    browser: Browser, port: int, cast: Cast
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.hua)
        await visit.go("/admin/people")
        row = visit.page.get_by_role("row").filter(has_text="hua@acme.test")
        await expect(row).to_contain_text("Came in")
        await expect(visit.page.get_by_role("checkbox")).to_have_count(0)
