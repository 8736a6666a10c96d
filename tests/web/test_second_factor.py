"""Whoever holds a role confirms that it is them: by a passkey of the browser, or by an app."""

import os
from collections.abc import Iterator

import pyotp
import pytest
from playwright.async_api import Browser, expect

from infra import clock
from infra.settings import settings
from tenants.access.second_factor.authenticator import STEP
from tests.people import Cast
from tests.web.browser import Visit, sign_in, visiting

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def named(port: int) -> Iterator[str]:
    """Tanlu is reached by a name: there are no passkeys for a number."""
    address = f"http://localhost:{port}"
    os.environ["TANLU_PUBLIC_URL"] = address
    settings.cache_clear()
    yield address
    os.environ.pop("TANLU_PUBLIC_URL")
    settings.cache_clear()


async def comes_again(visit: Visit, cast: Cast) -> None:
    await visit.page.context.clear_cookies()
    await sign_in(visit, cast, cast.wei)
    await expect(visit.page.get_by_role("heading", level=1)).to_have_text("Confirm that it is you")


async def test_a_passkey_is_added_and_shown(
    browser: Browser, port: int, cast: Cast, named: str
) -> None:
    async with visiting(browser, port) as visit:
        visit.address = named
        devtools = await visit.page.context.new_cdp_session(visit.page)
        await devtools.send("WebAuthn.enable")
        await devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        await sign_in(visit, cast, cast.wei)
        await visit.go("/access")
        await visit.click("Add a passkey")
        await visit.fill("Name, to tell it from others", "Laptop")
        await visit.click("Add it")
        codes = visit.page.get_by_role("region", name="Your recovery codes")
        assert len((await codes.locator("code").inner_text()).split()) == 10
        await visit.click("Done")
        await expect(visit.page.get_by_text("Passkey “Laptop”")).to_be_visible()
        await comes_again(visit, cast)
        await visit.click("Use a passkey")
        await visit.follow("People")
        await expect(visit.page.get_by_role("button", name="Add somebody")).to_be_visible()


async def test_an_app_is_added_and_its_code_shown(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go("/access")
        await visit.click("Add an authenticator app")
        await expect(visit.page.get_by_role("img", name="QR code")).to_be_visible()
        key = await visit.page.get_by_text("Key: ").inner_text()
        codes = pyotp.TOTP(key.removeprefix("Key: "))
        await visit.fill("Code that the app shows", codes.at(clock.now()))
        await visit.click("Add it")
        await visit.click("Done")
        await comes_again(visit, cast)
        await visit.click("Go on without these rights")
        await expect(visit.page.get_by_role("link", name="People")).to_have_count(0)
        await visit.go("/")
        visit.may_fail = True
        await visit.fill("Code of your app, or a recovery code", "000000")
        await visit.click("Confirm")
        await expect(visit.page.get_by_role("alert")).to_contain_text("This code is not right")
        later = codes.at(int(clock.now().timestamp()) + STEP)
        await visit.fill("Code of your app, or a recovery code", later)
        await visit.click("Confirm")
        await expect(visit.page.get_by_role("link", name="People")).to_be_visible()


async def test_a_company_asks_it_of_all(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port, tongue="zh-CN") as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go("/admin/sign-in")
        await visit.click("强制要求")
        question = visit.page.get_by_role("alertdialog")
        await question.get_by_role("button", name="强制要求").click()
        await expect(visit.page.get_by_role("alert")).to_contain_text("请先为自己设置两步验证")
