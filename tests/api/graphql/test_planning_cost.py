"""Making a plan costs points, happens beside the loop, and is kept for whoever means the same."""

import asyncio
import threading
from typing import Any

import httpx2
import pytest
from graphql import GraphQLEnumType

from api.graphql import shaping_rules
from api.graphql.context import Context
from api.graphql.planner import plan as plans
from api.graphql.planner.arguments import COULD_BE_ENUM, rough_shape_of
from api.graphql.planner.kept import PlanMemory
from api.graphql.planner.plan import Plan
from api.graphql.schema import schema
from api.graphql.serving import documents as reading
from api.graphql.serving.budget import Budgets
from api.graphql.serving.document import Document, read
from api.graphql.serving.variables_cost import points_of_values
from api.graphql.shaping import Shaping
from domain.base import new_id
from infra.off_loop import OffLoop
from tests.api.conftest import bearer
from tests.people import Cast

CORE = schema._schema  # noqa: SLF001 - graphql-core's own schema


async def cost_of(http: httpx2.AsyncClient, query: str, **variables: Any) -> int:  # noqa: ANN401
    answer = await http.post("/graphql", json={"query": query, "variables": variables})
    told: int = answer.json()["extensions"]["cost"]["requested"]
    return told


async def refusal_of(http: httpx2.AsyncClient, query: str, **variables: Any) -> dict[str, Any]:  # noqa: ANN401
    answer = await http.post("/graphql", json={"query": query, "variables": variables})
    told: dict[str, Any] = answer.json()["errors"][0]["extensions"]
    return told


@pytest.fixture
async def omar(http: httpx2.AsyncClient, cast: Cast) -> httpx2.AsyncClient:
    http.headers.update(await bearer(cast, cast.omar))
    return http


async def test_a_plan_is_paid_for_once(omar: httpx2.AsyncClient) -> None:
    asked = "query Once{people(first:0){nodes{name title goals(first:0){nodes{title}}}}}"
    first = await cost_of(omar, asked)
    again = await cost_of(omar, asked)
    assert again == 1 + 1 + 1 + 1, "two connections and the nodes that they may have"
    assert first >= again + 5


async def test_the_same_in_other_words_is_read_and_not_planned_anew(
    omar: httpx2.AsyncClient,
) -> None:
    asked = "query Same($n:Int!){people(first:$n){nodes{name email title reports(first:1)%s}}}"
    asked = asked % "{nodes{name email title joinedOn}}"
    await cost_of(omar, asked, n=1)
    known = await cost_of(omar, asked, n=1)
    spaced = await cost_of(omar, asked.replace("{", " { ").replace("Same", "Other") + "#", n=2)
    other = await cost_of(omar, asked.replace("nodes{name email", "nodes{called:name email"), n=1)
    text = read(CORE, asked)
    assert known == 1 + 1 + 1 + 1
    assert spaced == 1 + 2 * (1 + 1 + 1) + text.reading
    assert other == known + text.reading + text.planning[0]


async def test_another_shape_of_the_variables_is_another_plan(omar: httpx2.AsyncClient) -> None:
    asked = (
        "query Shape($a:String){people(first:1,after:$a){nodes{name goals(first:1){nodes{id}}}}}"
    )
    await cost_of(omar, asked)
    assert await cost_of(omar, asked) < await cost_of(omar, asked, a=None)
    assert await cost_of(omar, asked) == await cost_of(omar, asked, a=None)


async def test_what_cannot_be_planned_is_paid_for_each_time(omar: httpx2.AsyncClient) -> None:
    asked = "query Never{people{nodes{name goals(first:1){nodes{title}}}}}"
    costs = [await cost_of(omar, asked) for _ in range(3)]
    assert costs[0] > costs[1] == costs[2]
    assert costs[1] == read(CORE, asked).planning[0] + 1 + 50 * (1 + 1 + 1)


async def test_documents_and_plans_are_made_beside_the_loop(
    omar: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_in: list[str] = []

    def noting(made: Any) -> Any:  # noqa: ANN401 - either of the two
        def make(*given: Any) -> Any:  # noqa: ANN401 - as above
            made_in.append(threading.current_thread().name)
            return made(*given)

        return make

    monkeypatch.setattr(reading, "read", noting(reading.read))
    monkeypatch.setattr(plans, "_make", noting(plans._make))
    await cost_of(omar, "query Beside{people(first:1){nodes{id name}}}")
    add = 'mutation Beside{addPerson(input:{name:"x",email:"x@acme.test"}){person{id}}}'
    await cost_of(omar, add)
    assert len(made_in) >= 3
    assert {name.rpartition("_")[0] for name in made_in} == {"planner"}


BOMB = "query{viewer{...f0}} fragment f45 on Person{name} " + " ".join(
    f"fragment f{n} on Person{{...f{n + 1} ...f{n + 1} ...f{n + 1}}}" for n in range(45)
)


async def test_the_four_documents_that_cost_nothing(omar: httpx2.AsyncClient) -> None:
    goals = "goals(first:0){totalCount nodes{id title why measure state progress}}"
    wide = "{people(first:0){nodes{%s}}}" % " ".join(f"g{n}:{goals}" for n in range(20))  # noqa: UP031
    assert await cost_of(omar, wide) > 200
    nodes = " ".join(f"a{n}:node(id:$i){{id}}" for n in range(30))
    assert await cost_of(omar, f"query($i:ID!){{{nodes}}}", i=str(new_id())) > 30 * 9 + 70
    assert await cost_of(omar, f"query($i:ID!){{{nodes}}}", i=str(new_id())) >= 30 * 9
    listed = "query($s:[GoalState!]){goals(first:1,filter:{states:$s}){nodes{id}}}"
    many = await refusal_of(omar, listed, s=["ACTIVE"] * 20_000)
    assert (many["code"], many["limit"]) == ("MAX_COST_EXCEEDED", "cost")
    bomb = await refusal_of(omar, BOMB)
    assert (bomb["code"], bomb["limit"], bomb["allowed"]) == ("BAD_USER_INPUT", "selections", 5_000)


async def test_values_that_were_looked_through_in_vain_cost(
    omar: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    fined: list[int] = []
    monkeypatch.setattr(Context, "fine", lambda _, points: fined.append(points))
    listed = "query Vain($s:[GoalState!]){goals(first:1,filter:{states:$s}){nodes{id}}}"
    for _ in range(2):
        await refusal_of(omar, listed, s=["ACTIVE"] * 20_000)
    assert fined == [10 + 100 + read(CORE, listed).reading, 10 + 100]


async def test_to_count_is_to_look_at_all_of_them(omar: httpx2.AsyncClient) -> None:
    for asked, points in (
        ("{people(first:1){totalCount}}", 6),
        ("{people(first:1){edges{cursor}}}", 2),
    ):
        await cost_of(omar, asked)
        assert await cost_of(omar, asked) == points


@pytest.mark.parametrize(
    ("variables", "points"),
    [
        ({}, 0),
        ({"ids": ["x"] * 99}, 0),
        ({"ids": ["x"] * 109}, 1),
        ({"ids": ["x"] * 20_000}, 1_990),
        ({"input": {"points": [{"day": 1, "value": 2}] * 50}}, 50),
        ({"input": {"items": [{"details": dict.fromkeys(map(str, range(20)))}] * 500}}, 500 + 40),
        ({"input": {"details": dict.fromkeys(map(str, range(1_130)))}}, 100),
        ({"input": [[{"a": {"b": [1]}}]]}, 1),
    ],
)
def test_rows_and_long_lists_in_variables_cost(variables: dict[str, Any], points: int) -> None:
    assert points_of_values(variables) == points


def test_names_of_enums_are_told_apart_before_their_types_are_known() -> None:
    kinds = [each for each in CORE.type_map.values() if isinstance(each, GraphQLEnumType)]
    names = {name for kind in kinds if not kind.name.startswith("__") for name in kind.values}
    assert all(COULD_BE_ENUM.fullmatch(name) for name in names)
    assert rough_shape_of({"a": "ACTIVE"}) != rough_shape_of({"a": "CLOSED"})
    assert rough_shape_of({"a": "omar"}) == rough_shape_of({"a": "mei"})
    deep: Any = 1
    for _ in range(100_000):
        deep = {"a": deep}
    rough_shape_of({"a": deep})


async def test_who_asks_for_much_waits_for_themselves() -> None:
    off_loop, order = OffLoop("test"), []
    jobs = [("greedy", n) for n in range(5)] + [("modest", 0)]
    await asyncio.gather(
        *(off_loop.run(who, lambda each=(who, n): order.append(each)) for who, n in jobs)
    )
    assert order.index(("modest", 0)) <= 1
    assert [n for who, n in order if who == "greedy"] == [0, 1, 2, 3, 4]
    with pytest.raises(ZeroDivisionError):
        await off_loop.run("modest", lambda: 1 / 0)


async def test_what_is_kept_is_bounded() -> None:
    memory = PlanMemory(operations=3, letters=100)

    def plan() -> Plan:
        return Plan("x" * 40, (), {}, {})

    for number in range(3):
        await memory.of(number, None).get("field", plan)
    assert [memory.knows(number) for number in range(3)] == [False, True, True]
    for number in range(3, 6):
        memory.of(number, None)
    assert [memory.knows(number) for number in range(6)] == [False, False, False, True, True, True]


async def test_a_webhooks_document_is_read_beside_the_loop_and_paid_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read_in: list[str] = []
    fined: list[tuple[object, int]] = []

    def noting(*given: Any) -> Document:  # noqa: ANN401 - as `read`
        read_in.append(threading.current_thread().name)
        return read(*given)

    monkeypatch.setattr(shaping_rules, "read", noting)
    monkeypatch.setattr(Budgets, "fine", lambda _, *given: fined.append(given))
    document = "query($id: ID!) { goal(id: $id) { title } }"
    assert await Shaping().scopes_beside(document, "payer") == {"goals:read"}
    assert [name.rpartition("_")[0] for name in read_in] == ["planner"]
    assert fined == [("payer", 1)]
