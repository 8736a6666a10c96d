"""Numbers lead to what they were counted from, and people to what is known of them."""

import pytest
from playwright.async_api import Browser, expect

from tests.people import Cast
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
        record = visit.page.get_by_role("link", name="绩效记录 · 绩效辅导对话")
        await expect(record).to_have_attribute("href", f"/records/{story.record.id}")
        await expect(visit.page.get_by_text("Know what customers ask for")).to_be_visible()


async def test_a_goal_is_agreed_on_and_followed(browser: Browser, port: int, cast: Cast) -> None:
    await a_month(cast)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.omar)
        await visit.go("/goals")
        goal = visit.page.get_by_role("article", name="Know what customers ask for")
        for what in ("I understand it", "The measure is right", "I see the path"):
            await visit.click(f"Say yes: {what}")
            line = goal.get_by_role("listitem").filter(has_text=what)
            await expect(line).to_contain_text("Omar says yes")
        await visit.click("Check in: Open defects")
        await visit.fill("Where does it stand? (defects)", "25")
        await visit.page.get_by_text("9", exact=True).click()
        await visit.click("Save")
        active = visit.page.get_by_role("article", name="Fewer defects reach customers")
        await expect(active).to_contain_text("50%")
        await expect(active).to_contain_text("confidence 9 of 10")
