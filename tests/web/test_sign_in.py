"""Signing in at the company's own provider, in a real browser with all its rules."""

import pytest
from playwright.async_api import Browser
from starlette.applications import Starlette

from api import auth
from infra.settings import settings
from tenants.sign_in import create_sign_in_link
from tenants.work import open_work
from tests.api.live import served
from tests.api.oidc.conftest import a_provider, peers
from tests.api.oidc.idp import Idp
from tests.people import Cast, acting
from tests.web.browser import Visit, visiting


@pytest.mark.parametrize("way", ["bookmark", "invitation"])
async def test_there_and_back(
    browser: Browser, app: Starlette, cast: Cast, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    idp = Idp(more={"email": "omar@acme.test", "email_verified": True})
    auth.forget_all()
    async with served(app) as port, served(idp.app) as idp.port:
        monkeypatch.setenv("TANLU_PUBLIC_URL", f"http://127.0.0.1:{port}")
        with peers(idp.port):
            given = {"email_domains": ["acme.test"], "matches_email": True}
            provider = await a_provider(cast, idp, **given)
            path = f"/sign-in/oidc/{provider}"
            if way == "invitation":
                async with open_work(cast.place, acting(cast.wei)) as work:
                    path = f"/sign-in/{await create_sign_in_link(work, person_id=cast.omar.id)}"
            async with visiting(browser, port) as visit:
                await _sign_in(visit, path)
        monkeypatch.undo()
        settings.cache_clear()


async def _sign_in(visit: Visit, path: str) -> None:
    await visit.page.goto(f"{visit.address}{path}")
    await visit.click("Sign in with Acme ID")
    await visit.page.wait_for_url(f"{visit.address}/")
    asked = await visit.page.context.request.post(
        f"{visit.address}/graphql",
        data={"query": "{viewer{name}}"},
        headers={"X-Requested-With": "tests"},
    )
    assert (await asked.json())["data"]["viewer"]["name"] == "Omar"
