"""A newcomer's whole way, in real browsers against all the processes: Jira in, a plugin told."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.async_api import Browser, Locator, expect

from infra.ports import free_port
from tests.starting import until, up
from tests.web.browser import PHONE, Visit, visiting
from tests.web.conftest import browser, built
from tests.web.week import confirm, prepare, record, talk

__all__ = ["browser", "built"]

LINK = re.compile(r"^ +(\w+) .* (http\S+/sign-in/\S+)$", re.MULTILINE)
SITES = {"Demo Ltd", "Blank"}
"""Fluid too, where the real issues are."""
PATIENCE = 20.0


class Newcomer:
    """What `./tanlu up --with-fakes` has told, and what it keeps running."""

    def __init__(self, told: str, port: int, home: Path) -> None:
        self.links = dict(LINK.findall(told))
        self.port = port
        self.plugin = f"http://127.0.0.1:{port + 2}/plugin.json"
        self.logs = home / "logs"

    @asynccontextmanager
    async def at(self, browser: Browser, who: str, **how: Any) -> AsyncIterator[Visit]:  # noqa: ANN401 - as visiting
        async with visiting(browser, self.port, **how) as visit:
            await visit.page.goto(self.links[who])
            await visit.page.get_by_role("button").first.click()
            await visit.settle()
            yield visit

    async def heard(self, many: int) -> list[Any]:
        """The first messages that the plugin heard of."""
        ends = asyncio.get_running_loop().time() + PATIENCE
        while len(lines := (self.logs / "plugin.log").read_text().splitlines()) < many:
            assert asyncio.get_running_loop().time() < ends, lines
            await asyncio.sleep(0.1)
        return [json.loads(line) for line in lines]

    async def refused(self) -> list[str]:
        """Whatever a page's policy refused, as the browsers reported it."""
        async with httpx2.AsyncClient(trust_env=False) as client:
            figures = (await client.get(f"http://127.0.0.1:{self.port}/metrics")).text
        counted = [line for line in figures.splitlines() if "page_violations_total{" in line]
        logged = (self.logs / "api.log").read_text().splitlines()
        return counted + [line for line in logged if "page violation" in line]


@pytest.fixture
def newcomer(tmp_path: Path) -> Iterator[Newcomer]:
    port, home = free_port(in_a_row=3), tmp_path / "home"
    with up(home, port, "--with-fakes") as process:
        yield Newcomer(until(process, "Ctrl-C stops it"), port, home)
        process.terminate()
        process.wait(timeout=30)
    assert process.returncode == 0


@pytest.mark.requirement(140, 193)
@pytest.mark.usefixtures("built")
async def test_from_jira_to_plugin(browser: Browser, newcomer: Newcomer) -> None:
    async with (
        newcomer.at(browser, "Hua") as hua,
        newcomer.at(browser, "Mei") as mei,
        newcomer.at(browser, "Omar", tongue="zh-CN", size=PHONE) as omar,
        newcomer.at(browser, "Ivan") as ivan,
    ):
        await _connect(hua)
        await _read(hua)
        await _confirm_the_shy_one(hua)
        await _evidence(omar, "共 28 条", "解决事项数", "3, 4, 4, 5, 4, 3, 2, 1")
        await _evidence(ivan, "12 in all", "Issues resolved", "1, 2, 1, 2, 1, 0, 2, 1")
        await _install(hua, newcomer.plugin)
        await _arrived(mei, mei.page.get_by_role("button", name="Prepare the conversation"))
        await prepare(mei, "5, 4, 3, 2, 1")
        await talk(mei)
        await omar.go("/")
        await confirm(omar)
        await record(mei)
        await _acknowledge(omar)
        created, acknowledged = await newcomer.heard(2)
    installation = created["installation"]
    assert created == {"heard": "installation.created", "installation": installation}
    assert acknowledged == {
        "heard": "record.acknowledged",
        "installation": installation,
        "sent": {"state": "ACKNOWLEDGED", "subject": {"name": "Omar Haddad"}},
        "read": {"state": "ACKNOWLEDGED", "version": 1, "subject": {"name": "Omar Haddad"}},
        "refused": "FORBIDDEN",
    }
    assert await newcomer.refused() == []


async def _connect(hua: Visit) -> None:
    """By consent to all sites there are, of which one is chosen."""
    await hua.follow("Connections")
    await hua.click("Connect a system")
    await hua.page.get_by_label("Jira Cloud, with Atlassian sign-in").wait_for()
    await hua.click("Connect", nth=-1)
    await hua.page.get_by_role("button", name="Accept").wait_for()
    for box in await hua.page.get_by_role("checkbox").all():
        await box.check()
    await hua.click("Accept")
    await expect(hua.page.get_by_text("Next: choose the site to read from.")).to_be_visible()
    sites = hua.page.get_by_role("button", name="Read from")
    assert set(await sites.all_inner_texts()) >= {f"Read from {site}" for site in SITES}
    await hua.click("Read from Demo Ltd")


async def _read(hua: Visit) -> None:
    await expect(hua.page.get_by_text("Next: choose what is read.")).to_be_visible()
    await hua.page.get_by_role("checkbox", name="Team TEAM", exact=True).check()
    await hua.click("Read these")
    done = hua.page.get_by_text("First reading done")
    await expect(done).to_contain_text("Pieces of work: 73")
    await expect(hua.page.get_by_text("TEAM · 73 read")).to_be_visible()


async def _confirm_the_shy_one(hua: Visit) -> None:
    """The others' addresses are shown over there, and they are known by them."""
    who = hua.page.get_by_role("region", name="Who is who")
    await expect(who.get_by_role("listitem")).to_have_count(1)
    await hua.click("It is Ivan Petrov")
    await expect(who).to_contain_text("No accounts of this kind.")
    await who.get_by_text("Known", exact=True).click()
    await expect(who.get_by_role("listitem")).to_have_count(4)


async def _evidence(visit: Visit, count: str, metric: str, resolved: str) -> None:
    """What is known of them: so many pieces of work, and a metric week by week."""
    await visit.go("/evidence")
    figure = visit.page.get_by_role("figure").filter(has_text=metric)
    await _arrived(visit, visit.page.get_by_text(count).and_(visit.page.locator(".quiet")))
    await _arrived(visit, figure)
    values = await figure.locator("td:nth-child(2)").all_text_contents()
    assert ", ".join(values) == resolved


async def _arrived(visit: Visit, what: Locator) -> None:
    """Work goes on in the background; whoever waits looks again."""
    ends = asyncio.get_running_loop().time() + PATIENCE
    while not await what.count() and asyncio.get_running_loop().time() < ends:
        await asyncio.sleep(0.3)
        await visit.page.reload()
        await visit.settle()
    await expect(what).to_have_count(1)


async def _install(hua: Visit, manifest: str) -> None:
    await hua.follow("Plugins")
    await hua.click("Look at a plugin")
    await hua.fill("Address of the manifest", manifest)
    await hua.click("Read it")
    asks = hua.page.get_by_role("region", name="What it asks for")
    await expect(asks.locator("code")).to_have_text(["records:read", "people:read"])
    await expect(asks).to_contain_text("Its reason: To hear of acknowledged records")
    await hua.click("Approve")
    await expect(hua.page.locator(".titled .tag")).to_have_text("Active")


async def _acknowledge(omar: Visit) -> None:
    await omar.go("/")
    await omar.follow("的沟通记录（Mei Lin 撰写）")
    await expect(omar.page.get_by_text("Clear the oldest reviews")).to_be_visible()
    await omar.click("确认已阅")
    await expect(omar.page.locator(".page-head")).to_contain_text("已阅")
