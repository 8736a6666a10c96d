"""What a plugin may for a person: token ∩ installation ∩ person, for every combination.

Three scopes in a token (8 ways), in the installation by now (8), held by six people: 384 cases of
three questions each. The oracle knows none of our code: whose goal and whose record there is.
"""

from collections.abc import Iterator
from itertools import combinations
from uuid import UUID

import httpx2
import pytest

from api import auth
from domain.actor import Actor
from domain.people.person import Person
from infra.database import Place
from tenants.client import client_of
from tenants.refresh_token import issue_for, spend_refresh_token
from tenants.work import open_work
from tests.api.plugins.conftest import Home
from tests.api.plugins.consenting import acting_plugin, ask, pair_for
from tests.builders import a_proposed_goal
from tests.people import Cast
from tests.talks import shared

QUESTIONS = {
    "people:read": "people(first: 1) { totalCount }",
    "goals:read": "goals(first: 1) { totalCount }",
    "records:read": "records(first: 1) { totalCount }",
}
"""The field that a scope opens: whoever lacks it is refused, whoever has it is told how many."""
SEES = {
    "Mei": {"people:read": 6, "goals:read": 1, "records:read": 1},
    "Omar": {"people:read": 6, "goals:read": 1, "records:read": 1},
    "Ana": {"people:read": 6, "goals:read": 0, "records:read": 0},
    "Ivan": {"people:read": 6, "goals:read": 0, "records:read": 0},
    "Hua": {"people:read": 6, "goals:read": 1, "records:read": 1},
    "Wei": {"people:read": 6, "goals:read": 0, "records:read": 1},
}
"""Omar has a goal, and a record with Mei; HR sees both, an admin that there is a record."""


def subsets() -> Iterator[frozenset[str]]:
    for size in range(len(QUESTIONS) + 1):
        for each in combinations(sorted(QUESTIONS), size):
            yield frozenset(each)


def expected(person: str, token: frozenset[str], installation: frozenset[str]) -> dict[str, object]:
    both = token & installation
    return {scope: SEES[person][scope] if scope in both else "FORBIDDEN" for scope in QUESTIONS}


@pytest.mark.parametrize("name", list(SEES))
async def test_never_more_than_all_three_allow(
    http: httpx2.AsyncClient, cast: Cast, home: Home, name: str
) -> None:
    await a_proposed_goal(cast)
    await shared(cast)
    who: Person = getattr(cast, name.lower())
    plugin = await acting_plugin(cast, home)
    pair = await pair_for(http, cast, home, plugin, who)
    tokens = await _tokens(cast.place, plugin.installation.id, pair["refresh_token"])
    wrong = []
    for installation in subsets():
        await _narrow(cast.place, plugin.installation.id, installation)
        for scopes, secret in tokens.items():
            told = {
                scope: _count(await ask(http, secret, f"{{ {question} }}"))
                for scope, question in QUESTIONS.items()
            }
            if told != expected(name, scopes, installation):
                wrong.append((name, sorted(scopes), sorted(installation), told))
    assert wrong == []


def _count(answer: object) -> object:
    if isinstance(answer, dict):
        [connection] = answer.values()
        return connection["totalCount"]
    return answer


async def _tokens(place: Place, client_id: UUID, refresh: str) -> dict[frozenset[str], str]:
    """One with each subset, the empty one as well, which no request could get."""
    made: dict[frozenset[str], str] = {}
    for scopes in subsets():
        async with open_work(place, Actor.system()) as work:
            client = await client_of(work, client_id)
            assert client
            delegation = await spend_refresh_token(work, client, refresh)
            assert delegation
            pair = issue_for(work, client, delegation, scopes, may_refresh=True)
        assert pair.refresh
        made[scopes], refresh = pair.access.secret, pair.refresh
    return made


async def _narrow(place: Place, client_id: UUID, scopes: frozenset[str]) -> None:
    async with open_work(place, Actor.system()) as work:
        client = await client_of(work, client_id)
        assert client
        client.scopes = sorted(scopes)
    auth.forget_all()
