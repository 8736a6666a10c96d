"""A plugin's own server, for the keys and manifests that Tanlu asks for."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.oauth import proof
from api.plugins.judging import judged
from api.scopes import OF_PLUGINS
from integrations.plugins.approving import Approval, approve_plugin
from integrations.plugins.installation import sha256_of
from integrations.plugins.keys import KeyMemory
from integrations.plugins.proving import BY_ITSELF as GRANT
from integrations.plugins.submitting import submit_plugin
from tenants.work import open_work
from tests.api.live import served
from tests.people import Cast, acting
from tests.plugins import a_manifest, opened, written


@dataclass
class Home:
    """What stands at the plugin's addresses; each is a path and the answer there."""

    port: int = 0
    answers: dict[str, Response] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def answer(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        return self.answers.get(request.url.path, Response(status_code=404))


@pytest.fixture
async def home(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Home]:
    home = Home()
    every = Route("/{path:path}", home.answer, methods=["GET", "POST"])
    async with served(Starlette(routes=[every])) as home.port:
        with opened(monkeypatch, f"127.0.0.1:{home.port}"):
            yield home


@pytest.fixture(autouse=True)
def keys_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "keys", KeyMemory())


async def installed(cast: Cast, home: Home, *optional: str, **changes: Any) -> Approval:  # noqa: ANN401 - any value
    """Approved by Wei, with all that it requires and what is ticked."""
    text = written(a_manifest(home.origin, **changes))
    async with open_work(cast.place, acting(cast.wei)) as work:
        submitted = await submit_plugin(
            work, manifest=judged(text), source_text=text, manifest_url=None
        )
    async with open_work(cast.place, acting(cast.wei)) as work:
        return await approve_plugin(
            work,
            installation_id=submitted.id,
            manifest_sha256=sha256_of(text),
            optional_scopes=optional,
            held=OF_PLUGINS,
        )


async def ask_token(http: httpx2.AsyncClient, approval: Approval, **form: str) -> httpx2.Response:
    """By its secret."""
    secret = (str(approval.installation.id), approval.client_secret or "")
    return await http.post("/oauth/token", data={"grant_type": GRANT, **form}, auth=secret)
