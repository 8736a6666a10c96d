"""A manager's week, from the nudge to the record, and the employee's part in it."""

import pytest
from playwright.async_api import Browser, expect

from domain.records.record import RecordState
from infra import clock
from tests.people import Cast
from tests.talks import shared
from tests.web.browser import sign_in, visiting
from tests.web.story import a_fall
from tests.web.week import confirm, prepare, record, talk

ENOUGH = 12
"""Clicks that a week may take besides typing."""


@pytest.mark.requirement(140, 261)
async def test_from_the_nudge_to_the_record(browser: Browser, port: int, cast: Cast) -> None:
    await a_fall(cast, clock.now())
    async with visiting(browser, port) as mei, visiting(browser, port, tongue="zh-CN") as omar:
        await sign_in(mei, cast, cast.mei)
        mei.clicks = 0
        await prepare(mei, "8, 6, 5, 3")
        await talk(mei)
        await sign_in(omar, cast, cast.omar)
        await confirm(omar)
        await record(mei)
        await expect(mei.page.get_by_role("link", name="Read the record")).to_be_visible()
        assert mei.clicks <= ENOUGH
        await omar.go("/")
        await omar.follow("的沟通记录（Mei 撰写）")
        await expect(omar.page.get_by_text("Clear the oldest reviews")).to_be_visible()


@pytest.mark.requirement(239)
async def test_an_employee_acknowledges_and_says_more(
    browser: Browser, port: int, cast: Cast
) -> None:
    given = await shared(cast)
    async with visiting(browser, port) as omar:
        await sign_in(omar, cast, cast.omar)
        await omar.go(f"/records/{given.id}")
        await omar.fill("Your statement (if you like)", "The import had no tests")
        await omar.click("I have read it")
        answer = omar.page.get_by_role("article")
        await expect(answer).to_contain_text("Acknowledged: has read it")
        await expect(answer).to_contain_text("The import had no tests")
        await omar.fill("Your statement", "It has some now")
        await omar.click("Say more")
        await expect(answer).to_contain_text("It has some now")


async def test_an_employee_contests_and_says_why(browser: Browser, port: int, cast: Cast) -> None:
    given = await shared(cast)
    assert given.state is RecordState.SHARED
    async with visiting(browser, port) as omar, visiting(browser, port) as mei:
        await sign_in(omar, cast, cast.omar)
        await omar.go(f"/records/{given.id}")
        await omar.click("I contest it")
        await omar.click("I contest it")
        await expect(omar.page.get_by_text("Please fill this in")).to_be_visible()
        await omar.fill("What is not right, and how you see it", "It takes ten minutes")
        await omar.click("I contest it")
        await expect(omar.page.locator(".page-head")).to_contain_text("Contested")
        await sign_in(mei, cast, cast.mei)
        await mei.go(f"/records/{given.id}")
        await expect(mei.page.get_by_role("article")).to_contain_text("It takes ten minutes")
