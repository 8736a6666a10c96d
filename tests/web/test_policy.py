"""What a page's policy refuses, the browser reports to us."""

from playwright.async_api import Browser

from api.violations import ADDRESS
from tests.people import Cast
from tests.web.browser import sign_in, visiting

STRANGE = "document.body.append(Object.assign(new Image(), {src: 'https://x.test/x.png'}))"


async def test_it_is_reported(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.mei)
        async with visit.page.expect_response(f"**{ADDRESS}") as answering:
            await visit.page.evaluate(STRANGE)
        assert (await answering.value).status == 204
        (complaint,) = visit.complaints
        assert "https://x.test/x.png" in complaint
        visit.complaints.clear()
