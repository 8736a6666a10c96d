"""The console, built once for the run, behind a real server, in a real browser."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright
from starlette.applications import Starlette

from api import auth
from api.app import create_app
from infra.trouble import Trouble
from operate.console import build
from tests.api.live import served
from tests.api.oidc.conftest import idp
from tests.web.browser import CHROMIUM, launch

__all__ = ["idp"]


@pytest.fixture(scope="session")
def built() -> None:
    """Workers that come at the same time wait for the one that builds."""
    try:
        build()
    except Trouble as trouble:
        if "could not be fetched" in str(trouble):
            pytest.skip(str(trouble))
        raise


@pytest.fixture(scope="session")
def app(platform: None) -> Starlette:
    return create_app()


@pytest.fixture
async def port(app: Starlette, built: None) -> AsyncIterator[int]:
    auth.forget_all()
    async with served(app) as port:
        yield port


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed")
    async with async_playwright() as playwright:
        browser = await launch(playwright)
        yield browser
        await browser.close()
