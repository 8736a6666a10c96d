"""Consenting at the played Atlassian, as a browser does it for an admin who is signed in."""

from urllib.parse import parse_qsl, urlsplit

import httpx2
from starlette.applications import Starlette

from tests.api.conftest import HERE, sign_in
from tests.integrations.admins import Admin
from tests.integrations.conftest import Played
from tests.jobs import run_pending_jobs
from tests.people import Cast

NAVIGATING = {"Sec-Fetch-Site": "same-origin"}
BACK = {"Sec-Fetch-Site": "cross-site"}


class Browser:
    """Wei's, with the cookie of a session."""

    def __init__(self, tanlu: Starlette, played: Played) -> None:
        transport = httpx2.ASGITransport(app=tanlu)
        self.ours = httpx2.AsyncClient(transport=transport, base_url=HERE)
        self.played = played

    async def sign_in(self, cast: Cast) -> None:
        await sign_in(self.ours, cast, cast.wei)

    async def leave(self, path: str) -> str:
        """Where it is sent to."""
        away = await self.ours.get(path, headers=NAVIGATING)
        assert away.status_code == 303, away.text
        return away.headers["location"]

    async def consent(self, address: str, *sites: str, decision: str = "accept") -> str:
        """Press the button over there. Where it is sent back to."""
        asked = dict(parse_qsl(urlsplit(address).query))
        page = await self.played.control.get(address)
        assert page.status_code == 200, page.text
        form = asked | {"decision": decision, "site": list(sites)}
        answered = await self.played.control.post(urlsplit(address).path, data=form)
        assert answered.status_code == 302, answered.text
        return answered.headers["location"]

    async def come_back(self, address: str) -> httpx2.Response:
        return await self.ours.get(address, headers=BACK)


async def consented(
    cast: Cast, played: Played, tanlu: Starlette, *sites: str, way: str = "CLOUD_OAUTH"
) -> tuple[Admin, str]:
    """A connection by consent, looked at. Gives its admin and its id."""
    admin, browser = Admin(cast), Browser(tanlu, played)
    connection = await admin.connect(played, way)
    await browser.sign_in(cast)
    away = await browser.leave((await admin.seen(connection))["consentPath"])
    await browser.come_back(await browser.consent(away, *(sites or (played.demo.id,))))
    await run_pending_jobs(cast.place)
    return admin, connection
