"""A plugin at an address: read there, let in by whom may, seen alive, suspended, resumed."""

import json

import httpx2
import pytest
from aiohttp import web
from playwright.async_api import Browser, expect

from domain.actor import Actor, Role
from domain.people.commands import change_roles
from tenants.work import open_work
from tests.people import Cast
from tests.plugins import a_manifest, opened, wanted
from tests.web.browser import Visit, sign_in, visiting
from tests.web.test_every_page import barriers, too_wide
from tests.webhooks.receiver import Receiver


async def _look_at(visit: Visit, address: str) -> None:
    await visit.go("/admin/plugins")
    await visit.click("Look at a plugin")
    await visit.fill("Address of the manifest", address)
    await visit.click("Read it")


async def test_from_its_address_to_its_suspension(
    browser: Browser, port: int, cast: Cast, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = f"http://{receiver.peer}"
    with opened(monkeypatch, receiver.peer):
        async with visiting(browser, port) as visit:
            await sign_in(visit, cast, cast.wei)
            receiver.answers(404)
            await _look_at(visit, f"{home}/plugin.json")
            error = visit.page.locator(".ant-form-item-explain-error")
            await expect(error).to_contain_text("404")
            said = json.dumps(a_manifest(home))
            receiver.answer = lambda _: web.Response(text=said, content_type="application/json")
            await visit.click("Read it")
            await visit.click("Approve")
            secret = await visit.page.locator(".secret code").inner_text()
            tag = visit.page.locator(".titled .tag")
            await expect(tag).to_have_text("Approved, not yet seen")
            client = visit.page.url.rpartition("/")[2]
            assert await _asks_for_a_token(port, client, secret) == 200
            await expect(tag).to_have_text("Active")
            await visit.click("Suspend it")
            question = visit.page.get_by_role("alertdialog")
            await expect(question).to_contain_text("Weekly is refused everywhere within seconds")
            await question.get_by_role("button", name="Suspend it").click()
            await expect(tag).to_have_text("Suspended")
            assert await _asks_for_a_token(port, client, secret) == 400
            await visit.click("Resume it")
            await expect(tag).to_have_text("Active")
            assert await _asks_for_a_token(port, client, secret) == 200


async def _asks_for_a_token(port: int, client: str, secret: str) -> int:
    address = f"http://127.0.0.1:{port}/oauth/token"
    form = {"grant_type": "client_credentials"}
    async with httpx2.AsyncClient(trust_env=False) as http:
        return (await http.post(address, data=form, auth=(client, secret))).status_code


async def test_whom_to_ask_is_said_before_anything_is_refused(
    browser: Browser, port: int, cast: Cast, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    scopes = {"required": [wanted("goals:read")], "optional": [wanted("scorecards:read")]}
    said = json.dumps(a_manifest(f"http://{receiver.peer}", scopes=scopes))
    receiver.answer = lambda _: web.Response(text=said, content_type="application/json")
    with opened(monkeypatch, receiver.peer):
        async with visiting(browser, port) as wei, visiting(browser, port, tongue="zh-CN") as hua:
            await sign_in(wei, cast, cast.wei)
            await _look_at(wei, f"http://{receiver.peer}/plugin.json")
            asks = wei.page.get_by_role("region", name="What it asks for")
            await expect(asks.get_by_text("HR alone sees it of everybody")).to_have_count(2)
            await expect(asks.get_by_role("checkbox")).to_be_disabled()
            await expect(asks.get_by_role("button", name="Approve")).to_be_disabled()
            await expect(asks.get_by_role("note")).to_contain_text(
                "On the page People, Hua can be made an administrator."
            )
            assert await barriers(wei) + await too_wide(wei) == []
            async with open_work(cast.place, Actor.system()) as work:
                await change_roles(work, person_id=cast.hua.id, roles=[Role.HR, Role.ADMIN])
            await wei.page.reload()
            await expect(asks.get_by_role("note")).to_contain_text("Ask Hua to let it in")
            await sign_in(hua, cast, cast.hua)
            await hua.page.goto(wei.page.url)
            await hua.page.get_by_label("查看管理者沟通计分卡").check()
            await hua.click("批准安装")
            await expect(hua.page.locator(".secret code")).to_be_visible()
