"""A played Jira at a real port, the guarded client let through to it, and a company beside it."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import httpx2
import pytest
from starlette.applications import Starlette

from api.app import create_app as create_tanlu
from fakes.app import create_app, jira_of
from fakes.jira.jira import Jira
from fakes.jira.site import Site
from infra.ports import free_port
from infra.settings import settings
from integrations.jira import client as jira_client
from integrations.jira.settings import jira_app
from tests.fakes.asking import NO_DATA
from tests.integrations.serving import served_on


@dataclass(frozen=True)
class Played:
    """The fake, where it is, and its control door."""

    jira: Jira
    address: str
    control: httpx2.AsyncClient

    @property
    def demo(self) -> Site:
        return next(site for site in self.jira.sites if site.name == "Demo Ltd")

    async def order(self, method: str, path: str, /, **body: object) -> dict[str, object]:
        answer = await self.control.request(method, f"/control/jira{path}", json=body)
        assert answer.is_success, answer.text
        told: dict[str, object] = answer.json()
        return told


@pytest.fixture
def settings_read_anew() -> Iterator[None]:
    yield
    settings.cache_clear()
    jira_app.cache_clear()


@pytest.fixture(scope="session")
def tanlu(platform: None) -> Starlette:
    """Our own front, where Jira's webhooks arrive."""
    return create_tanlu()


@pytest.fixture
async def played(
    monkeypatch: pytest.MonkeyPatch, settings_read_anew: None, tanlu: Starlette
) -> AsyncIterator[Played]:
    monkeypatch.setattr(jira_client, "FIRST_WAIT", 0.01)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    monkeypatch.setenv("TANLU_PRIVATE_PEERS", f'["127.0.0.1:{port}"]')
    monkeypatch.setenv("TANLU_JIRA_CLIENT_ID", "fake-jira-client")
    monkeypatch.setenv("TANLU_JIRA_CLIENT_SECRET", "fake-jira-client-secret")
    monkeypatch.setenv("TANLU_JIRA_AUTH_URL", address)
    monkeypatch.setenv("TANLU_JIRA_API_URL", address)
    settings.cache_clear()
    jira_app.cache_clear()
    app = create_app(address, data=NO_DATA, transport=httpx2.ASGITransport(app=tanlu))
    async with (
        served_on(app, port),
        httpx2.AsyncClient(base_url=address) as control,
    ):
        yield Played(jira_of(app), address, control)
