"""Whoever was let back in by others reads why their private notes are closed, and what helps."""

import pytest
from playwright.async_api import Browser, expect

from domain.actor import Actor
from domain.people.closed_text import close_text, open_text
from domain.people.person import Person
from tenants.work import open_work
from tests.people import Cast
from tests.web.browser import TONGUES, sign_in, visiting
from tests.web.test_every_page import barriers, too_wide

TITLE = {"en": "Your private notes are closed for now", "zh-CN": "您的私密内容暂未开放"}


@pytest.mark.parametrize("tongue", TONGUES)
async def test_it_is_said_until_it_is_open(
    browser: Browser, port: int, cast: Cast, tongue: str
) -> None:
    async with visiting(browser, port, tongue=tongue) as visit:
        await sign_in(visit, cast, cast.omar)
        notice = visit.page.get_by_role("region", name=TITLE[tongue])
        await expect(notice).to_have_count(0)
        async with open_work(cast.place, Actor.system()) as work:
            omar = await work.get(Person, cast.omar.id)
            await close_text(work, omar, former_email=omar.email)
        await visit.go("/")
        await expect(notice.get_by_role("listitem")).to_have_count(3)
        assert await barriers(visit) + await too_wide(visit) == []
        async with open_work(cast.place, Actor.system()) as work:
            await open_text(work, cast.omar.id)
        await visit.go("/")
        await expect(notice).to_have_count(0)
