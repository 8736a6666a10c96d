"""The pages before sign-in: nobody is kept out of them, and nothing stands over their edge."""

import pytest
from playwright.async_api import Browser, ViewportSize

from domain.actor import Actor
from tenants.sign_in import create_sign_in_link
from tenants.work import open_work
from tests.people import Cast
from tests.web.browser import DESKTOP, PHONE, TONGUES, visiting
from tests.web.test_every_page import barriers, too_wide

PAGES = (
    "/sign-in/{link}", "/sign-in/nonsense", "/sign-in/oidc", "/operator/mail", "/oauth/authorize",
)  # fmt: skip


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("tongue", TONGUES)
async def test_each_can_be_used_and_leads_back(
    browser: Browser, port: int, cast: Cast, tongue: str, size: ViewportSize
) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        link = await create_sign_in_link(work, person_id=cast.omar.id)
    async with visiting(browser, port, tongue=tongue, size=size) as visit:
        visit.may_fail = True
        for each in PAGES:
            await visit.go(each.format(link=link))
            assert await barriers(visit) + await too_wide(visit) == [], each
            assert await visit.page.locator("footer a").get_attribute("href") == "/", each
        await visit.go("/sign-in")
        assert await barriers(visit) + await too_wide(visit) == []
