"""Somebody signed in in a browser, who sets a second factor up and shows it."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx2
import pyotp
import pytest
from starlette.applications import Starlette

from api import auth
from domain.base import new_id
from domain.people.person import Person
from infra import clock
from infra.settings import settings
from tenants.access.second_factor.authenticator import STEP
from tests.api.conftest import HERE, OURS, sign_in
from tests.api.second_factor.device import Device
from tests.people import Cast

SITE = "localhost"
ORIGIN = "http://localhost:8000"
STANDING = "{secondFactor{demanded offered awaited authenticator recoveryCodes passkeys{id name}}}"


@pytest.fixture(autouse=True)
def named() -> Iterator[None]:
    """Tanlu is reached by a name: there are no passkeys for a number."""
    os.environ["TANLU_PUBLIC_URL"] = ORIGIN
    settings.cache_clear()
    yield
    os.environ.pop("TANLU_PUBLIC_URL")
    settings.cache_clear()


@dataclass
class Browser:
    """One of theirs, with a cookie of its own."""

    http: httpx2.AsyncClient
    cast: Cast
    who: Person

    async def come_in(self) -> None:
        await sign_in(self.http, self.cast, self.who)

    async def post(self, path: str, **told: object) -> httpx2.Response:
        auth.forget_all()
        return await self.http.post(f"/sign-in/second-factor/{path}", json=told, headers=OURS)

    async def told(self, path: str, **told: object) -> Any:  # noqa: ANN401 - JSON
        """The answer of what is not refused."""
        answer = await self.post(path, **told)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def refusal(self, path: str, **told: object) -> tuple[int, str]:
        answer = await self.post(path, **told)
        return answer.status_code, answer.json()["errors"][0]["message"]

    async def ask(self, query: str, **variables: object) -> Any:  # noqa: ANN401 - JSON
        auth.forget_all()  # within five seconds it happens by itself
        asked = {"query": query, "variables": variables}
        return (await self.http.post("/graphql", json=asked, headers=OURS)).json()

    async def standing(self) -> Any:  # noqa: ANN401 - JSON
        return (await self.ask(STANDING))["data"]["secondFactor"]

    async def may_manage(self) -> bool:
        """Whether what only admins may do is done."""
        done = await self.ask(
            "mutation($i:AddPersonInput!){addPerson(input:$i){userErrors{code}}}",
            i={"name": "Newcomer", "email": f"{new_id()}@acme.test"},
        )
        return not done["data"]["addPerson"]["userErrors"]

    async def set_app_up(self) -> str:
        """The app's secret."""
        secret: str = (await self.told("authenticator/offer"))["secret"]
        await self.told("authenticator/add", code=code_of(secret))
        return secret

    async def set_passkey_up(self, device: Device) -> list[str]:
        """The recovery codes that come with it."""
        made = device.make(await self.told("passkeys/offer"))
        codes: list[str] = (await self.told("passkeys/add", name="Laptop", answer=made))[
            "recoveryCodes"
        ]
        return codes

    async def demand(self, *, demanded: bool = True) -> list[str]:
        """The refusals, if any."""
        done = await self.ask(
            "mutation($i:DemandSecondFactorInput!){demandSecondFactor(input:$i){userErrors{message}}}",
            i={"demanded": demanded},
        )
        return [each["message"] for each in done["data"]["demandSecondFactor"]["userErrors"]]


def code_of(secret: str, *, steps: int = 0) -> str:
    """What the app shows now, or some steps of thirty seconds from now."""
    return pyotp.TOTP(secret).at(clock.now() + steps * timedelta(seconds=STEP))


@asynccontextmanager
async def browser_of(app: Starlette, cast: Cast, who: Person) -> AsyncIterator[Browser]:
    auth.forget_all()
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=HERE) as http:
        browser = Browser(http, cast, who)
        await browser.come_in()
        yield browser


@pytest.fixture
async def wei(app: Starlette, cast: Cast) -> AsyncIterator[Browser]:
    """An admin at her first browser."""
    async with browser_of(app, cast, cast.wei) as browser:
        yield browser


@pytest.fixture
async def elsewhere(app: Starlette, cast: Cast) -> AsyncIterator[Browser]:
    """The same admin at another one."""
    async with browser_of(app, cast, cast.wei) as browser:
        yield browser


@pytest.fixture
def device() -> Device:
    return Device(ORIGIN, SITE)
