"""The thirteen checks of graphql-cop, asked of ours as a stranger and as somebody with a token.

https://github.com/dolevf/graphql-cop: each check says what it would call a finding.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import orjson
import pytest

from tests.api.conftest import bearer
from tests.people import Cast

CIRCLE = "{__schema{types{fields{type{fields{type{fields{type{fields{type{name}}}}}}}}}}}"


async def posted(http: httpx2.AsyncClient, body: object) -> Any:  # noqa: ANN401 - JSON
    answer = await http.post("/graphql", json=body)
    return _read(answer)


async def got(http: httpx2.AsyncClient, query: str) -> Any:  # noqa: ANN401 - JSON
    return _read(await http.get("/graphql", params={"query": query}))


def _read(answer: httpx2.Response) -> Any:  # noqa: ANN401 - JSON
    try:
        return orjson.loads(answer.content)
    except orjson.JSONDecodeError:
        return {}


def _data(told: Any) -> Any:  # noqa: ANN401 - JSON
    return told.get("data") if isinstance(told, dict) else None


async def aliases(http: httpx2.AsyncClient) -> bool:
    query = "{" + " ".join(f"alias{n}:__typename" for n in range(101)) + "}"
    return bool((_data(await posted(http, {"query": query})) or {}).get("alias100"))


async def batch(http: httpx2.AsyncClient) -> bool:
    told = await posted(http, [{"query": "{__typename}"}] * 10)
    return isinstance(told, list) and len(told) >= 10


async def directives(http: httpx2.AsyncClient) -> bool:
    told = await posted(http, {"query": "{__typename" + "@aa" * 10 + "}"})
    return len(told.get("errors", [])) >= 10


async def duplicates(http: httpx2.AsyncClient) -> bool:
    return bool(_data(await posted(http, {"query": "{" + "__typename " * 500 + "}"})))


async def circle(http: httpx2.AsyncClient) -> bool:
    return bool(_data(await posted(http, {"query": CIRCLE})))


async def mutation_by_get(http: httpx2.AsyncClient) -> bool:
    return bool(_data(await got(http, "mutation{__typename}")))


async def query_by_get(http: httpx2.AsyncClient) -> bool:
    return bool(_data(await got(http, "{__typename}")))


async def form(http: httpx2.AsyncClient) -> bool:
    return bool(_data(_read(await http.post("/graphql", data={"query": "{__typename}"}))))


async def suggestions(http: httpx2.AsyncClient) -> bool:
    told = await posted(http, {"query": "{__schema{directive}}"})
    return any("did you mean" in each["message"].lower() for each in told["errors"])


async def explorer(http: httpx2.AsyncClient) -> bool:
    found = [
        await http.get(path, headers={"Accept": "text/html"})
        for path in ("/graphql", "/graphiql", "/playground", "/console")
    ]
    words = ("graphiql", "graphql playground", "react-dom")
    return any(
        word in each.text.lower() for each in found for word in words if each.status_code == 200
    )


async def introspection(http: httpx2.AsyncClient) -> bool:
    return bool(_data(await posted(http, {"query": "{__schema{types{name}}}"})))


async def tracing(http: httpx2.AsyncClient) -> bool:
    told = await posted(http, {"query": "{__typename}"})
    return "tracing" in (told.get("extensions") or {}) or "tracing" in str(told.get("errors"))


async def unhandled(http: httpx2.AsyncClient) -> bool:
    told = await posted(http, {"query": "qwerty cop{abc}"})
    return any(
        "exception" in each["extensions"] or "Traceback" in str(each) for each in told["errors"]
    )


Check = Callable[[httpx2.AsyncClient], Awaitable[bool]]
CHECKS: list[Check] = [
    aliases, batch, directives, duplicates, circle, mutation_by_get, query_by_get, form,
    suggestions, explorer, introspection, tracing, unhandled,
]  # fmt: skip
MEANT = {introspection, query_by_get}
"""For whoever has a token: a schema that is public to them anyway, and questions by GET, which a
browser's cookie alone never answers (tests/api/test_cross_site.py)."""


@pytest.mark.parametrize("finds", CHECKS, ids=lambda check: check.__name__)
async def test_a_stranger_finds_nothing(http: httpx2.AsyncClient, finds: Check) -> None:
    assert not await finds(http)


@pytest.mark.parametrize("finds", CHECKS, ids=lambda check: check.__name__)
async def test_a_token_finds_only_what_is_meant(
    http: httpx2.AsyncClient, cast: Cast, finds: Check
) -> None:
    http.headers.update(await bearer(cast, cast.omar))
    assert await finds(http) == (finds in MEANT)
