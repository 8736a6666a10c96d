"""A company with an identity provider that may lie, and a browser between the two."""

import html
import os
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import httpx2
import orjson
import pytest

from domain.base import new_id
from infra.settings import settings
from tenants.email_domain import keep_proven
from tenants.identity_provider_commands import add_identity_provider
from tenants.openid import forget_issuers
from tenants.provisioning import create_tenant
from tenants.work import open_work
from tests.api.conftest import FORM, OURS
from tests.api.live import served
from tests.api.oidc.idp import CLIENT, SECRET, Idp
from tests.people import Cast, acting, hire_cast


@contextmanager
def peers(*ports: int) -> Iterator[None]:
    """The guard lets requests through to these ports of this machine."""
    before = os.environ.get("TANLU_PRIVATE_PEERS")
    named = [f"127.0.0.1:{port}" for port in ports]
    os.environ["TANLU_PRIVATE_PEERS"] = orjson.dumps(named).decode()
    settings.cache_clear()
    forget_issuers()
    yield
    os.environ.pop("TANLU_PRIVATE_PEERS")
    if before is not None:
        os.environ["TANLU_PRIVATE_PEERS"] = before
    settings.cache_clear()
    forget_issuers()


@pytest.fixture
async def idp() -> AsyncIterator[Idp]:
    idp = Idp()
    async with served(idp.app) as port:
        idp.port = port
        with peers(port):
            yield idp


@pytest.fixture
async def provider(cast: Cast, idp: Idp) -> UUID:
    """Acme's, which knows its people by their verified addresses."""
    return await a_provider(cast, idp, email_domains=["acme.test"], matches_email=True)


async def a_provider(cast: Cast, idp: Idp, **more: object) -> UUID:
    """At a company that has proven acme.test, if its addresses count."""
    given = {"name": "Acme ID", "issuer": idp.issuer, "client_id": CLIENT, "client_secret": SECRET}
    if "matches_email" in more:
        await prove(cast, "acme.test")
    async with open_work(cast.place, acting(cast.wei)) as work:
        return (await add_identity_provider(work, **{**given, **more})).id  # type: ignore[arg-type] - a test's own words


async def prove(cast: Cast, domain: str, *, proven: bool = True) -> None:
    """As a record in its DNS does, or one that is missed."""
    async with open_work(cast.place, acting(cast.wei)) as work:
        await keep_proven(work, domain, proven=proven)


@dataclass
class Browser:
    """Somebody's, on the way to the provider and back."""

    http: httpx2.AsyncClient
    provider: UUID

    async def leave(self, **form: str) -> dict[str, str]:
        """What it is sent to the provider with."""
        page = await self.http.post(
            "/sign-in/oidc", data={"provider": str(self.provider), **form}, headers=FORM
        )
        assert page.status_code == 200, page.text
        found = re.search(r'content="0;url=([^"]+)"', page.text)
        assert found, page.text
        url = html.unescape(found[1])
        return {"": url.partition("?")[0], **dict(parse_qsl(urlsplit(url).query))}

    async def come_back(self, at: UUID | None = None, **told: str) -> httpx2.Response:
        return await self.http.get(f"/sign-in/oidc/{at or self.provider}/callback", params=told)

    async def go(self, idp: Idp, **form: str) -> httpx2.Response:
        """There, sign in, and back: what an honest browser does."""
        sent = await self.leave(**form)
        return await self.come_back(state=sent["state"], code=idp.code_for(sent["nonce"]))

    async def viewer(self) -> str | None:
        """The name of whoever is signed in now."""
        answer = await self.http.post("/graphql", json={"query": "{viewer{name}}"}, headers=OURS)
        return answer.json()["data"]["viewer"]["name"] if answer.status_code == 200 else None


def sentence_of(page: httpx2.Response) -> str:
    """What stands on it below the title."""
    found = re.search(r"</h1><p>(.*?)</p>", page.text, re.DOTALL)
    assert found, page.text
    return html.unescape(found[1])


@pytest.fixture
def browser(http: httpx2.AsyncClient, provider: UUID) -> Browser:
    return Browser(http, provider)


@pytest.fixture
async def sister(platform: None) -> Cast:
    """Another company, with people of the same names."""
    return await hire_cast(await create_tenant(f"sister-{new_id()}", "Sister Ltd"))
