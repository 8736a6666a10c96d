"""Everything can be done without a pointer, and one always sees where one is."""

from playwright.async_api import Browser, expect

from domain.actor import Actor
from domain.conversations.holding import confirm_held
from infra import clock
from tenants.sign_in import create_sign_in_link
from tenants.work import open_work
from tests.builders import an_active_goal
from tests.people import Cast, acting
from tests.talks import ready, shared
from tests.web.browser import sign_in, visiting
from tests.web.keys import press, write
from tests.web.story import a_fall, a_month


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
            await press(visit, name)
            await button.wait_for(state="detached")
        await expect(visit.page.locator(".page-head .tag")).to_have_text("Ready")
        await write(visit, "Note", "Ask about the reviews")
        await press(visit, "Save note")
        notes = visit.page.get_by_role("region", name="Notes")
        await expect(notes).to_contain_text("Ask about the reviews")
        await expect(notes).to_contain_text("Only you read this")


async def test_the_keyboard_goes_on_where_it_was(browser: Browser, port: int, cast: Cast) -> None:
    """Into what opens, back from it, and on to the next step."""
    await a_fall(cast, clock.now())
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.mei)
        await press(visit, "Not now")
        await expect(visit.page.get_by_label("Why not now")).to_be_focused()
        await press(visit, "Cancel")
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
        await press(visit, "written by Mei")
        await visit.settle()
        await expect(visit.page.locator("#main")).to_be_focused()
        await press(visit, "I contest it")
        await visit.page.keyboard.type("It takes ten minutes")
        await press(visit, "I contest it")
        await expect(visit.page.locator(".page-head")).to_contain_text("Contested")


async def test_somebody_comes_in_and_goes_out(browser: Browser, port: int, cast: Cast) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        secret = await create_sign_in_link(work, person_id=cast.omar.id)
    async with visiting(browser, port) as visit:
        visit.may_fail = True
        await visit.page.goto(f"{visit.address}/sign-in/{secret}")
        await press(visit, "Sign in")
        await visit.settle()
        await press(visit, "Account of Omar")
        await press(visit, "中文")
        await expect(visit.page.get_by_role("link", name="我的目标")).to_be_visible()
        await press(visit, "退出登录")
        await expect(visit.page.get_by_role("heading", level=1)).to_have_text("登录谈录")


async def test_a_manager_talks_and_records(browser: Browser, port: int, cast: Cast) -> None:
    talk = await ready(cast)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.mei)
        await press(visit, "Open")
        await visit.settle()
        await press(visit, "Begin")
        await write(visit, "Note", "Two reviews a day")
        await press(visit, "Only for me", "Space")
        await press(visit, "Save note")
        notes = visit.page.get_by_role("region", name="Notes")
        await expect(notes).to_contain_text("Two reviews a day")
        await press(visit, "We have talked")
        await expect(visit.page.get_by_text("Omar has yet to")).to_be_visible()
        async with open_work(cast.place, acting(cast.omar)) as work:
            await confirm_held(work, conversation_id=talk.id)
        await visit.page.get_by_role("button", name="Save the record").wait_for()
        await write(visit, "Fact 1", "The import is slow")
        await press(visit, "Another agreement")
        await write(visit, "Agreement 1", "Reviews come first")
        await write(visit, "Action 1", "Clear the oldest reviews")
        await press(visit, "Save the record")
        await press(visit, "Share it with Omar")
        await press(visit, "Read the record")
        await expect(visit.page.get_by_role("article")).to_contain_text("Reviews come first")


async def test_an_employee_acknowledges_a_record(browser: Browser, port: int, cast: Cast) -> None:
    await shared(cast)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.omar)
        await press(visit, "written by Mei")
        await visit.settle()
        await write(visit, "Your statement", "The import had no tests")
        await press(visit, "I have read it")
        answer = visit.page.get_by_role("article")
        await expect(answer).to_contain_text("Acknowledged: has read it")
        await expect(answer).to_contain_text("The import had no tests")


async def test_an_employee_checks_in_on_a_goal(browser: Browser, port: int, cast: Cast) -> None:
    await an_active_goal(cast)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.omar)
        await press(visit, "My goals")
        await visit.settle()
        await press(visit, "Check in: Open defects")
        await write(visit, "Where does it stand?", "25")
        await visit.page.keyboard.press("Tab")
        for _ in range(9):
            await visit.page.keyboard.press("ArrowRight")
        await press(visit, "Save")
        goal = visit.page.get_by_role("article")
        await expect(goal).to_contain_text("50%")
        await expect(goal).to_contain_text("confidence 9 of 10")


async def test_a_manager_looks_back(browser: Browser, port: int, cast: Cast) -> None:
    """From the team to a dossier and a record; from a number to its conversation."""
    story = await a_month(cast)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.mei)
        await press(visit, "My team")
        await visit.settle()
        await press(visit, "Omar")
        await visit.settle()
        await press(visit, "Record · Coaching conversation")
        await visit.page.wait_for_url(f"**/records/{story.record.id}")
        await visit.settle()
        await press(visit, "My scorecard")
        await visit.settle()
        month = visit.page.locator("tr", has_text="100% (1/1)").get_by_role("button")
        await press(visit, await month.inner_text())
        await press(visit, "Coaching conversation with Omar")
        await visit.page.wait_for_url(f"**/conversations/{story.record.conversation_id}")


async def test_a_day_is_typed(browser: Browser, port: int, cast: Cast) -> None:
    """Letter by letter, with the calendar out of the way of what comes next."""
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.omar)
        await visit.go("/goals?new=goal")
        due = visit.page.get_by_label("By when?")
        await due.focus()
        await visit.page.keyboard.press("ControlOrMeta+A")
        await visit.page.keyboard.type("2199-03-04")
        await visit.page.keyboard.press("Tab")
        await expect(due).to_have_value("2199-03-04")
        await expect(visit.page.locator(".ant-picker-dropdown")).to_be_hidden()
