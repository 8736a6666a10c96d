"""What has failed in the background is started again."""

from playwright.async_api import Browser, expect

from tests.jobs import run_pending_jobs
from tests.people import Cast
from tests.web.admin.office import done, failed_jobs, fails
from tests.web.browser import sign_in, visiting


async def test_one_and_then_the_rest(browser: Browser, port: int, cast: Cast) -> None:
    await failed_jobs(cast)
    await failed_jobs(cast)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.follow("Failed jobs")
        jobs = visit.page.get_by_role("row").filter(has=visit.page.get_by_role("button"))
        await expect(jobs).to_have_count(4)
        await expect(jobs.first).to_contain_text("It took longer than it may.")
        await jobs.first.get_by_role("button").click()
        await expect(visit.page.get_by_text("Jobs that wait again: 1.").first).to_be_visible()
        await expect(jobs).to_have_count(3)
        await visit.click("Start all again")
        await visit.page.get_by_role("alertdialog").get_by_role("button").first.click()
        await expect(visit.page.get_by_text("Jobs that wait again: 3.").first).to_be_visible()
        await expect(visit.page.get_by_text("Nothing has failed.").first).to_be_visible()
    fails[0] = False
    await run_pending_jobs(cast.place)
    assert sorted(done) == ["lose heart"] * 2 + ["take too long"] * 2
