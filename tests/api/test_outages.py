"""A machine of ours that is in the way is told as that: when to come back, and whom to tell."""

import errno
from collections.abc import AsyncIterator

import asyncpg
import httpx2
import pytest
import sqlalchemy.exc
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api import auth
from api.middleware import Watched
from infra.database import close_engines
from infra.outages import Outage, outage_in
from infra.ports import free_port
from infra.settings import settings
from tests.api.conftest import HERE, bearer
from tests.people import Cast


@pytest.fixture
async def away(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[dict[str, str]]:
    """PostgreSQL is nowhere; what is given is a token that was good."""
    known = await bearer(cast, cast.omar)
    nowhere = f"postgresql://postgres:x@127.0.0.1:{free_port()}/nothing"
    for name in ("TANLU_DATABASE_URL", "TANLU_APP_DATABASE_URL"):
        monkeypatch.setenv(name, nowhere)
    await close_engines()
    settings.cache_clear()
    auth.forget_all()
    yield known
    await close_engines()
    monkeypatch.undo()
    settings.cache_clear()


async def test_without_a_database_programs_are_told_so(
    http: httpx2.AsyncClient, away: dict[str, str]
) -> None:
    ask = {"query": "{viewer{name}}"}
    answer = await http.post("/graphql", json=ask, headers={**away, "Accept-Language": "zh-CN"})
    (error,) = answer.json()["errors"]
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert error["extensions"]["code"] == "UNAVAILABLE"
    assert error["message"] == "暂时无法连接数据库；数据没有丢失，请稍后重试"


@pytest.mark.usefixtures("away")
async def test_without_a_database_people_see_a_page(http: httpx2.AsyncClient) -> None:
    answer = await http.get(f"/sign-in/{'x' * 43}", headers={"Accept": "text/html"})
    assert answer.status_code == 503
    assert answer.headers["content-type"].startswith("text/html")
    assert "The database cannot be reached at the moment" in answer.text


def wrapped(error: BaseException) -> BaseException:
    """As SQLAlchemy hands it over."""
    translated = Exception("translated")
    translated.__cause__ = error
    return sqlalchemy.exc.DBAPIError("SELECT 1", None, translated)


KINDS = [
    (asyncpg.DiskFullError("x"), Outage.FULL),
    (OSError(errno.ENOSPC, "x"), Outage.FULL),
    (sqlalchemy.exc.TimeoutError("x"), Outage.BUSY),
    (asyncpg.TooManyConnectionsError("x"), Outage.BUSY),
    (ConnectionRefusedError(), Outage.AWAY),
    (asyncpg.ConnectionDoesNotExistError("x"), Outage.AWAY),
    (asyncpg.CannotConnectNowError("x"), Outage.AWAY),
    (asyncpg.AdminShutdownError("x"), Outage.AWAY),
    (asyncpg.ReadOnlySQLTransactionError("x"), Outage.AWAY),
    (asyncpg.InterfaceError("connection is closed"), Outage.AWAY),
    (asyncpg.InterfaceError("another operation is in progress"), None),
    (asyncpg.UniqueViolationError("x"), None),
    (ValueError("x"), None),
    (FileNotFoundError(), None),
]


@pytest.mark.parametrize(("error", "outage"), KINDS)
def test_kinds_of_outages(error: BaseException, outage: Outage | None) -> None:
    assert outage_in(error) is outage
    assert outage_in(wrapped(error)) is outage


async def test_a_full_disk_is_told_as_json() -> None:
    async def broken(_: Request) -> Response:
        raise wrapped(asyncpg.DiskFullError("could not extend file of Omar"))

    app = Starlette(routes=[Route("/x", broken)], middleware=[Middleware(Watched)])
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url=HERE) as http:
        answer = await http.get("/x")
    assert answer.status_code == 507
    (error,) = answer.json()["errors"]
    assert error["message"].startswith("There is no room left to store anything")
