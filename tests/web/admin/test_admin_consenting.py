"""An admin consents at the other system, comes back, and says which of its sites is read."""

import pytest
from playwright.async_api import Browser, expect

from infra.settings import settings
from tests.integrations.conftest import Played
from tests.jobs import run_pending_jobs
from tests.people import Cast
from tests.web.browser import Visit, sign_in, visiting
from tests.web.test_every_page import barriers, too_wide


@pytest.fixture(autouse=True)
def address(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where those who consented are sent back to."""
    monkeypatch.setenv("TANLU_PUBLIC_URL", f"http://127.0.0.1:{port}")
    settings.cache_clear()


async def _begin(visit: Visit, way: str) -> None:
    await visit.go("/admin/connections")
    await visit.click("Connect a system")
    await visit.page.get_by_label(way).check()


async def _come_back(visit: Visit, cast: Cast) -> None:
    await visit.click("Accept")
    await visit.page.wait_for_url("**/admin/connections/*")
    await run_pending_jobs(cast.place)
    await expect(visit.page.locator(".titled .tag")).to_have_text("Works")


async def test_one_site_needs_no_choice(
    browser: Browser, port: int, cast: Cast, played: Played
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await _begin(visit, "Jira Cloud, with Atlassian sign-in")
        await visit.click("Connect", nth=-1)
        await visit.page.wait_for_url(f"{played.address}/**")
        await _come_back(visit, cast)
        await expect(visit.page.locator(".page-head")).to_contain_text("Demo Ltd")
        await expect(visit.page.get_by_role("region", name="Which site?")).to_have_count(0)


async def test_of_several_sites_one_is_chosen(
    browser: Browser, port: int, cast: Cast, played: Played
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await _begin(visit, "Jira Cloud, with Atlassian sign-in")
        await visit.click("Connect", nth=-1)
        await visit.page.wait_for_url(f"{played.address}/**")
        for site in played.jira.cloud_sites:
            await visit.page.get_by_label(site.name).check()
        await _come_back(visit, cast)
        sites = visit.page.get_by_role("region", name="Which site?")
        await expect(sites.get_by_role("button")).to_have_text(
            ["Read from Blank", "Read from Demo Ltd"]
        )
        assert await barriers(visit) + await too_wide(visit) == []
        await visit.click("Read from Demo Ltd")
        await expect(sites).to_have_count(0)
        await run_pending_jobs(cast.place)
        await expect(visit.page.get_by_text("Next: choose what is read.")).to_be_visible()
        projects = visit.page.get_by_role("group", name="Projects").first
        await expect(projects).to_contain_text("Team TEAM")


async def test_a_data_center_has_a_consent_page_of_its_own(
    browser: Browser, port: int, cast: Cast, played: Played
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await _begin(visit, "Jira Data Center, with an application link")
        await visit.click("Connect", nth=-1)
        errors = visit.page.locator(".ant-form-item-explain-error")
        await expect(errors).to_have_text(["Please fill this in"] * 3)
        await visit.fill("Address of your Jira", f"{played.address}/dc")
        await visit.fill("Client ID of the application link", "fake-jira-client")
        await visit.fill("Its client secret", "fake-jira-client-secret")
        await visit.click("Connect", nth=-1)
        await visit.page.wait_for_url(f"{played.address}/dc/rest/oauth2/latest/authorize*")
        await _come_back(visit, cast)
        projects = visit.page.get_by_role("group", name="Projects").first
        await expect(projects).to_contain_text("Team TEAM")


async def test_who_says_no_over_there_is_told_what_to_do(
    browser: Browser, port: int, cast: Cast, played: Played
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await _begin(visit, "Jira Cloud, with Atlassian sign-in")
        await visit.click("Connect", nth=-1)
        await visit.page.wait_for_url(f"{played.address}/**")
        await visit.click("Cancel")
        await visit.page.wait_for_url("**/admin/connections/*")
        await expect(visit.page.locator(".titled .tag")).to_have_text("Needs you")
        await expect(visit.page.get_by_text("Consent was not given")).to_be_visible()
        await expect(visit.page.get_by_text("Consent again")).to_be_visible()
