"""What is around every page: the places by role, what waits, the search, day and night."""

import re

import pytest
from playwright.async_api import Browser, expect

from api.graphql.serving.trusted import documents_in
from operate.console import WEB
from tests.builders import a_proposed_goal
from tests.people import Cast
from tests.talks import planned, shared
from tests.web.browser import PHONE, TONGUES, sign_in, visiting
from tests.web.keys import press
from tests.web.test_every_page import barriers, too_wide

NAME = re.compile(r"(?:query|mutation) (\w+)")
DAY, NIGHT = "rgb(246, 245, 241)", "rgb(18, 23, 22)"


async def test_each_role_is_shown_its_own_places(browser: Browser, port: int, cast: Cast) -> None:
    for who, seen, hidden in (
        (cast.omar, ["My goals"], ["My team", "People", "Webhooks"]),
        (cast.mei, ["My goals", "My team", "My scorecard"], ["People", "Webhooks"]),
        (cast.hua, ["People"], ["Webhooks", "Audit trail"]),
        (cast.wei, ["People", "Plugins", "Audit trail", "Webhooks"], ["My team"]),
    ):
        async with visiting(browser, port) as visit:
            await sign_in(visit, cast, who)
            places = visit.page.get_by_role("navigation", name="Main")
            for name in seen:
                await expect(places.get_by_role("link", name=name)).to_be_visible()
            for name in hidden:
                await expect(places.get_by_role("link", name=name)).to_have_count(0)


async def test_a_goal_and_a_record_wait_in_the_inbox(
    browser: Browser, port: int, cast: Cast
) -> None:
    await shared(cast)
    await a_proposed_goal(cast, title="Know what customers ask for")
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.omar)
        places = visit.page.get_by_role("navigation", name="Main")
        await expect(places.get_by_role("link", name="My goals 1 waiting")).to_be_visible()
        waits = visit.page.get_by_role("region", name="Waits for you")
        await expect(waits.get_by_text("Know what customers ask for")).to_be_visible()
        await visit.follow("Inbox")
        main = visit.page.get_by_role("main")
        await expect(main.get_by_text("Goal to be confirmed")).to_be_visible()
        await expect(main.get_by_text("Record to be acknowledged")).to_be_visible()
        assert await barriers(visit) + await too_wide(visit) == []


@pytest.mark.parametrize("tongue", TONGUES)
async def test_somebody_is_found_by_keyboard(
    browser: Browser, port: int, cast: Cast, tongue: str
) -> None:
    async with visiting(browser, port, tongue=tongue) as visit:
        await sign_in(visit, cast, cast.mei)
        await visit.page.keyboard.press("Control+k")
        await expect(visit.page.get_by_role("combobox")).to_be_focused()
        await visit.page.keyboard.type("Oma")
        await expect(visit.page.get_by_role("option", name="Omar").first).to_be_visible()
        assert await barriers(visit) == []
        await visit.page.keyboard.press("Enter")
        await visit.settle()
        await expect(visit.page.get_by_role("heading", level=1)).to_have_text("Omar")


async def test_a_goal_is_begun_from_anywhere(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.omar)
        await press(visit, "New")
        await press(visit, "New goal")
        await visit.settle()
        await expect(visit.page.get_by_label("What is to be achieved?")).to_be_visible()
        assert visit.page.url.endswith("/goals")


async def test_night_is_chosen_and_kept(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port) as visit:
        ground = visit.page.locator("body")
        await sign_in(visit, cast, cast.mei)
        await expect(ground).to_have_css("background-color", DAY)
        await visit.open_account()
        await visit.click("Dark")
        await expect(ground).to_have_css("background-color", NIGHT)
        assert await barriers(visit) == []
        await visit.page.reload()
        await visit.settle()
        await expect(ground).to_have_css("background-color", NIGHT)


async def test_the_system_says_whether_it_is_night(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port) as visit:
        ground = visit.page.locator("body")
        await visit.page.emulate_media(color_scheme="dark")
        await sign_in(visit, cast, cast.mei)
        await expect(ground).to_have_css("background-color", NIGHT)
        await visit.page.emulate_media(color_scheme="light")
        await expect(ground).to_have_css("background-color", DAY)


async def test_on_a_phone_the_places_come_over_the_page(
    browser: Browser, port: int, cast: Cast
) -> None:
    async with visiting(browser, port, size=PHONE) as visit:
        await sign_in(visit, cast, cast.omar)
        await visit.click("Menu")
        menu = visit.page.get_by_role("dialog")
        await expect(menu.get_by_role("link", name="My goals")).to_be_visible()
        await visit.page.keyboard.press("Escape")
        await expect(menu).to_have_count(0)
        await visit.click("Menu")
        await menu.get_by_role("link", name="My goals").click()
        await expect(menu).to_have_count(0)
        await expect(visit.page.get_by_role("heading", level=1)).to_have_text("My goals")


async def test_a_note_asks_again_for_its_conversation_alone(
    browser: Browser, port: int, cast: Cast
) -> None:
    talk = await planned(cast)
    texts = documents_in((WEB / "dist" / "documents.json").read_bytes())
    names = {f"sha256:{key}": NAME.findall(text)[0] for key, text in texts.items()}
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.mei)
        await visit.go(f"/conversations/{talk.id}")
        await visit.page.wait_for_load_state("networkidle")
        asked: list[str] = []
        visit.page.on(
            "request",
            lambda sent: asked.append(names[sent.post_data_json["documentId"]]),
        )
        await visit.fill("Note", "Ask about the reviews")
        await visit.click("Save note")
        notes = visit.page.get_by_role("region", name="Notes").get_by_role("listitem")
        await expect(notes).to_contain_text("Ask about the reviews")
        await expect(visit.page.get_by_label("Note", exact=True)).to_have_value("")
        assert asked == ["WriteNote", "Conversation"]
