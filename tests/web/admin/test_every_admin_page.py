"""Every page of the office, in both languages: no barrier, nothing to scroll sideways."""

import pytest
from playwright.async_api import Browser, expect

from tests.people import Cast
from tests.web.admin.office import Office
from tests.web.browser import TONGUES, sign_in, visiting
from tests.web.test_every_page import barriers, barriers_on, too_wide

PAGES = [
    "/admin/people", "/admin/people/import", "/admin/people/{person}", "/admin/jobs", "/access",
    "/admin/webhooks", "/admin/webhooks/{endpoint}", "/admin/webhooks/deliveries/{delivery}",
    "/admin/plugins", "/admin/plugins/{asking}", "/admin/plugins/{approved}", "/admin/sign-in",
    "/admin/connections", "/admin/connections/{connection}",
]  # fmt: skip
EMPTY = [
    "/admin/jobs",
    "/access",
    "/admin/connections",
    "/admin/webhooks",
    "/admin/plugins",
    "/admin/sign-in",
]
OPENED = [
    ("/admin/people", "Add somebody", "添加员工"),
    ("/admin/people/{person}", "Change the manager", "调整直属上级"),
    ("/admin/people/{person}", "End the employment", "设为离职"),
    ("/admin/jobs", "Start all again", "全部重新执行"),
    ("/access", "Create a token", "创建令牌"),
    ("/admin/webhooks", "Add an endpoint", "添加接收地址"),
    ("/admin/webhooks/{endpoint}", "Make a new secret", "更换密钥"),
    ("/admin/webhooks/{endpoint}", "Send a test", "发送测试"),
    ("/admin/plugins", "Look at a plugin", "添加插件"),
    ("/admin/sign-in", "Add a provider", "添加身份提供商"),
    ("/admin/connections", "Connect a system", "连接系统"),
    ("/admin/connections/{connection}", "Fill it in again", "重新填写"),
    ("/admin/sign-in", "Say whose it is", "确认所属员工"),
]


@pytest.mark.parametrize("tongue", TONGUES)
async def test_an_admin_meets_no_barrier(
    browser: Browser, port: int, cast: Cast, office: Office, tongue: str
) -> None:
    async with visiting(browser, port, tongue=tongue) as visit:
        await sign_in(visit, cast, cast.wei)
        found = await barriers_on(visit, [office.at(path) for path in PAGES])
        for path, english, chinese in OPENED:
            await visit.turn_to(office.at(path))
            await visit.click(english if tongue == "en" else chinese)
            await visit.settle()
            found += await barriers(visit) + await too_wide(visit)
        assert found == []


async def test_empty_lists_say_so(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        assert await barriers_on(visit, EMPTY) == []
        await expect(visit.page.get_by_text("None yet: people sign in by links.")).to_be_visible()


@pytest.mark.parametrize("path", ["/admin/people", *EMPTY[2:]])
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
