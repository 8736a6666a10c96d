"""Who fails to come in too often waits; who is in, or comes from elsewhere, does not notice."""

from collections.abc import AsyncIterator, Iterator

import httpx2
import pytest
from starlette.applications import Starlette

from api import rate_limit, strangers
from infra.settings import settings
from tests.api.conftest import FORM, HERE, OURS, bearer, sign_in
from tests.people import Cast

MANY = 5


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Five failures a minute, and no time passes in which they are forgotten."""
    monkeypatch.setenv("TANLU_FAILURES_A_MINUTE", str(MANY))
    monkeypatch.setattr(rate_limit, "_moment", lambda now: now or 0.0)
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    settings.cache_clear()
    strangers.attempts.cache_clear()


@pytest.fixture
async def elsewhere(app: Starlette) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app=app, client=("203.0.113.7", 1))
    async with httpx2.AsyncClient(transport=transport, base_url=HERE) as client:
        yield client


def token(number: int) -> dict[str, str]:
    return {"Authorization": f"Bearer tanlu_{number:040}"}


async def ask(http: httpx2.AsyncClient, headers: dict[str, str]) -> httpx2.Response:
    return await http.post("/graphql", json={"query": "{viewer{id}}"}, headers=headers)


GUESSES = {
    "a token": ("POST", "/graphql", token),
    "an operator's token": ("GET", "/operator/tenants", token),
    "a session": ("POST", "/graphql", lambda n: {"Cookie": f"tanlu_session={n:043}", **OURS}),
    "a link": ("GET", "/sign-in/{}", lambda _: {}),
    "a link that is used": ("POST", "/sign-in/{}", lambda _: FORM),
    "a client's secret": ("POST", "/oauth/token", lambda n: {"Authorization": f"Basic {n}"}),
    "the address of a hook": ("POST", "/hooks/jira/{}", lambda _: {}),
}


@pytest.mark.parametrize("what", GUESSES)
async def test_so_many_guesses_and_no_more(
    http: httpx2.AsyncClient, elsewhere: httpx2.AsyncClient, what: str
) -> None:
    method, path, headers = GUESSES[what]
    told = [
        await http.request(method, path.format(f"{number:043}"), headers=headers(number))
        for number in range(MANY + 2)
    ]
    assert all(each.status_code in {400, 401, 404, 410} for each in told[:MANY]), told
    assert [each.status_code for each in told[MANY:]] == [429, 429]
    assert told[-1].headers["retry-after"] == "12"
    error = told[-1].json()["errors"][0]
    assert error["message"] == "That was tried too often; try again in 12 s"
    assert error["extensions"]["code"] == "RATE_LIMITED"
    other = await elsewhere.request(method, path.format("x" * 43), headers=headers(99))
    assert other.status_code == told[0].status_code


async def test_a_person_is_told_on_a_page(http: httpx2.AsyncClient) -> None:
    html = {"Accept": "text/html", "Accept-Language": "zh-CN"}
    for number in range(MANY + 1):
        answer = await http.get(f"/sign-in/{number:043}", headers=html)
    assert answer.status_code == 429
    assert answer.headers["content-type"].startswith("text/html")
    assert "尝试过于频繁，请在 12 秒后重试" in answer.text


async def test_who_is_in_is_not_held_up_by_who_guesses_beside_them(
    http: httpx2.AsyncClient, cast: Cast
) -> None:
    omar = await bearer(cast, cast.omar)
    assert (await ask(http, omar)).status_code == 200
    for number in range(MANY + 1):
        guess = await ask(http, token(number))
    assert guess.status_code == 429
    assert (await ask(http, omar)).status_code == 200
    assert (await http.get("/livez")).status_code == 200


async def test_a_whole_office_may_be_busy_behind_one_address(
    http: httpx2.AsyncClient, cast: Cast
) -> None:
    for who in cast.everyone:
        headers = await bearer(cast, who)
        for _ in range(3):
            assert (await ask(http, headers)).status_code == 200
        assert (await sign_in(http, cast, who)).status_code < 400


async def test_a_session_that_has_ended_counts_once(http: httpx2.AsyncClient, cast: Cast) -> None:
    for _ in range(3 * MANY):
        assert (await ask(http, token(1))).status_code == 401
    assert (await ask(http, await bearer(cast, cast.omar))).status_code == 200
