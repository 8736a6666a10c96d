"""Numbers lead to what they were counted from, and people to what is known of them."""

import pytest
from playwright.async_api import Browser, expect

from tests.builders import an_active_goal
from tests.jobs import run_pending_jobs
from tests.people import Cast
from tests.touchpoints import a_touchpoint
from tests.web.browser import sign_in, visiting
from tests.web.story import a_month


@pytest.mark.requirement(193)
async def test_a_scorecards_number_leads_to_its_conversations(
    browser: Browser, port: int, cast: Cast
) -> None:
    story = await a_month(cast)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.mei)
        await visit.go("/scorecard")
        await expect(visit.page.get_by_role("img").locator("svg")).to_be_visible()
        await expect(visit.page.get_by_role("table")).to_contain_text("100% (1/1)")
        month = visit.page.locator("tr", has_text="100% (1/1)").get_by_role("button")
        await month.click()
        await visit.page.locator(".sources").get_by_role("link").first.click()
        await visit.settle()
        assert str(story.record.conversation_id) in visit.page.url


@pytest.mark.requirement(193)
async def test_everybody_sees_what_was_read_about_them(
    browser: Browser, port: int, cast: Cast
) -> None:
    await a_month(cast)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.omar)
        await visit.go("/evidence")
        link = visit.page.get_by_role("link", name="The door squeaks").first
        await expect(link).to_have_attribute("href", "https://jira.test/browse/KEY-2")
        await visit.page.get_by_text("As a table").click()
        cells = visit.page.get_by_role("table").get_by_role("cell")
        values = [await cells.nth(at).inner_text() for at in range(await cells.count())][1::2]
        assert values[-5:] == ["7", "8", "6", "5", "3"]


async def test_a_dossier_tells_what_has_happened(browser: Browser, port: int, cast: Cast) -> None:
    story = await a_month(cast)
    async with visiting(browser, port, tongue="zh-CN") as visit:
        await sign_in(visit, cast, cast.mei)
        await visit.go(f"/people/{cast.omar.id}")
        await expect(visit.page.get_by_role("heading", level=1)).to_have_text("Omar")
        record = visit.page.get_by_role("link", name="沟通记录 · 绩效辅导（一对一）")
        await expect(record).to_have_attribute("href", f"/records/{story.record.id}")
        await expect(visit.page.get_by_text("Know what customers ask for")).to_be_visible()


async def test_a_goal_is_agreed_on_and_followed(browser: Browser, port: int, cast: Cast) -> None:
    await a_month(cast)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.omar)
        await visit.go("/goals")
        goal = visit.page.get_by_role("article", name="Know what customers ask for")
        for what in ("I understand it", "The measure is right", "I see the path"):
            await visit.click(f"Confirm: {what}")
            line = goal.get_by_role("listitem").filter(has_text=what)
            await expect(line).to_contain_text("Omar says yes")
        await visit.click("Check in: Open defects")
        await visit.fill("Where does it stand? (defects)", "25")
        await visit.page.get_by_text("9", exact=True).click()
        await visit.click("Save")
        active = visit.page.get_by_role("article", name="Fewer defects reach customers")
        await expect(active).to_contain_text("50%")
        await expect(active).to_contain_text("confidence 9 of 10")


async def test_a_goal_is_retuned_by_both(browser: Browser, port: int, cast: Cast) -> None:
    await an_active_goal(cast)
    async with visiting(browser, port) as omar, visiting(browser, port, tongue="zh-CN") as mei:
        await sign_in(omar, cast, cast.omar)
        await omar.go("/goals")
        await omar.click("Change it")
        await omar.fill("Why does it change?", "Two of us left")
        await omar.fill("Target of “Open defects” (defects)", "20")
        await omar.click("Propose the change")
        await expect(omar.page.get_by_text("Open defects: 10 → 20")).to_be_visible()
        await sign_in(mei, cast, cast.mei)
        await mei.go(f"/people/{cast.omar.id}/goals")
        await expect(mei.page.get_by_text("Omar 希望调整：Two of us left")).to_be_visible()
        await mei.click("同意调整")
        goal = mei.page.get_by_role("article")
        await expect(goal).to_contain_text("从 40 到 20 defects")
        await mei.click("关闭目标")
        await mei.page.get_by_text("部分达成").click()
        await mei.fill("原因是什么？", "The tracker was replaced")
        await mei.click("关闭目标")
        await expect(goal).to_contain_text("部分达成：The tracker was replaced")


async def test_hr_says_who_shall_talk_with_whoever_has_no_manager(
    browser: Browser, port: int, cast: Cast
) -> None:
    await a_touchpoint(cast, cast.ivan)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.hua)
        await expect(visit.page.get_by_text("Nobody manages Ivan")).to_be_visible()
        await visit.page.get_by_label("Who", exact=True).fill("Me")
        await visit.page.get_by_title("Mei · Team lead").click()
        await visit.click("Assign it")
        await expect(visit.page.get_by_text("Mei is to hold it.")).to_be_visible()
        await run_pending_jobs(cast.place)
        await visit.go("/")
        await expect(visit.page.get_by_text("Nothing right now.")).to_be_visible()
