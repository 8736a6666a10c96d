"""How the tests talk to the fakes: in process, by the address that the fakes tell."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
from starlette.applications import Starlette

from fakes.jira.load import DATA, has_data

BASE = "http://fakes.test"
ADMIN = ("jira.admin@demo.example", "fake-jira-api-token")
PAT = {"authorization": "Bearer fake-jira-pat"}
APP = {"client_id": "fake-jira-client", "client_secret": "fake-jira-client-secret"}
CALLBACK = "https://tanlu.test/connect/jira/callback"
SCOPES = (
    "read:jira-work read:jira-user manage:jira-webhook offline_access"
    " read:board-scope:jira-software read:board-scope.admin:jira-software"
    " read:project:jira read:sprint:jira-software read:issue-details:jira read:jql:jira"
)
NO_DATA = Path("nowhere")
REAL = has_data(DATA)
WHY_NOT = f"needs the real issues in {DATA.name}/, beside the project"


def client_of(app: Starlette, headers: Mapping[str, str] | None = None) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=app), base_url=BASE, headers=headers
    )


async def consented(client: httpx2.AsyncClient, *sites: str, scope: str = SCOPES) -> str:
    """The code with which somebody who chose these sites is sent back."""
    asked = {
        "audience": "api.atlassian.com",
        "client_id": APP["client_id"],
        "scope": scope,
        "redirect_uri": CALLBACK,
        "state": "kept",
        "response_type": "code",
        "prompt": "consent",
    }
    page = await client.get("/authorize", params=asked)
    assert page.status_code == 200, page.text
    back = await client.post("/authorize", data=asked | {"site": list(sites)})
    told = parse_qs(urlsplit(back.headers["location"]).query)
    assert told["state"] == ["kept"]
    return told["code"][0]


async def tokens(client: httpx2.AsyncClient, *sites: str, scope: str = SCOPES) -> dict[str, str]:
    code = await consented(client, *sites, scope=scope)
    given = APP | {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
    answer = await client.post("/oauth/token", json=given)
    assert answer.status_code == 200, answer.text
    told: dict[str, str] = answer.json()
    return told
