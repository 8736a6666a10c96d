"""Each limit lets its own number pass, refuses one more, and says the number in both languages."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from graphql import GraphQLSchema, get_introspection_query

from api.graphql.serving import documents, limits
from api.graphql.serving.budget import FILLS_IN
from api.graphql.serving.document import Document as Known
from api.graphql.serving.document import read
from api.graphql.serving.documents import Reading
from api.middleware import LARGEST_BODY, LONGEST_SECONDS
from api.refusals import Code
from infra.settings import ROOT, Settings
from tests.api.graphql.small import ask, client, schema

Document = Callable[[int], str]


def nested(depth: int) -> str:
    return "{goal" + "{parent" * (depth - 2) + "{title}" + "}" * (depth - 1)


def aliases(count: int) -> str:
    return "{" + " ".join(f"a{number}:word" for number in range(count)) + "}"


def tokens(count: int) -> str:
    """A list of numbers for a default that nobody needs, and 21 tokens around it."""
    return "query($x:[Int]=[" + "7 " * (count - 21) + "]){word(of:$x)}"


def mutations(count: int) -> str:
    asked = [f'a{number}:rename(title:"x")' for number in range(count)]
    return "mutation{" + " ".join(asked) + "}"


def directives(count: int) -> str:
    pairs = [f"a{number}:word@skip(if:false)@include(if:true)" for number in range(count // 2)]
    return "{" + " ".join(pairs) + " word@skip(if:false)" * (count % 2) + "}"


def source(length: int) -> str:
    return "{word}" + " " * (length - 6)


def fragments(count: int) -> str:
    spread = " ".join(f"...F{number}" for number in range(count))
    defined = " ".join(f"fragment F{number} on Query{{word}}" for number in range(count))
    return f"{{{spread}}} {defined}"


def page(size: int) -> str:
    return f"{{goals(first:{size}){{totalCount}}}}"


def cost(points: int) -> str:
    """A page costs one for itself and one for each of its goals: nine pages of 100, and a rest."""
    sizes = [100] * 9 + [points - 9 * 101 - 1]
    pages = [f"p{n}:goals(first:{size}){{nodes{{title}}}}" for n, size in enumerate(sizes)]
    return "{" + " ".join(pages) + "}"


EDGES = [
    ("depth", nested, limits.DEPTH),
    ("aliases", aliases, limits.ALIASES),
    ("tokens", tokens, limits.TOKENS),
    ("mutations", mutations, limits.MUTATIONS),
    ("fragments", fragments, limits.FRAGMENTS),
    ("directives", directives, limits.DIRECTIVES),
    ("source", source, limits.SOURCE),
    ("page", page, limits.PAGE),
    ("cost", cost, limits.COST),
]


@pytest.mark.parametrize(("limit", "document", "allowed"), EDGES, ids=[edge[0] for edge in EDGES])
async def test_the_limit_itself_passes(limit: str, document: Document, allowed: int) -> None:
    refused = await ask(document(allowed))
    assert limit not in {error["extensions"].get("limit") for error in refused.get("errors", [])}


@pytest.mark.parametrize(("limit", "document", "allowed"), EDGES, ids=[edge[0] for edge in EDGES])
async def test_one_more_is_refused(limit: str, document: Document, allowed: int) -> None:
    answer = await ask(document(allowed + 1))
    (error,) = errors_of(answer)
    assert (answer["status"], "data" in answer) == (400, False)
    assert (error["extensions"]["limit"], error["extensions"]["allowed"]) == (limit, allowed)
    assert f"{allowed:,}" in error["message"]


@pytest.mark.parametrize("limit", limits.WORDS)
def test_each_limit_names_its_number_in_both_languages(limit: str) -> None:
    refusal = limits.beyond(limit, 1234, 1300)
    assert "1,234" in refusal.sentence("en")
    assert "1,234" in refusal.sentence("zh-CN")
    assert refusal.sentence("en") != refusal.sentence("zh-CN")


def test_the_page_for_callers_says_these_numbers() -> None:
    told = (ROOT / "docs" / "calling.md").read_text(encoding="utf-8")
    refill = Settings.model_fields["cost_refill"].default
    source, body = limits.SOURCE // 1024, LARGEST_BODY // 1024
    rows = [
        f"| cost of one operation | {limits.COST:,} points; {limits.TRUSTED_COST:,} for",
        f"| points saved up, points coming back | {refill * FILLS_IN:,}; {refill} a second",
        f"| page (`first`, `last`, `ids`) | {limits.PAGE} |",
        f"| depth, aliases, fragments | {limits.DEPTH}, {limits.ALIASES}, {limits.FRAGMENTS} |",
        f"| tokens, source, body | {limits.TOKENS:,}; {source} KiB; {body} KiB |",
        f"| mutations in a document | {limits.MUTATIONS} |",
        f"| time | {LONGEST_SECONDS:.0f} s |",
        *(f"`{code}`" for code in Code),
    ]
    assert [row for row in rows if row not in told] == []


async def test_four_directives_at_one_place() -> None:
    (error,) = errors_of(await ask("{word" + "@skip(if:false)" * 4 + "}"))
    assert error["extensions"]["limit"] == "directivesAtOnePlace"


async def test_selections_without_fields_do_not_nest_forever() -> None:
    (error,) = errors_of(await ask("{" + "...{" * 60 + "word" + "}" * 61))
    assert error["extensions"]["limit"] == "nesting"


async def test_aliases_count_where_a_fragment_is_spread() -> None:
    document = "{goal{...F} b:goal{...F}} fragment F on Goal{" + aliases(16)[1:]
    (error,) = errors_of(await ask(document.replace("word", "title")))
    assert error["extensions"] | {"requestId": ""} == {
        "code": "BAD_USER_INPUT",
        "requestId": "",
        "limit": "aliases",
        "allowed": 30,
        "found": 33,
    }


async def test_a_fragment_bomb_is_refused_unexploded() -> None:
    """Fragments that each spread the next one twice: unfolded, they double at each step."""
    bomb = "".join(
        f"fragment F{n} on Goal{{parts{{...F{n + 1}}} p:parts{{...F{n + 1}}}}}" for n in range(8)
    )
    answer = await ask("{goal{...F0}}" + bomb + "fragment F8 on Goal{title}")
    assert errors_of(answer)[0]["extensions"]["limit"] == "aliases"
    bomb = "".join(f"fragment F{n} on Goal{{...F{n + 1} parts{{...F{n + 1}}}}}" for n in range(9))
    answer = await ask("{goal{...F0}}" + bomb + "fragment F9 on Goal{title}")
    assert errors_of(answer)[0]["extensions"]["limit"] == "cost"


async def test_a_fragment_that_spreads_itself() -> None:
    (error,) = errors_of(await ask("{goal{...F}} fragment F on Goal{...F}"))
    assert error["message"] == "Cannot spread fragment 'F' within itself."


PAGES: list[tuple[Mapping[str, Any], int | None]] = [
    ({}, None),
    ({"n": 100}, 100),
    ({"n": 101}, None),
    ({"n": -1}, None),
    ({"n": 0}, 0),
]


@pytest.mark.parametrize(("variables", "total"), PAGES[1:])
async def test_a_page_by_variable(variables: Mapping[str, Any], total: int | None) -> None:
    answer = await ask("query($n:Int){goals(first:$n){totalCount}}", variables=variables)
    if total is None:
        assert errors_of(answer)[0]["extensions"]["limit"] == "page"
    else:
        assert answer["data"] == {"goals": {"totalCount": total}}


async def test_a_page_by_default_of_a_variable() -> None:
    answer = await ask("query($n:Int=500){goals(first:$n){totalCount}}")
    assert errors_of(answer)[0]["extensions"]["found"] == 500


async def test_ids_are_a_page_too() -> None:
    document = "query($ids:[ID!]!){nodes(ids:$ids){title}}"
    answer = await ask(document, variables={"ids": ["x"] * 101})
    assert errors_of(answer)[0]["extensions"]["found"] == 101


async def test_a_connection_without_a_size_costs_a_page_of_fifty() -> None:
    inner = "children{children{title}}"
    (error,) = errors_of(await ask(f"{{goals{{nodes{{{inner}}}}}}}"))
    # One connection; 50 goals, each 1 and 50 children, each 1 and 50 children.
    assert error["extensions"]["found"] == 1 + 50 * (1 + 50 * (1 + 50 * 1))
    assert error["extensions"]["code"] == "MAX_COST_EXCEEDED"


async def test_the_usual_introspection_passes() -> None:
    assert "errors" not in await ask(get_introspection_query())


async def test_introspection_is_not_free() -> None:
    many = " ".join(f"a{number}:__schema{{description}}" for number in range(21))
    (error,) = errors_of(await ask("{" + many + "}"))
    assert error["extensions"]["found"] == 21 * 50


async def test_a_hundred_times_the_same_document_is_read_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sources: list[str] = []

    def reading(schema: GraphQLSchema, source: str) -> Known:
        sources.append(source)
        return read(schema, source)

    monkeypatch.setattr(documents, "read", reading)
    async with client() as http:
        for _ in range(100):
            await http.post("/graphql", json={"query": "{word goal{title word:title}}"})
    assert sources == ["{word goal{title word:title}}"]


def test_the_reading_is_made_anew_for_each_request() -> None:
    assert schema.get_extensions()[1] is not schema.get_extensions()[1]
    assert isinstance(schema.get_extensions()[1], Reading)


def errors_of(answer: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer["errors"]
    return found
