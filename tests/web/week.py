"""A manager's week, step by step; the employee reads Chinese."""

import re

from playwright.async_api import expect

from tests.web.browser import Visit


async def prepare(mei: Visit, fell: str) -> None:
    """From the nudge, which says how Omar's metric fell."""
    await expect(mei.page.get_by_text(f"weeks in a row: {fell}")).to_be_visible()
    await mei.click("Prepare the conversation")
    await mei.click("Set the time and prepare")
    facts = mei.page.get_by_role("region", name="Facts")
    await expect(facts).to_contain_text(fell)
    await mei.click("It is ready")


async def talk(mei: Visit) -> None:
    await mei.click("Begin")
    await mei.click("We have talked")
    said = mei.page.get_by_role("status").filter(has_text="has yet to")
    await expect(said).to_contain_text("You have said so. Omar")


async def confirm(omar: Visit) -> None:
    await omar.follow("打开")
    await omar.click("我们已谈完")
    await expect(omar.page.get_by_text(re.compile("^Mei.* 将在"))).to_be_visible()


async def record(mei: Visit) -> None:
    await mei.page.get_by_role("button", name="Take over what was prepared").wait_for()
    await mei.click("Take over what was prepared")
    await mei.fill("Action 1", "Clear the oldest reviews")
    await mei.click("Save the record")
    await mei.click("Share it with Omar")
    await mei.page.get_by_role("link", name="Read the record").wait_for()
