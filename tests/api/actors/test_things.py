"""Every kind of thing, by every way that leads to it, for every kind of actor."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from graphql import GraphQLObjectType, get_named_type

from api.graphql.planner.planning import view_of
from api.graphql.schema import schema
from tests.api.actors.actor import PEOPLE, SCOPES, Who
from tests.api.actors.company import Company
from tests.api.actors.conftest import Companies
from tests.api.actors.rows import changed
from tests.api.actors.table.things import NO_THING, THINGS

CORE = schema._schema  # noqa: SLF001 - graphql-core's own schema
QUERIES = CORE.query_type.fields if CORE.query_type else {}
NODE = CORE.type_map["Node"]
KINDS = {each.name: each for each in CORE.get_possible_types(NODE)}  # type: ignore[arg-type]
FOR_ALL_KINDS = {
    "node": "{node(id:$id){__typename id}}",
    "nodes": "{nodes(ids:[$id]){__typename id}}",
}


def kind_behind(name: str) -> GraphQLObjectType:
    """What a root field leads to, one or many of it."""
    named: Any = get_named_type(QUERIES[name].type)
    nodes = getattr(named, "fields", {}).get("nodes")
    found: Any = get_named_type(nodes.type) if nodes else named
    return found  # type: ignore[no-any-return]


def ways_to(kind: str) -> Mapping[str, str]:
    """The root fields that lead to that kind, each with its selection."""
    ways = dict(FOR_ALL_KINDS)
    for name in set(QUERIES) - set(NO_THING) - set(FOR_ALL_KINDS):
        if kind_behind(name).name == kind:
            one = "id" in QUERIES[name].args
            found = "{__typename id}"
            ways[name] = (
                f"{{{name}(id:$id){found}}}" if one else f"{{{name}(first:100){{nodes{found}}}}}"
            )
    return ways


def test_the_table_names_every_kind_of_thing() -> None:
    missing, surplus = set(KINDS) - set(THINGS), set(THINGS) - set(KINDS)
    assert not missing, f"say in tests/api/actors/table who sees: {sorted(missing)}"
    assert not surplus, f"there are no such things: {sorted(surplus)}"


def test_every_other_root_field_is_named_as_well() -> None:
    others = {name for name in QUERIES if kind_behind(name).name not in {"Node", *KINDS}}
    assert others | {"viewer"} == set(NO_THING), "say in tests/api/actors/table/things.py who asks"


@pytest.mark.parametrize("kind", sorted(THINGS))
async def test_it_is_seen_by_those_whom_the_table_names(companies: Companies, kind: str) -> None:
    company, thing = await companies("things"), THINGS[kind]
    its_id = str(await thing.made(company))
    before = await company.rows.now()
    otherwise = {}
    for way, selection in ways_to(kind).items():
        for who in Who:
            expected = told(kind, way, who)
            was = await outcome(company, kind, selection, who, its_id)
            if was != expected:
                otherwise[f"{who} {way}"] = f"{was}, not {expected}"
    assert not otherwise
    assert changed(before, await company.rows.now()) == []


@pytest.mark.parametrize("name", sorted(NO_THING))
async def test_a_root_field_answers_those_whom_the_table_names(
    companies: Companies, name: str
) -> None:
    company = await companies("things")
    inside = "" if not getattr(get_named_type(QUERIES[name].type), "fields", {}) else "{__typename}"
    answered = ""
    for who in Who:
        answer = await company.ask(who, f"{{{name}{inside}}}", "E")
        answered += who if (answer.get("data") or {}).get(name) is not None else ""
    assert answered == NO_THING[name]


def told(kind: str, way: str, who: Who) -> str:
    if who is Who.LEAVER:
        return "UNAUTHENTICATED"
    if view_of(KINDS[kind]).scope not in SCOPES[who]:
        # That there is no such thing, and that one may not ask, look the same by an id.
        return "NOT SEEN" if way in FOR_ALL_KINDS else "FORBIDDEN"
    return "SEEN" if who in THINGS[kind].seen_by else "NOT SEEN"


async def outcome(company: Company, kind: str, selection: str, who: Who, its_id: str) -> str:
    behind = next(each for each in THINGS[kind].seen_by if each in PEOPLE)
    declared = "query($id:ID!)" if "$id" in selection else ""
    given = {"id": its_id} if declared else {}
    answer: Any = await company.ask(who, declared + selection, behind, **given)
    if "errors" in answer:
        return str(answer["errors"][0]["extensions"]["code"])
    return "SEEN" if (kind, its_id) in found_in(answer["data"]) else "NOT SEEN"


def found_in(data: Any) -> Sequence[tuple[str, str]]:  # noqa: ANN401 - JSON
    """What stands anywhere in it: of which kind, with which id."""
    if isinstance(data, list):
        return [one for each in data for one in found_in(each)]
    if not isinstance(data, dict):
        return []
    inside = [one for each in data.values() for one in found_in(each)]
    return [*inside, (data["__typename"], data["id"])] if "id" in data else inside
