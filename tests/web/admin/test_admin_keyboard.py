"""An admin needs no pointer either."""

from playwright.async_api import Browser, expect

from tests.integrations.conftest import Played
from tests.jobs import run_pending_jobs
from tests.people import Cast
from tests.web.browser import sign_in, visiting
from tests.web.keys import press, write
from tests.webhooks.receiver import Receiver


async def test_jira_is_connected_tested_and_disconnected(
    browser: Browser, port: int, cast: Cast, played: Played
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await press(visit, "Connections")
        await visit.settle()
        await press(visit, "Connect a system")
        await press(visit, "Jira Cloud, with Atlassian sign-in", "ArrowDown")
        await write(visit, "Site, such as", f"{played.address}{played.demo.path}")
        await write(visit, "E-mail address", "jira.admin@demo.example")
        await write(visit, "API token", "fake-jira-api-token")
        await visit.page.keyboard.press("Enter")
        await visit.page.wait_for_url("**/admin/connections/*")
        await run_pending_jobs(cast.place)
        tag = visit.page.locator(".titled .tag")
        await expect(tag).to_have_text("Works")
        await press(visit, "Test it")
        await run_pending_jobs(cast.place)
        await press(visit, "Disconnect it")
        question = visit.page.get_by_role("alertdialog")
        await expect(question).to_contain_text("Nothing more is read from Jira")
        await press(visit, "Disconnect it")
        await expect(tag).to_have_text("Disconnected")


async def test_an_endpoint_is_created_and_its_secret_replaced(
    browser: Browser, port: int, cast: Cast, receiver: Receiver
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await press(visit, "Webhooks")
        await visit.settle()
        await press(visit, "Add an endpoint")
        await write(visit, "Name", "HR system")
        await write(visit, "Address (https)", receiver.url)
        await press(visit, "person.left", "Space")
        await press(visit, "Create the endpoint")
        await expect(visit.page.locator(".secret code")).to_contain_text("whsec_")
        await press(visit, "Done")
        await press(visit, "Make a new secret")
        await expect(visit.page.get_by_role("spinbutton")).to_be_focused()
        await visit.page.keyboard.press("Enter")
        await expect(visit.page.locator(".secret")).to_be_focused()
        secrets = visit.page.get_by_role("region", name="Signing secrets", exact=True)
        await expect(secrets).to_contain_text("whsec_")
        await expect(secrets).to_contain_text("good until")
