"""Every page, in both languages: no barrier that axe-core knows, nothing to scroll sideways."""

import pytest
from playwright.async_api import Browser

from infra import clock
from operate.console import WEB
from tests.people import Cast
from tests.talks import held
from tests.web.browser import DESKTOP, NARROW, TONGUES, Visit, sign_in, visiting
from tests.web.story import Story, a_month

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FULL = [
    "/", "/inbox", "/team", "/conversations", "/conversations/{talk}", "/records/{record}",
    "/goals",
    "/people/{omar}", "/people/{omar}/goals", "/people/{omar}/evidence", "/evidence",
    "/dossier", "/scorecard", "/nothing/here",
]  # fmt: skip
EMPTY = ["/", "/inbox", "/team", "/conversations", "/goals", "/evidence", "/dossier", "/scorecard"]


def addresses(story: Story, paths: list[str]) -> list[str]:
    cast = story.cast
    return [
        path.format(talk=story.talk.id, record=story.record.id, omar=cast.omar.id) for path in paths
    ]


STILL = """
new Promise(still => {
  const moving = ["appear", "enter", "leave"].map(each => `[class*="-${each}-active"]`).join();
  const look = () => document.querySelector(moving)
    || document.getAnimations().some(each => each.playState === "running")
    ? requestAnimationFrame(look) : still();
  requestAnimationFrame(look);
})
"""
"""Answers when no animation runs: colours on their way are nobody's to read."""


FAULTS = """
tags => axe
  .run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] })
  .then(found => found.violations.flatMap(
    fault => fault.nodes.map(node => [fault.id, JSON.stringify(node.target)])))
"""
"""What is as it should be is neither described nor sent: that took most of the time."""


async def barriers(visit: Visit) -> list[str]:
    """What axe-core finds on the page as it stands, when nothing fades in any more."""
    await visit.page.evaluate(STILL)
    await visit.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = await visit.page.evaluate(FAULTS, RULES)
    return [f"{visit.page.url}: {fault} at {target}" for fault, target in found]


async def too_wide(visit: Visit) -> list[str]:
    """Whether one would have to scroll sideways: on a phone, or with a page four times as large."""
    await visit.page.set_viewport_size(NARROW)
    width = await visit.page.evaluate("document.documentElement.scrollWidth")
    await visit.page.set_viewport_size(DESKTOP)
    return [] if width <= NARROW["width"] else [f"{visit.page.url} is {width} pixels wide"]


async def barriers_on(visit: Visit, paths: list[str]) -> list[str]:
    found = []
    for path in paths:
        await visit.turn_to(path)
        found += await barriers(visit) + await too_wide(visit)
    return found


@pytest.mark.parametrize("tongue", TONGUES)
async def test_a_manager_meets_no_barrier(
    browser: Browser, port: int, cast: Cast, tongue: str
) -> None:
    story = await a_month(cast)
    async with visiting(browser, port, tongue=tongue) as visit:
        await sign_in(visit, cast, cast.mei)
        assert await barriers_on(visit, addresses(story, FULL)) == []


@pytest.mark.parametrize("tongue", TONGUES)
async def test_an_employee_meets_no_barrier(
    browser: Browser, port: int, cast: Cast, tongue: str
) -> None:
    story = await a_month(cast)
    paths = ["/", "/goals", "/dossier", "/evidence", "/records/{record}"]
    async with visiting(browser, port, tongue=tongue) as visit:
        await sign_in(visit, cast, cast.omar)
        assert await barriers_on(visit, addresses(story, paths)) == []


async def test_open_forms_have_no_barrier(browser: Browser, port: int, cast: Cast) -> None:
    story = await a_month(cast)
    talk = await held(cast, now=clock.now())
    forms = {
        "/goals": ["Propose a goal", "Another key result"],
        f"/people/{cast.omar.id}/goals": ["Check in: Open defects", "Change it"],
        "/conversations": ["Plan a conversation"],
        f"/conversations/{story.talk.id}": ["Add a fact", "Add a question", "Call it off"],
        f"/conversations/{talk.id}": ["Another agreement", "Save the record"],
        f"/records/{story.record.id}": ["Amend it"],
        "/": ["Not now", "Later"],
    }
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.mei)
        found = []
        for path, buttons in forms.items():
            await visit.go(path)
            for name in buttons:
                await visit.click(name)
            await visit.page.locator("form").first.wait_for()
            if "Save the record" in buttons:
                await visit.page.locator(".ant-form-item-explain-error").first.wait_for()
            found += await barriers(visit) + await too_wide(visit)
        assert found == []


async def test_empty_pages_have_no_barrier(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port) as visit:
        visit.may_fail = True
        await visit.page.goto(f"{visit.address}/sign-in")
        await visit.page.locator("main h1").wait_for()
        assert await barriers(visit) == []
        await sign_in(visit, cast, cast.ivan)
        assert await barriers_on(visit, EMPTY) == []
