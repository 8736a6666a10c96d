"""An admin has a program told what happens, sees that it arrives, and sends again what did not."""

from playwright.async_api import Browser, expect

from tests.jobs import run_pending_jobs
from tests.people import Cast
from tests.web.admin.office import Office, a_told_endpoint
from tests.web.browser import sign_in, visiting
from tests.webhooks.receiver import Receiver


async def test_an_endpoint_is_made_and_tried(
    browser: Browser, port: int, cast: Cast, receiver: Receiver
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.follow("Webhooks")
        await visit.click("Add an endpoint")
        await visit.fill("Name", "HR system")
        await visit.fill("Address (https)", "ftp://example.com")
        await visit.click("Create the endpoint")
        await expect(visit.page.locator(".ant-form-item-explain-error")).to_have_count(1)
        await visit.fill("Address (https)", receiver.url)
        await visit.click("Create the endpoint")
        await expect(visit.page.locator(".ant-form-item-explain-error")).to_have_text(
            "Choose at least one event"
        )
        await visit.page.get_by_label("person.left").check()
        await visit.click("Create the endpoint")
        await expect(visit.page.locator(".secret code")).to_contain_text("whsec_")
        await visit.click("Done")
        await visit.click("Send a test")
        await visit.click("Send a test")
        await expect(visit.page.get_by_text("On its way", exact=True).nth(1)).to_be_visible()
        await run_pending_jobs(cast.place)
        await visit.page.reload()
        await visit.settle()
        deliveries = visit.page.get_by_role("region", name="Deliveries")
        await expect(deliveries.get_by_role("row").nth(1)).to_contain_text("Arrived")
    assert [came.json["type"] for came in receiver.received] == ["webhook_endpoint.tried"]


async def test_what_failed_is_looked_at_and_sent_again(
    browser: Browser, port: int, cast: Cast, receiver: Receiver
) -> None:
    endpoint = await a_told_endpoint(cast, receiver)
    before = len(receiver.received)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go(f"/admin/webhooks/{endpoint}")
        await visit.page.get_by_text("Failed for good", exact=True).first.click()
        deliveries = visit.page.get_by_role("region", name="Deliveries")
        await expect(deliveries.get_by_role("row")).to_have_count(2)
        await visit.follow("goal.activated")
        attempts = visit.page.get_by_role("region", name="Attempts")
        await expect(attempts).to_contain_text("Answered 410")
        await attempts.get_by_text("What it answered").click()
        await expect(attempts).to_contain_text("nobody lives here")
        await visit.click("Send it again")
        await expect(visit.page.locator(".titled .tag")).to_have_text("On its way")
        await run_pending_jobs(cast.place)
        await visit.page.reload()
        await expect(visit.page.locator(".titled .tag")).to_have_text("Arrived")
    again, first = receiver.received[before], receiver.received[before - 1]
    assert (again.id, again.body) == (first.id, first.body)


async def test_a_pause_and_the_end_are_confirmed(
    browser: Browser, port: int, cast: Cast, office: Office
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go(office.at("/admin/webhooks/{endpoint}"))
        question = visit.page.get_by_role("alertdialog")
        await visit.click("Pause it")
        await expect(question).to_contain_text("Nothing is sent to HR system")
        await question.get_by_role("button", name="Pause it").click()
        await expect(visit.page.locator(".titled .tag")).to_have_text("Paused")
        await visit.click("Resume it")
        await expect(visit.page.locator(".titled .tag")).to_have_text("Active")
        await visit.click("Delete it")
        await question.get_by_role("button", name="Delete it").click()
        await expect(visit.page.get_by_role("heading", level=1)).to_have_text("Webhooks")
        await expect(visit.page.get_by_role("link", name="HR system")).to_have_count(0)
