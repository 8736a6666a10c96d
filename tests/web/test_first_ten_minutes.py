"""The first steps of somebody new, through the eyes of four people of 青禾智控."""

from collections.abc import Sequence

import pytest
from playwright.async_api import Browser, expect

from demo.living_company.company import Company
from demo.living_company.scenes.this_week import PRIVATE
from domain.actor import Actor
from tenants.sign_in import create_sign_in_link
from tenants.work import open_work
from tests.web.browser import Visit, visiting

STEPS = [
    ("陈露", [("/", "审批渠道合同的价格例外"), ("/goals", "华东渠道伙伴增加到 8 家")]),
    (
        "郑凯",
        [("/", "连续 3 周下降：9.1、8.2、7.1、5.8"), ("/team", "袁帅"), ("/scorecard", "100%")],
    ),
    ("苏敏", [("/", "何远"), ("/admin/people", "卢佳")]),
    ("高翔", [("/admin/people", "qinghe.example"), ("/admin/audit", "卢佳")]),
]


async def enter(visit: Visit, company: Company, name: str) -> None:
    async with open_work(company.place, Actor.system()) as work:
        secret = await create_sign_in_link(work, person_id=company.ids[name])
    await visit.page.goto(f"{visit.address}/sign-in/{secret}")
    await visit.page.get_by_role("button").first.click()
    await visit.settle()


@pytest.mark.parametrize(("name", "pages"), STEPS)
async def test_there_is_something_to_see(
    browser: Browser, port: int, living: Company, name: str, pages: Sequence[tuple[str, str]]
) -> None:
    async with visiting(browser, port, tongue="zh-CN") as visit:
        await enter(visit, living, name)
        for path, words in pages:
            await visit.go(path)
            await expect(visit.page.locator("main")).to_contain_text(words)


async def test_an_employee_reads_what_was_agreed_and_what_only_she_knows(
    browser: Browser, port: int, living: Company
) -> None:
    async with visiting(browser, port, tongue="zh-CN") as visit:
        await enter(visit, living, "陈露")
        await visit.page.locator('main a[href^="/records/"]').first.click()
        await visit.settle()
        await expect(visit.page.get_by_role("article")).to_contain_text("转化率稳定在 9.4%")
        await visit.go("/")
        await visit.page.locator('main a[href^="/conversations/"]').first.click()
        await visit.settle()
        await expect(visit.page.locator("main")).to_contain_text(PRIVATE)
