"""Every page of the office, in both languages: no barrier, nothing to scroll sideways."""

import pytest
from playwright.async_api import Browser, expect

from tests.people import Cast
from tests.web.admin.office import failed_jobs
from tests.web.browser import TONGUES, sign_in, visiting
from tests.web.test_every_page import barriers, barriers_on, too_wide

PAGES = ["/admin/people", "/admin/people/import", "/admin/people/{omar}", "/admin/jobs", "/access"]
OPENED = [
    ("/admin/people", "Add somebody", "添加员工"),
    ("/admin/people/{omar}", "Change the manager", "调整上级"),
    ("/admin/people/{omar}", "End the employment", "办理离职"),
    ("/admin/jobs", "Start all again", "全部重新执行"),
    ("/access", "Create a token", "创建令牌"),
]


@pytest.mark.parametrize("tongue", TONGUES)
async def test_an_admin_meets_no_barrier(
    browser: Browser, port: int, cast: Cast, tongue: str
) -> None:
    await failed_jobs(cast)
    async with visiting(browser, port, tongue=tongue) as visit:
        await sign_in(visit, cast, cast.wei)
        found = await barriers_on(visit, [path.format(omar=cast.omar.id) for path in PAGES])
        for path, english, chinese in OPENED:
            await visit.go(path.format(omar=cast.omar.id))
            await visit.click(english if tongue == "en" else chinese)
            await visit.settle()
            found += await barriers(visit) + await too_wide(visit)
        assert found == []


async def test_empty_lists_say_so(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        assert await barriers_on(visit, ["/admin/jobs", "/access"]) == []
        await expect(visit.page.get_by_text("No tokens yet.")).to_be_visible()


@pytest.mark.parametrize("path", ["/admin/people", "/admin/jobs"])
async def test_they_are_not_for_everybody(
    browser: Browser, port: int, cast: Cast, path: str
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.mei)
        await visit.go(path)
        await expect(visit.page.get_by_role("heading", level=1)).to_have_text(
            "There is nothing here"
        )


async def test_hr_keeps_the_directory_and_gives_no_roles(
    browser: Browser, port: int, cast: Cast
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.hua)
        await visit.go(f"/admin/people/{cast.omar.id}")
        await expect(visit.page.get_by_text("Only administrators give")).to_be_visible()
        await expect(visit.page.get_by_role("checkbox")).to_have_count(0)
        await expect(visit.page.get_by_role("link", name="Failed jobs")).to_have_count(0)
