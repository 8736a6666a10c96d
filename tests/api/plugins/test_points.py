"""What plugins spend: a bucket of their own, and a refusal that OAuth libraries can read."""

from collections.abc import Iterator

import httpx2
import pytest

from api.graphql.serving.budget import budgets
from infra.settings import settings
from tests.api.conftest import bearer
from tests.api.plugins.conftest import Home, ask_token, installed
from tests.api.plugins.consenting import acting_plugin, ask, pair_for, send
from tests.people import Cast

MANY = "{ people(first: 100) { nodes { id } } }"


@pytest.fixture
def ten_a_second(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two hundred points at most."""
    monkeypatch.setenv("TANLU_COST_REFILL", "10")
    settings.cache_clear()
    budgets.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()
    budgets.cache_clear()


@pytest.mark.usefixtures("ten_a_second")
async def test_too_many_tokens_are_refused_as_oauth_says_it(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    plugin, other = await installed(cast, home), await installed(cast, home, id="dev.acme.other")
    answers = [await ask_token(http, plugin) for _ in range(6)]
    assert [each.status_code for each in answers][:4] == [200] * 4
    refused = answers[-1]
    assert refused.status_code == 429
    assert set(refused.json()) == {"error", "error_description"}
    assert refused.json()["error"] == "temporarily_unavailable"
    assert 1 <= int(refused.headers["retry-after"]) <= 5
    assert refused.headers["ratelimit"].startswith('"cost";r=')
    given_back = await send(http, plugin, "revoke", token="tanlu_plugin_x")
    assert given_back.status_code in {200, 429}
    assert (await ask_token(http, other)).status_code == 200


@pytest.mark.usefixtures("ten_a_second")
async def test_who_acts_for_a_person_does_not_spend_the_person_s(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    plugin = await acting_plugin(cast, home)
    token = (await pair_for(http, cast, home, plugin, cast.omar))["access_token"]
    answers = [await ask(http, token, MANY) for _ in range(10)]
    assert answers[-1] == "RATE_LIMITED"
    own = (await bearer(cast, cast.omar))["Authorization"].removeprefix("Bearer ")
    assert len((await ask(http, own, MANY))["people"]["nodes"]) == 6
    others = (await pair_for(http, cast, home, plugin, cast.ana))["access_token"]
    assert len((await ask(http, others, MANY))["people"]["nodes"]) == 6
