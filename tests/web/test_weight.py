"""What a first visit to the home page loads, packed as it travels."""

from playwright.async_api import Browser, Response

from infra import clock
from infra.telemetry import metrics
from tests.people import Cast
from tests.web.browser import sign_in, visiting
from tests.web.story import a_fall

MOST = 220 * 1024


async def test_the_first_page_is_light(browser: Browser, port: int, cast: Cast) -> None:
    await a_fall(cast, clock.now())
    loaded: list[Response] = []
    async with visiting(browser, port) as visit:
        # Playwright marks the function it is given; a list's own method takes no mark.
        visit.page.on("response", lambda response: loaded.append(response))  # noqa: PLW0108
        await sign_in(visit, cast, cast.mei)
        await visit.page.wait_for_load_state("networkidle")
        sizes = {each.url: await each.request.sizes() for each in loaded if each.status == 200}
    weight = sum(size["responseBodySize"] for size in sizes.values())
    scripts = [url for url in sizes if url.endswith(".js")]
    assert 50 * 1024 < weight <= MOST
    assert scripts != []
    assert [url for url in scripts if "drawing" in url or "select" in url] == []


async def test_figures_name_what_the_console_asked(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.ivan)
        await visit.go("/dossier")
    assert b'operation="Dossier"' in metrics()
