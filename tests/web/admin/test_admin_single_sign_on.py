"""An admin who comes by the company's own account may ask it of everybody; another is told how."""

import pytest
from playwright.async_api import Browser, expect

from domain.actor import Actor
from domain.people.person import Person
from infra import clock
from tenants.identity import Identity, Proof
from tenants.identity_provider_commands import add_identity_provider
from tenants.work import open_work
from tests.people import Cast, acting
from tests.web.browser import TONGUES, sign_in, visiting
from tests.web.test_every_page import barriers, too_wide

ISSUER = "https://id.acme.example"
WORDS = {
    "en": ("Company accounts only", "Allow company accounts only", "On: everybody", "first"),
    "zh-CN": ("仅允许企业账号登录", "仅允许企业账号登录", "已开启", "请您本人先使用企业账号登录"),
}


async def link_account(cast: Cast, who: Person) -> None:
    async with open_work(cast.place, acting(cast.wei)) as work:
        await add_identity_provider(
            work, name="Acme ID", issuer=ISSUER, client_id="tanlu", client_secret="of some length"
        )
    async with open_work(cast.place, Actor.system()) as work:
        now = clock.now()
        identity = Identity(
            tenant_id=work.tenant_id, hash=f"account of {who.id}", issuer=ISSUER, subject="1",
            told_name="", told_email="", created_at=now, seen_at=now,
        )  # fmt: skip
        identity.belong_to(who.id, Proof.SESSION, now)
        work.session.add(identity)


@pytest.mark.parametrize("tongue", TONGUES)
async def test_it_is_switched_on_by_whoever_can_come_in_by_it(
    browser: Browser, port: int, cast: Cast, tongue: str
) -> None:
    title, demand, is_on, first = WORDS[tongue]
    async with visiting(browser, port, tongue=tongue) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go("/admin/sign-in")
        card = visit.page.get_by_role("region", name=title)
        await expect(card).to_contain_text(first)
        await expect(card.get_by_role("button")).to_have_count(0)
        await link_account(cast, cast.wei)
        await visit.go("/admin/sign-in")
        await card.get_by_role("button", name=demand).click()
        await card.get_by_role("alertdialog").get_by_role("button", name=demand).click()
        await expect(card).to_contain_text(is_on)
        assert await barriers(visit) + await too_wide(visit) == []
