"""What the planner answers, told with the cast; the property test compares it at random."""

from typing import Any

import orjson
from sqlalchemy import Select, literal_column, select
from sqlalchemy.dialects.postgresql import asyncpg

from api.graphql.planner.building import as_object
from domain.actor import Actor
from infra.database import Place
from tenants.work import open_reading
from tests.asking import Asking
from tests.people import Cast


def mei(cast: Cast) -> Asking:
    return Asking(cast.place, Actor.person(cast.mei.id))


async def test_relations_nest_and_aliases_name_them(cast: Cast) -> None:
    answer = await mei(cast).ask(
        "{ me: viewer { name manager { name } reports(first: 10)"
        " { totalCount nodes { called: name manager { name __typename } } } } }"
    )
    boss = {"name": "Mei", "__typename": "Person"}
    assert answer == {
        "me": {
            "name": "Mei",
            "manager": None,
            "reports": {
                "totalCount": 2,
                "nodes": [{"called": "Ana", "manager": boss}, {"called": "Omar", "manager": boss}],
            },
        }
    }


PAGES = """
    query pages($first: Int, $last: Int, $after: String, $before: String, $by: PersonOrder) {
        people(first: $first, last: $last, after: $after, before: $before, orderBy: $by) {
            nodes { name }
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        }
    }
"""


async def names_of_all_pages(asking: Asking, size: int, **more: str) -> list[str]:
    names: list[str] = []
    after = None
    while True:
        page = (await asking.ask(PAGES, first=size, after=after, **more))["people"]
        names += [node["name"] for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            return names
        after = page["pageInfo"]["endCursor"]


async def test_pages_join_up(cast: Cast) -> None:
    everyone = ["Ana", "Hua", "Ivan", "Mei", "Omar", "Wei"]
    assert await names_of_all_pages(mei(cast), 1) == everyone
    assert await names_of_all_pages(mei(cast), 4, by="NAME_DESC") == everyone[::-1]


async def test_the_last_page_reads_backwards_and_shows_forwards(cast: Cast) -> None:
    last = (await mei(cast).ask(PAGES, last=2))["people"]
    assert [node["name"] for node in last["nodes"]] == ["Omar", "Wei"]
    assert (last["pageInfo"]["hasPreviousPage"], last["pageInfo"]["hasNextPage"]) == (True, False)
    before = (await mei(cast).ask(PAGES, last=2, before=last["pageInfo"]["startCursor"]))["people"]
    assert [node["name"] for node in before["nodes"]] == ["Ivan", "Mei"]
    assert before["pageInfo"]["hasNextPage"] is True


async def test_the_end_cursor_alone_leaves_the_page_in_order(cast: Cast) -> None:
    document = "{ people(first: 3) { nodes { name } pageInfo { endCursor } } }"
    people = (await mei(cast).ask(document))["people"]
    assert [node["name"] for node in people["nodes"]] == ["Ana", "Hua", "Ivan"]
    rest = (await mei(cast).ask(PAGES, first=2, after=people["pageInfo"]["endCursor"]))["people"]
    assert [node["name"] for node in rest["nodes"]] == ["Mei", "Omar"]


async def test_parts_of_a_page_may_be_asked_alone(cast: Cast) -> None:
    document = """
        {
            more: people(first: 2) { pageInfo { hasNextPage } }
            start: people(last: 2) { pageInfo { startCursor } nodes { name } }
            kinds: people(first: 2) { edges { __typename } }
            none: people(first: 2, filter: {email: "?"}) { edges { __typename } }
        }
    """
    answer = await mei(cast).ask(document)
    start = answer["start"]["pageInfo"].pop("startCursor")
    assert answer == {
        "more": {"pageInfo": {"hasNextPage": True}},
        "start": {"pageInfo": {}, "nodes": [{"name": "Omar"}, {"name": "Wei"}]},
        "kinds": {"edges": [{"__typename": "PersonEdge"}, {"__typename": "PersonEdge"}]},
        "none": {"edges": []},
    }
    after = (await mei(cast).ask(PAGES, first=9, after=start))["people"]
    assert [node["name"] for node in after["nodes"]] == ["Wei"]


async def test_one_plan_serves_two_viewers_with_their_own_rows(cast: Cast) -> None:
    document = "{ viewer { name reports(first: 5) { nodes { name } } } }"
    seen = [
        await Asking(cast.place, Actor.person(person.id)).ask(document)
        for person in (cast.mei, cast.omar)
    ]
    assert [each["viewer"]["name"] for each in seen] == ["Mei", "Omar"]
    assert len(seen[0]["viewer"]["reports"]["nodes"]) == 2
    assert seen[1]["viewer"]["reports"]["nodes"] == []


async def test_fragments_and_directives_decide_what_is_asked(cast: Cast) -> None:
    document = """
        query ($yes: Boolean!, $id: ID!) {
            node(id: $id) { __typename ... on Person { ...known email @include(if: $yes) } }
        }
        fragment known on Person { name title @skip(if: $yes) }
    """
    ana = str(cast.ana.id)
    assert (await mei(cast).ask(document, yes=True, id=ana))["node"] == {
        "__typename": "Person",
        "name": "Ana",
        "email": "ana@acme.test",
    }
    assert (await mei(cast).ask(document, yes=False, id=ana))["node"] == {
        "__typename": "Person",
        "name": "Ana",
        "title": "Engineer",
    }


async def test_nodes_keep_the_order_of_their_ids(cast: Cast) -> None:
    ids = [str(cast.omar.id), str(cast.place.tenant_id), str(cast.ana.id)]
    answer = await mei(cast).ask(
        "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Person { name } } }", ids=ids
    )
    assert answer["nodes"] == [{"name": "Omar"}, None, {"name": "Ana"}]


async def test_more_fields_than_one_function_takes(acme: Place) -> None:
    made = as_object([(f"n{number}", literal_column(str(number))) for number in range(120)])
    async with open_reading(acme, Actor.system()) as reading:
        answer = await reading.connection.fetchval(_literally(select(made)))
    assert list(orjson.loads(answer).items()) == [(f"n{number}", number) for number in range(120)]


def _literally(statement: Select[Any]) -> str:
    return str(statement.compile(dialect=asyncpg.dialect(), compile_kwargs={"literal_binds": True}))


async def test_a_page_needs_a_size_within_bounds(cast: Cast) -> None:
    asking = mei(cast)
    assert await asking.refusals("{ people { nodes { name } } }") == [
        "Say how many rows: either first or last, from 0 to 100"
    ]
    assert await asking.refusals(PAGES, first=101) == ["A page holds 0 to 100 items"]
    assert await asking.refusals(PAGES, first=1, after="bm8=") == [
        "That cursor is not one this service gave out"
    ]


async def test_a_missing_scope_is_named(cast: Cast) -> None:
    asking = Asking(cast.place, Actor.person(cast.mei.id), scopes=frozenset({"goals:read"}))
    assert await asking.refusals("{ viewer { name } }") == [
        "Your access lacks the scope people:read"
    ]


async def test_a_refused_command_changes_nothing_and_says_why(cast: Cast) -> None:
    document = """
        mutation ($input: AddPersonInput!) {
            addPerson(input: $input) { person { name } userErrors { code field message } }
        }
    """
    taken = {"name": "Ana", "email": "ana@acme.test"}
    asking = Asking(cast.place, Actor.system(), locale="zh-CN")
    assert (await asking.ask(document, input=taken))["addPerson"] == {
        "person": None,
        "userErrors": [{"code": "CONFLICT", "field": ["email"], "message": "该邮箱地址已被使用"}],
    }
    assert (await asking.ask("{ people(first: 1) { totalCount } }"))["people"]["totalCount"] == 6
