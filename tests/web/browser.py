"""A browser at the console, and what it complains of."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, Error, Page, Playwright, ViewportSize, expect

from domain.actor import Actor
from domain.people.person import Person
from tenants.sign_in import create_sign_in_link
from tenants.work import open_work
from tests.people import Cast

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    # What would drop from the address bar is a page of its own in each window.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup",
]  # fmt: skip
DESKTOP = ViewportSize(width=1280, height=860)
PHONE = ViewportSize(width=360, height=740)
NARROW = ViewportSize(width=320, height=640)
TONGUES = ("en", "zh-CN")
PATIENCE = 15_000
"""Milliseconds; the machine may be busy."""
TURN = """
path => {
  history.pushState(null, "", path);
  dispatchEvent(new PopStateEvent("popstate", { state: null }));
}
"""
SETTLED = """
patience => new Promise((settled, failed) => {
  const look = () => document.querySelector("main h1") && !document.querySelector(".waiting")
    ? settled() : requestAnimationFrame(look);
  setTimeout(() => failed(new Error("The page waits for ever")), patience);
  look();
})
"""
"""Looks at every frame: Playwright's own waiting looks again after half a second."""
expect.set_options(timeout=PATIENCE)


async def launch(playwright: Playwright) -> Browser:
    return await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


@dataclass
class Visit:
    """Somebody at the console in a browser of their own."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    """Errors of scripts, refusals of the page's policy, answers that failed."""
    may_fail: bool = False
    """Answers are to fail here; the browser says so each time."""
    clicks: int = 0

    async def go(self, path: str) -> None:
        await self.page.goto(f"{self.address}{path}")
        await self.settle()

    async def turn_to(self, path: str) -> None:
        """As a link in the console does, without loading the console anew."""
        await self.page.evaluate(TURN, path)
        await self.settle()

    async def settle(self) -> None:
        """Until the page has all that it asked for; when another comes meanwhile, that one."""
        while True:
            try:
                await self.page.evaluate(SETTLED, PATIENCE)
            except Error as error:
                if "context was destroyed" not in error.message:
                    raise
            else:
                return

    async def click(self, name: str, *, role: str = "button", nth: int = 0) -> None:
        """As a person does; counted."""
        await self.page.get_by_role(role, name=name).nth(nth).click()  # type: ignore[arg-type] - any role
        self.clicks += 1

    async def fill(self, label: str, text: str) -> None:
        await self.page.get_by_label(label, exact=True).fill(text)

    async def open_account(self) -> None:
        """One's own menu, at the end of the bar."""
        await self.page.get_by_role("banner").get_by_role("button").last.click()

    async def follow(self, name: str) -> None:
        """A link; counted as a click."""
        await self.click(name, role="link")
        await self.settle()

    def watch(self) -> None:
        self.page.on("console", lambda said: self._note(said.type, said.text))
        self.page.on("pageerror", lambda error: self._note("error", str(error)))

    def _note(self, kind: str, text: str) -> None:
        failed = text.startswith("Failed to load resource")
        if kind in {"error", "warning"} and not (failed and self.may_fail):
            self.complaints.append(f"{kind}: {text}")


@asynccontextmanager
async def visiting(
    browser: Browser,
    port: int,
    *,
    tongue: str = "en",
    size: ViewportSize = DESKTOP,
) -> AsyncIterator[Visit]:
    """A stranger, whose browser asks for that language. Complaints fail the test at the end."""
    context = await browser.new_context(locale=tongue, viewport=size, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    visit = Visit(await context.new_page(), f"http://127.0.0.1:{port}")
    visit.watch()
    try:
        yield visit
    finally:
        await context.close()
    assert visit.complaints == []


async def sign_in(visit: Visit, cast: Cast, who: Person) -> None:
    """By a link, as it comes in a message."""
    async with open_work(cast.place, Actor.system()) as work:
        secret = await create_sign_in_link(work, person_id=who.id)
    await visit.page.goto(f"{visit.address}/sign-in/{secret}")
    await visit.page.get_by_role("button").first.click()
    await visit.settle()
