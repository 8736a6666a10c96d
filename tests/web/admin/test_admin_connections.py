"""An admin connects Jira, chooses what is read, says who is who, and is rid of it."""

from playwright.async_api import Browser, expect

from tests.integrations.admins import Admin
from tests.integrations.conftest import Played
from tests.jobs import run_pending_jobs
from tests.people import Cast
from tests.web.browser import Visit, sign_in, visiting


async def seen_anew(visit: Visit) -> None:
    await visit.page.reload()
    await visit.settle()


async def test_by_a_token_and_then_everything(
    browser: Browser, port: int, cast: Cast, played: Played
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.follow("Connections")
        await visit.click("Connect a system")
        await visit.page.get_by_label("Jira Cloud, with an API token").check()
        await visit.fill("Name, for you to know it by", "Our Jira")
        address = visit.page.get_by_label("Site, such as https://acme.atlassian.net")
        await address.fill("ftp://acme.example")
        await visit.fill("E-mail address of the account", "jira.admin@demo.example")
        await visit.fill("API token of that account", "fake-jira-api-token")
        await visit.click("Connect", nth=-1)
        field = visit.page.locator(".ant-form-item", has=address)
        await expect(field.locator(".ant-form-item-explain-error")).to_have_count(1)
        await address.fill(f"{played.address}{played.demo.path}")
        await visit.click("Connect", nth=-1)
        await expect(visit.page.get_by_text("Checking…")).to_be_visible()
        await run_pending_jobs(cast.place)
        await seen_anew(visit)
        await expect(visit.page.locator(".titled .tag")).to_have_text("Works")
        projects = visit.page.get_by_role("group", name="Projects").first
        await projects.get_by_role("checkbox").first.check()
        await visit.click("Read these")
        await expect(visit.page.get_by_text("Saved. What is new is read")).to_be_visible()
        await run_pending_jobs(cast.place)
        await seen_anew(visit)
        await expect(visit.page.get_by_text("First reading done")).to_be_visible()


async def test_an_account_is_somebodys_and_the_end_is_confirmed(
    browser: Browser, port: int, cast: Cast, played: Played
) -> None:
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go(f"/admin/connections/{connection}")
        who = visit.page.get_by_role("region", name="Who is who")
        row = who.get_by_role("listitem").first
        name = await row.locator("strong").inner_text()
        await row.get_by_role("button", name="Say who it is").click()
        await visit.page.get_by_label("Person (empty: nobody here)").fill("Ivan")
        await visit.page.get_by_role("option", name="Ivan").first.wait_for(state="attached")
        await visit.page.keyboard.press("Enter")
        await row.get_by_role("button", name="Save").click()
        await who.get_by_text("Known", exact=True).click()
        known = who.get_by_role("listitem").filter(has_text=name)
        await expect(known.locator(".tag")).to_have_text("Ivan, said by an administrator")
        await visit.click("Disconnect it")
        question = visit.page.get_by_role("alertdialog")
        await expect(question).to_contain_text("Nothing more is read from Our Jira")
        await question.get_by_role("button", name="Disconnect it").click()
        await expect(visit.page.locator(".titled .tag")).to_have_text("Disconnected")
