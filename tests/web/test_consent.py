"""Somebody lets a plugin act for them, and ends that, in a real browser with all its rules."""

import httpx2
import pytest
from playwright.async_api import Browser, expect
from starlette.responses import HTMLResponse

from api import auth
from tests.api.plugins.conftest import Home, home, keys_asked_anew
from tests.api.plugins.consenting import acting_plugin, ask, question, spend
from tests.people import Cast
from tests.web.browser import TONGUES, sign_in, visiting
from tests.web.test_every_page import barriers, too_wide

__all__ = ["home", "keys_asked_anew"]

BUTTONS = {"en": ("Allow", "End this"), "zh-CN": ("允许", "终止")}
APPS = {"en": "Apps that act for me", "zh-CN": "代表我操作的应用"}


@pytest.mark.parametrize("tongue", TONGUES)
async def test_allowed_and_ended(
    browser: Browser, port: int, cast: Cast, home: Home, tongue: str
) -> None:
    home.answers["/back"] = HTMLResponse("<!doctype html><title>Back</title><h1>Back</h1>")
    plugin = await acting_plugin(cast, home)
    asked = str(httpx2.QueryParams(question(plugin, home)))
    allow, end = BUTTONS[tongue]
    async with (
        visiting(browser, port, tongue=tongue) as visit,
        httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http,
    ):
        visit.may_fail = True  # the stranger's page is a 401
        await visit.go(f"/oauth/authorize?{asked}")
        await sign_in(visit, cast, cast.omar)
        await expect(visit.page).to_have_url(f"{visit.address}/oauth/authorize?{asked}")
        assert await barriers(visit) + await too_wide(visit) == []
        await visit.page.get_by_role("button", name=allow, exact=True).click()
        await visit.page.wait_for_url(f"{home.origin}/back?**")
        code = httpx2.URL(visit.page.url).params["code"]
        token = (await spend(http, plugin, home, code)).json()["access_token"]
        assert await ask(http, token, "{ viewer { name } }") == {"viewer": {"name": "Omar"}}

        await visit.go("/access")
        apps = visit.page.get_by_role("region", name=APPS[tongue])
        await expect(apps).to_contain_text("Acme Tools")
        assert await barriers(visit) + await too_wide(visit) == []
        await apps.get_by_role("button").click()
        await visit.page.get_by_role("alertdialog").get_by_role("button", name=end).click()
        await expect(apps.get_by_role("button")).to_have_count(0)
        auth.forget_all()
        assert await ask(http, token, "{ viewer { name } }") == "UNAUTHENTICATED"
