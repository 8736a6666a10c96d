"""Everything can be done without a pointer, and one always sees where one is."""

from playwright.async_api import Browser, expect

from infra import clock
from tests.people import Cast
from tests.talks import shared
from tests.web.browser import Visit, sign_in, visiting
from tests.web.story import a_fall

FAR = 60
"""Presses of Tab after which something counts as out of reach."""
HERE = """() => {
  const at = document.activeElement;
  const label = at.labels?.[0]?.textContent;
  return [at.ariaLabel || label || at.textContent, getComputedStyle(at).outlineStyle, at.tagName];
}"""


async def tab_to(visit: Visit, name: str) -> None:
    """Fails where it is not reached, or where nobody would see that it was."""
    for _ in range(FAR):
        await visit.page.keyboard.press("Tab")
        found, outline, tag = await visit.page.evaluate(HERE)
        if name in (found or ""):
            # A field shows it by its border and the ring around.
            assert tag in {"INPUT", "TEXTAREA"} or outline != "none", name
            return
    raise AssertionError(f"{name} is not reached by Tab")


async def test_the_first_stop_skips_to_the_content(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.mei)
        await visit.page.reload()
        await visit.settle()
        await visit.page.keyboard.press("Tab")
        await expect(visit.page.locator(".skip")).to_be_in_viewport()
        await visit.page.keyboard.press("Enter")
        await expect(visit.page.locator("#main")).to_be_focused()


async def test_a_manager_prepares_a_conversation(browser: Browser, port: int, cast: Cast) -> None:
    await a_fall(cast, clock.now())
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.mei)
        for name in ("Prepare the conversation", "Set the time and prepare", "It is ready"):
            button = visit.page.get_by_role("button", name=name)
            await button.wait_for()
            await tab_to(visit, name)
            await visit.page.keyboard.press("Enter")
            await button.wait_for(state="detached")
        await expect(visit.page.locator(".page-head .tag")).to_have_text("Ready")
        await tab_to(visit, "Note")
        await visit.page.keyboard.type("Ask about the reviews")
        await tab_to(visit, "Keep the note")
        await visit.page.keyboard.press("Enter")
        notes = visit.page.get_by_role("region", name="Notes")
        await expect(notes).to_contain_text("Ask about the reviews")
        await expect(notes).to_contain_text("Only you read this")


async def test_the_keyboard_goes_on_where_it_was(browser: Browser, port: int, cast: Cast) -> None:
    """Into what opens, back from it, and on to the next step."""
    await a_fall(cast, clock.now())
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.mei)
        await tab_to(visit, "Not now")
        await visit.page.keyboard.press("Enter")
        await expect(visit.page.get_by_label("Why not now")).to_be_focused()
        await tab_to(visit, "Cancel")
        await visit.page.keyboard.press("Enter")
        await expect(visit.page.get_by_role("button", name="Not now")).to_be_focused()
        await visit.click("Prepare the conversation")
        await visit.click("Set the time and prepare")
        button = visit.page.get_by_role("button", name="It is ready")
        await button.focus()
        await visit.page.keyboard.press("Enter")
        await visit.page.get_by_role("button", name="Begin").wait_for()
        await visit.page.keyboard.press("Tab")
        await expect(visit.page.get_by_role("button", name="Begin")).to_be_focused()
        await expect(visit.page).to_have_title("Coaching conversation with Omar · Tanlu")


async def test_an_employee_contests_a_record(browser: Browser, port: int, cast: Cast) -> None:
    await shared(cast)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.omar)
        await tab_to(visit, "written by Mei")
        await visit.page.keyboard.press("Enter")
        await visit.settle()
        await expect(visit.page.locator("#main")).to_be_focused()
        await tab_to(visit, "I contest it")
        await visit.page.keyboard.press("Enter")
        await visit.page.keyboard.type("It takes ten minutes")
        await tab_to(visit, "I contest it")
        await visit.page.keyboard.press("Enter")
        await expect(visit.page.locator(".page-head")).to_contain_text("Contested")
