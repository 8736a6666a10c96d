"""What a principal may spend: exact to the point, told three ways, refused before anything runs."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest

from api.graphql.serving import budget
from api.graphql.serving.budget import Budgets, budgets
from api.refusals import Refused
from domain.actor import Role
from infra import clock
from infra.settings import settings
from tenants.credential import TokenKind
from tenants.token import create_token
from tenants.work import open_work
from tests.api.conftest import OURS, bearer, sign_in
from tests.people import Cast, acting

REFILL, FULL = 100, 2_000


@pytest.fixture
def purse() -> Budgets:
    return Budgets(REFILL)


@pytest.fixture
def usual_rate(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As it is when nobody has set anything, and no time passes in which points come back."""
    monkeypatch.delenv("TANLU_COST_REFILL")
    monkeypatch.setattr(budget, "time", SimpleNamespace(monotonic=lambda: 0.0))
    _forget()
    assert settings().cost_refill == REFILL
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    settings.cache_clear()
    budgets.cache_clear()


def refused(purse: Budgets, points: int, now: float, payer: str = "mei") -> Refused:
    with pytest.raises(Refused) as caught:
        purse.spend(payer, points, now)
    return caught.value


def test_a_bucket_is_full_at_first_and_empty_when_spent(purse: Budgets) -> None:
    assert purse.spend("mei", 1_500, 0.0).remaining == 500
    assert purse.spend("mei", 500, 0.0).remaining == 0
    refusal = refused(purse, 1, 0.0)
    assert (refusal.status, refusal.code, refusal.headers["Retry-After"]) == (
        429,
        "RATE_LIMITED",
        "1",
    )


def test_points_come_back_as_time_passes(purse: Budgets) -> None:
    purse.spend("mei", FULL, 0.0)
    assert refused(purse, 250, 2.4).headers["Retry-After"] == "1"
    assert purse.spend("mei", 250, 2.5).remaining == 0
    assert purse.spend("mei", 1, 1_000.0).remaining == FULL - 1


def test_whoever_waits_as_told_is_served(purse: Budgets) -> None:
    for points in (1, 7, 333, 1_999, 2_000, 5_000):
        now = 1_000.0 * points
        purse.spend("mei", FULL, now)
        wait = int(refused(purse, points, now).headers["Retry-After"])
        refused(purse, points, now + wait - 1)
        purse.spend("mei", points, now + wait)


def test_a_refusal_costs_nothing(purse: Budgets) -> None:
    purse.spend("mei", 1_990, 0.0)
    for _ in range(100):
        refused(purse, 11, 0.0)
    assert purse.spend("mei", 10, 0.0).remaining == 0


def test_what_is_dearer_than_a_bucket_waits_for_a_full_one(purse: Budgets) -> None:
    assert purse.spend("mei", 5_000, 0.0).remaining == 0
    assert refused(purse, 1, 29.9).headers["Retry-After"] == "1"
    assert purse.spend("mei", 1, 30.1).remaining == 9
    assert refused(purse, 5_000, 40.0).headers["Retry-After"] == "11"
    assert purse.spend("mei", 5_000, 51.0).full_in == 50.0


def test_nothing_is_free(purse: Budgets) -> None:
    assert purse.spend("mei", 0, 0.0).remaining == FULL - 1


def test_nobody_spends_for_another(purse: Budgets) -> None:
    purse.spend("mei", FULL, 0.0)
    assert purse.spend("omar", FULL, 0.0).remaining == 0
    refused(purse, 1, 0.0, "mei")


def test_memory_is_bounded() -> None:
    purse = Budgets(REFILL, at_most=3)
    for number in range(100):
        purse.spend(number, 7, 0.0)
    left = [purse.spend(number, 1, 0.0).remaining for number in (99, 98, 97, 96)]
    assert [FULL - each for each in left] == [8, 8, 8, 1]


def test_the_headers_say_how_it_stands(purse: Budgets) -> None:
    assert purse.spend("mei", 250, 0.0).headers() == {
        "RateLimit-Policy": '"cost";q=2000;w=20',
        "RateLimit": '"cost";r=1750;t=3',
    }


async def ask(http: httpx2.AsyncClient, query: str, **headers: str) -> httpx2.Response:
    return await http.post("/graphql", json={"query": query}, headers=headers)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


async def asked_before(http: httpx2.AsyncClient, question: str, who: dict[str, str]) -> None:
    """What is new to us costs more; this makes it known, and nobody poorer."""
    await ask(http, question, **who)
    budgets.cache_clear()


@pytest.mark.usefixtures("usual_rate")
async def test_told_three_ways(http: httpx2.AsyncClient, cast: Cast) -> None:
    omar = await bearer(cast, cast.omar)
    question = "{rateLimit{cost limit remaining resetAt} people(first:100){nodes{name}}}"
    await asked_before(http, question, omar)
    answer = await ask(http, question, **omar)
    told: Any = answer.json()
    shown, cost = told["data"]["rateLimit"], told["extensions"]["cost"]
    # The field's own object, the connection, and a hundred people.
    assert (shown["cost"], shown["limit"], shown["remaining"]) == (102, FULL, FULL - 102)
    assert (cost["requested"], cost["limit"], cost["remaining"]) == (102, FULL, FULL - 102)
    assert answer.headers["ratelimit-policy"] == '"cost";q=2000;w=20'
    assert answer.headers["ratelimit"] == '"cost";r=1898;t=2'
    in_a_second = clock.now() + timedelta(seconds=1.02)
    for moment in (_moment(shown["resetAt"]), _moment(cost["resetAt"])):
        assert abs(moment - in_a_second) < timedelta(seconds=20)


@pytest.mark.usefixtures("usual_rate")
@pytest.mark.parametrize("media", ["application/json", "application/graphql-response+json"])
async def test_over_it_nothing_runs(http: httpx2.AsyncClient, cast: Cast, media: str) -> None:
    wei = await bearer(cast, cast.wei)
    # In debt for half a minute, so that a slow machine does not see it paid off.
    budgets().spend((cast.place.tenant_id, cast.wei.id), FULL + 3_000)
    hire = 'mutation{addPerson(input:{name:"New",email:"new@acme.test"}){person{id}}}'
    answer = await ask(http, hire, Accept=media, **wei)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, answer.headers["content-type"]) == (429, media)
    wait = answer.headers["retry-after"]
    assert 20 <= int(wait) <= 31
    assert answer.headers["ratelimit"].startswith('"cost";r=')
    assert error["extensions"]["code"] == "RATE_LIMITED"
    assert f"ask again in {wait} s" in error["message"]
    mei = await bearer(cast, cast.mei)
    counted = await ask(http, "{people(first:1){totalCount}}", **mei)
    assert counted.json()["data"]["people"]["totalCount"] == 6


@pytest.mark.usefixtures("usual_rate")
async def test_a_person_has_one_budget_by_whatever_way_in(
    http: httpx2.AsyncClient, cast: Cast
) -> None:
    first, second = await bearer(cast, cast.omar), await bearer(cast, cast.omar)
    await sign_in(http, cast, cast.omar)
    question = "{people(first:100){nodes{name}}}"
    await asked_before(http, question, first)
    left = [
        (await ask(http, question, **headers)).json()["extensions"]["cost"]["remaining"]
        for headers in (first, second, OURS)
    ]
    assert left == [FULL - 101, FULL - 202, FULL - 303]


@pytest.mark.usefixtures("usual_rate")
async def test_each_program_has_its_own(http: httpx2.AsyncClient, cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.wei)) as work:
        secrets = [
            (
                await create_token(
                    work, kind=TokenKind.APP, name=name, scopes=["people:read"],
                    held=["people:read"], roles=[Role.ADMIN],
                    expires_at=work.now + timedelta(days=1),
                )
            ).secret
            for name in ("Payroll", "Reports")
        ]  # fmt: skip
    question = "{people(first:100){nodes{name}}}"
    await asked_before(http, question, {"Authorization": f"Bearer {secrets[0]}"})
    left = [
        (await ask(http, question, Authorization=f"Bearer {secret}")).json()["extensions"]["cost"]
        for secret in secrets
    ]
    assert [each["remaining"] for each in left] == [FULL - 101, FULL - 101]


INVALID = ["{nothing}", "{people(first:500){totalCount}}", "{", "query A{viewer{name}", "{a a"]


@pytest.mark.usefixtures("usual_rate")
@pytest.mark.parametrize("query", INVALID)
async def test_what_is_refused_costs_ten_points(
    http: httpx2.AsyncClient, cast: Cast, query: str
) -> None:
    omar = await bearer(cast, cast.omar)
    await asked_before(http, query, omar)
    await asked_before(http, "{rateLimit{remaining}}", omar)
    assert "errors" in (await ask(http, query, **omar)).json()
    answer = await ask(http, "{rateLimit{remaining}}", **omar)
    assert answer.json()["data"]["rateLimit"]["remaining"] == FULL - 10 - 1


@pytest.mark.usefixtures("usual_rate")
@pytest.mark.parametrize("query", ["{nothing}", "{viewer{name}}", "{"])
async def test_without_a_point_nothing_is_even_read(
    http: httpx2.AsyncClient, cast: Cast, query: str
) -> None:
    omar = await bearer(cast, cast.omar)
    payer = (cast.place.tenant_id, cast.omar.id)
    budgets().fine(payer, FULL + 500)
    answer = await ask(http, query, **omar)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "6")
    assert answer.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
    unread = {**omar, "Content-Type": "application/json"}
    assert (await http.post("/graphql", content=b"{", headers=unread)).status_code == 429
    with pytest.raises(Refused) as caught:
        budgets().require(payer)
    assert caught.value.headers["Retry-After"] == "6", "a refusal costs nothing"
