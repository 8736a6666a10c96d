"""An admin looks at a plugin, lets it in with what is ticked, and is rid of it."""

import re
from collections.abc import Iterator

import pytest
from playwright.async_api import Browser, expect

from integrations.plugins.commands import activate_plugin
from integrations.plugins.reading import ManifestText
from integrations.plugins.upgrading import offer_plugin_upgrade
from tenants.work import open_work
from tests.api.plugins.conftest import Home, installed
from tests.people import Cast, acting
from tests.plugins import a_manifest, opened, wanted, written
from tests.web.browser import sign_in, visiting
from tests.web.test_every_page import barriers, too_wide


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
        await visit.click("Approve")
        await expect(visit.page.locator(".secret code")).to_have_text(re.compile(r"\S{40,}"))
        await visit.click("Done")
        granted = visit.page.get_by_role("region", name="What it was granted")
        await expect(granted.get_by_text("Not granted")).to_have_count(1)


async def test_one_is_refused(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port, tongue="zh-CN") as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go("/admin/plugins")
        await visit.click("添加插件")
        await visit.page.get_by_label("文本（自有插件）").check()
        await visit.fill("清单内容（JSON）", written(a_manifest()))
        await visit.click("下一步：查看权限")
        await visit.click("拒绝")
        question = visit.page.get_by_role("alertdialog")
        await expect(question).to_contain_text("将不安装 周报")
        await question.get_by_role("button", name="拒绝").click()
        await expect(visit.page.locator(".titled .tag")).to_have_text("已移除")


async def test_a_later_version_waits_for_a_word(browser: Browser, port: int, cast: Cast) -> None:
    approval = await installed(cast, Home(9))
    here = approval.installation.id
    wider = written(a_manifest(version="2.0.0", egress=["*.acme.dev"]))
    async with open_work(cast.place, acting(cast.wei)) as work:
        await activate_plugin(work, here)
        manifest = ManifestText.of(wider).manifest()
        offered = {"manifest": manifest, "source_text": wider, "manifest_url": None}
        await offer_plugin_upgrade(work, installation_id=here, **offered)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go(f"/admin/plugins/{here}")
        card = visit.page.get_by_role("region", name="Version 1.2.0")
        await expect(card.get_by_role("listitem").first).to_have_text("New egress: *.acme.dev")
        assert await barriers(visit) + await too_wide(visit) == []
        await visit.click("Let this version in")
        await expect(visit.page.get_by_role("region", name="Version 2.0.0")).to_be_visible()
        await expect(visit.page.get_by_text("Let this version in")).to_have_count(0)
