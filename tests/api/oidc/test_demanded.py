"""Where a company demands its own accounts: what a browser shows, and who comes in."""

import httpx2
import pytest

from domain.actor import Actor
from tenants.access.sign_in_policy import SignInPolicy
from tenants.sign_in import LinkPurpose, create_sign_in_link
from tenants.work import open_work
from tests.api.conftest import FORM
from tests.api.oidc.conftest import Browser, sentence_of
from tests.api.oidc.idp import Idp
from tests.people import Cast

PAGE = {**FORM, "Accept": "text/html"}
SENTENCE = {
    "en": "Acme asks everybody to sign in with their company account",
    "zh-CN": "Acme 要求使用企业账号登录",
}


@pytest.fixture(autouse=True)
async def demanded(cast: Cast) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        (await SignInPolicy.of(work)).single_sign_on = True


async def link(cast: Cast, purpose: LinkPurpose = LinkPurpose.INVITATION) -> str:
    async with open_work(cast.place, Actor.system()) as work:
        return await create_sign_in_link(work, person_id=cast.omar.id, purpose=purpose)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_a_link_leads_to_the_provider(browser: Browser, cast: Cast, language: str) -> None:
    """Opened, or pressed on a page from before."""
    secret = await link(cast)
    headers = {**PAGE, "Accept-Language": language}
    for answer in (
        await browser.http.get(f"/sign-in/{secret}", headers=headers),
        await browser.http.post(f"/sign-in/{secret}", headers=headers),
    ):
        assert answer.status_code == 403
        assert SENTENCE[language] in sentence_of(answer)
        assert answer.text.count("<form") == answer.text.count('action="/sign-in/oidc"') == 1
    assert await browser.viewer() is None


async def test_by_the_invitation_they_come_in_there(browser: Browser, cast: Cast, idp: Idp) -> None:
    answer = await browser.go(idp, link=await link(cast))
    assert (answer.status_code, await browser.viewer()) == (303, "Omar")


async def test_a_way_back_still_opens(browser: Browser, cast: Cast) -> None:
    secret = await link(cast, LinkPurpose.RECOVERY)
    assert "Sign in as Omar" in (await browser.http.get(f"/sign-in/{secret}", headers=PAGE)).text
    assert (await browser.http.post(f"/sign-in/{secret}", headers=PAGE)).status_code == 303
    assert await browser.viewer() == "Omar"


async def test_what_a_browser_is_refused_is_a_page(http: httpx2.AsyncClient) -> None:
    for path in ("/sign-in/companies/0190b0a0-0000-7000-8000-000000000000", "/sign-in/oidc"):
        answer = await http.post(
            path, headers={"Accept": "text/html", "Sec-Fetch-Site": "cross-site"}
        )
        assert answer.headers["content-type"].startswith("text/html"), path
