"""An admin looks at a plugin, lets it in with what is ticked, and is rid of it."""

import re
from collections.abc import Iterator

import pytest
from playwright.async_api import Browser, expect

from tests.people import Cast
from tests.plugins import a_manifest, opened, wanted, written
from tests.web.browser import sign_in, visiting


@pytest.fixture(autouse=True)
def reachable(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with opened(monkeypatch, "127.0.0.1:9"):
        yield


async def test_flaws_are_told_by_line_beside_the_text(
    browser: Browser, port: int, cast: Cast
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.follow("Plugins")
        await visit.click("Look at a plugin")
        await visit.page.get_by_label("As text: a plugin of your own").check()
        await visit.fill("Manifest (JSON)", written(a_manifest(version="new", egress=[7])))
        await visit.click("Read it")
        flaws = visit.page.locator(".ant-form-item-explain-error")
        await expect(flaws).to_contain_text("line 4: version")
        await expect(flaws).to_contain_text("egress")


async def test_one_is_let_in_with_what_is_ticked(browser: Browser, port: int, cast: Cast) -> None:
    scopes = {
        "required": [wanted("people:read")],
        "optional": [wanted("records:read"), wanted("conversations.content:read")],
    }
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go("/admin/plugins")
        await visit.click("Look at a plugin")
        await visit.page.get_by_label("As text: a plugin of your own").check()
        await visit.fill("Manifest (JSON)", written(a_manifest(scopes=scopes)))
        await visit.click("Read it")
        asks = visit.page.get_by_role("region", name="What it asks for")
        await expect(asks.get_by_role("listitem").first).to_contain_text("Its reason: Needs people")
        await expect(asks.get_by_role("checkbox")).to_have_count(2)
        await asks.get_by_label("Read records of conversations and commitments").check()
        await visit.click("Let it in")
        await expect(visit.page.locator(".secret code")).to_have_text(re.compile(r"\S{40,}"))
        await visit.click("Done")
        granted = visit.page.get_by_role("region", name="What it was granted")
        await expect(granted.get_by_text("Not granted")).to_have_count(1)


async def test_one_is_refused(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port, tongue="zh-CN") as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go("/admin/plugins")
        await visit.click("查看新插件")
        await visit.page.get_by_label("文本（自有插件）").check()
        await visit.fill("清单内容（JSON）", written(a_manifest()))
        await visit.click("读取清单")
        await visit.click("拒绝")
        question = visit.page.get_by_role("alertdialog")
        await expect(question).to_contain_text("将不安装 周报")
        await question.get_by_role("button", name="拒绝").click()
        await expect(visit.page.locator(".titled .tag")).to_have_text("已移除")
