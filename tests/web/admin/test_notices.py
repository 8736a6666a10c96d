"""What needs an admin is told where their day begins, until it is mended."""

from datetime import timedelta

import pytest
from playwright.async_api import Browser, expect

from domain.actor import Actor, Role
from domain.people.commands import change_roles
from integrations.plugins.commands import fail_plugin
from tenants.work import open_work
from tests.people import Cast
from tests.web.admin.office import Office
from tests.web.browser import TONGUES, sign_in, visiting
from tests.web.test_every_page import barriers, too_wide
from tests.webhooks.receiver import Receiver
from tests.webhooks.story import activated, an_endpoint, tell
from webhooks.endpoint import Endpoint

WORDS = {
    "en": ("What needs you as an administrator", "Nothing is sent to “HR system”", "Look at it"),
    "zh-CN": ("需要管理员处理", "已停止向“HR system”投递", "查看"),
}
RESUME = {"en": "Resume it", "zh-CN": "恢复"}


@pytest.mark.parametrize("tongue", TONGUES)
async def test_until_it_is_resumed(
    browser: Browser, port: int, cast: Cast, receiver: Receiver, tongue: str
) -> None:
    made = (await an_endpoint(cast, receiver.url)).endpoint
    receiver.answers(500)
    async with open_work(cast.place, Actor.system()) as work:
        await change_roles(work, person_id=cast.wei.id, roles=[Role.ADMIN, Role.HR])
        endpoint = await work.get(Endpoint, made.id)
        endpoint.failing_since, endpoint.failures = work.now - timedelta(days=6), 25
    await tell(cast.place, activated())
    title, said, look = WORDS[tongue]
    async with visiting(browser, port, tongue=tongue) as visit:
        await sign_in(visit, cast, cast.omar)
        await expect(visit.page.get_by_role("region", name=title)).to_have_count(0)
    async with visiting(browser, port, tongue=tongue) as visit:
        await sign_in(visit, cast, cast.wei)
        notices = visit.page.get_by_role("region", name=title)
        await expect(notices).to_contain_text(said)
        assert await barriers(visit) + await too_wide(visit) == []
        await notices.get_by_role("link", name=look).click()
        await visit.settle()
        assert visit.page.url.endswith(f"/admin/webhooks/{made.id}")
        await visit.click(RESUME[tongue])
        await expect(visit.page.locator(".tag.warm")).to_have_count(0)
        await visit.go("/")
        await expect(notices).to_have_count(0)


async def test_a_plugin_that_did_not_come_is_tried_again(
    browser: Browser, port: int, office: Office, cast: Cast
) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        await fail_plugin(work, office.approved)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        line = visit.page.get_by_role("listitem").filter(has_text="did not show itself")
        await line.get_by_role("link", name="Look at it").click()
        await visit.settle()
        await expect(visit.page.get_by_text("Installation failed")).to_be_visible()
        assert await barriers(visit) + await too_wide(visit) == []
        await visit.click("Try again")
        await expect(visit.page.get_by_text("Approved, not yet seen")).to_be_visible()
        await visit.go("/")
        await expect(visit.page.get_by_text("What needs you as an administrator")).to_be_visible()
        await expect(line).to_have_count(0)
