"""The whole app in this process, and the credentials of the cast."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx2
import pytest
from starlette.applications import Starlette

from api import auth
from api.app import create_app
from api.scopes import OF_COMPANIES
from domain.actor import Actor
from domain.people.person import Person
from infra import clock
from tenants.credential import TokenKind
from tenants.operators import create_operator_token
from tenants.sign_in import create_sign_in_link
from tenants.token import Issued, create_token
from tenants.work import open_work
from tests.people import Cast, acting

HERE = "http://127.0.0.1:8000"
FORM = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
"""What Chromium sends with a form of a page that gives no referrer."""
OURS = {"X-Requested-With": "tanlu"}
"""What our own pages add to their requests."""


@pytest.fixture(scope="session")
def app(platform: None) -> Starlette:
    return create_app()


@pytest.fixture
async def http(app: Starlette) -> AsyncIterator[httpx2.AsyncClient]:
    """A stranger's client."""
    auth.forget_all()
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=HERE) as client:
        yield client


@pytest.fixture
async def operator(platform: None) -> dict[str, str]:
    return {"Authorization": f"Bearer {await create_operator_token('tests', clock.now())}"}


async def issue(
    cast: Cast, who: Person, *scopes: str, lives: timedelta = timedelta(days=1)
) -> Issued:
    async with open_work(cast.place, acting(who)) as work:
        return await create_token(
            work, kind=TokenKind.USER, name="tests", scopes=scopes or OF_COMPANIES,
            held=OF_COMPANIES, expires_at=work.now + lives,
        )  # fmt: skip


async def bearer(cast: Cast, who: Person, *scopes: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {(await issue(cast, who, *scopes)).secret}"}


async def sign_in(http: httpx2.AsyncClient, cast: Cast, who: Person) -> httpx2.Response:
    """As a browser does: the link's page, its button, the cookie."""
    async with open_work(cast.place, Actor.system()) as work:
        secret = await create_sign_in_link(work, person_id=who.id)
    for _ in range(2):  # what looks at a link does not use it up
        page = await http.get(f"/sign-in/{secret}")
    assert re.search(r'<form method="post"><button', page.text)
    return await http.post(f"/sign-in/{secret}", headers=FORM)
