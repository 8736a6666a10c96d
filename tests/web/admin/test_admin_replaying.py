"""An admin has sent again what ended within some days, or for the first time what was missed."""

from datetime import timedelta

from playwright.async_api import Browser, expect

from infra import clock
from tests.jobs import run_pending_jobs
from tests.people import Cast
from tests.web.admin.office import a_told_endpoint
from tests.web.browser import Visit, sign_in, visiting
from tests.webhooks.receiver import Receiver
from tests.webhooks.story import activated, tell


async def _send_again(visit: Visit, which: str, days: tuple[int, int] | None = None) -> None:
    await visit.click("Send again")
    await visit.page.get_by_label(which).check()
    for label, away in zip(
        ("From (if any)", "Until the end of (if any)"), days or (), strict=False
    ):
        await visit.fill(label, (clock.now() + timedelta(days=away)).date().isoformat())
    await visit.click("Send again")


async def test_of_some_days_and_then_of_others(
    browser: Browser, port: int, cast: Cast, receiver: Receiver
) -> None:
    endpoint = await a_told_endpoint(cast, receiver)
    before = [came.id for came in receiver.received]
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go(f"/admin/webhooks/{endpoint}")
        again = visit.page.get_by_role("region", name="Send again")
        await _send_again(visit, "All that ended, arrived or not", (-4, -2))
        await expect(again.get_by_role("status")).to_have_text("0 will be sent.")
        await _send_again(visit, "All that ended, arrived or not", (-1, 1))
        await expect(again.get_by_role("status")).to_have_text("2 will be sent.")
    await run_pending_jobs(cast.place)
    assert sorted(came.id for came in receiver.received[len(before) :]) == sorted(before)


async def test_what_a_paused_endpoint_missed(
    browser: Browser, port: int, cast: Cast, receiver: Receiver
) -> None:
    endpoint = await a_told_endpoint(cast, receiver)
    before = len(receiver.received)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go(f"/admin/webhooks/{endpoint}")
        await visit.click("Pause it")
        question = visit.page.get_by_role("alertdialog")
        await question.get_by_role("button", name="Pause it").click()
        await expect(visit.page.locator(".titled .tag")).to_have_text("Paused")
        missed = activated()
        await tell(cast.place, missed)
        await visit.click("Resume it")
        await expect(visit.page.locator(".titled .tag")).to_have_text("Active")
        await run_pending_jobs(cast.place)
        assert len(receiver.received) == before
        await _send_again(visit, "What it missed while paused or switched off")
        again = visit.page.get_by_role("region", name="Send again")
        await expect(again.get_by_role("status")).to_have_text("1 will be sent.")
    await run_pending_jobs(cast.place)
    (came,) = receiver.received[before:]
    assert came.json["data"]["id"] == str(missed.subject_id)
