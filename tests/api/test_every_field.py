"""Every mutation and every question, with values that fit their types and nothing else."""

import string
from typing import Any

import httpx2
import orjson
import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    is_leaf_type,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.graphql.schema import schema
from tests.api.conftest import bearer
from tests.people import Cast

CORE = schema._schema  # noqa: SLF001 - graphql-core's own schema
ASKED = [
    (operation, name)
    for operation, kind in (("query", CORE.query_type), ("mutation", CORE.mutation_type))
    for name in (kind.fields if kind else ())
]
PEOPLE = ["@mei", "@omar", "@ana", "@ivan", "@hua", "@wei"]
"""Stand for their ids, which are known only once they work somewhere."""
ODD = ["", " ", "=1+1", "<b>", "a" * 5000, "\u202e", "\x07", "𝕏", "%s", "';--", "omar@acme.test"]
TEXTS = st.text(max_size=30) | st.sampled_from(ODD)
SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "String": TEXTS,
    "ID": st.sampled_from(PEOPLE) | st.uuids().map(str) | st.sampled_from(["", "x", "0" * 32]),
    "Int": st.integers(-(2**31), 2**31 - 1) | st.sampled_from([0, 1, -1]),
    "Float": st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**6), 10**6),
    "Boolean": st.booleans(),
    "Date": st.dates().map(str) | st.sampled_from(["0001-01-01", "9999-12-31", "2026-02-30", ""]),
    "DateTime": st.datetimes().map(lambda moment: moment.isoformat() + "Z")
    | st.sampled_from(["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "now", ""]),
}


def values(kind: GraphQLInputType, depth: int = 0) -> st.SearchStrategy[Any]:
    """Values of that type, most of which are of no use."""
    if isinstance(kind, GraphQLNonNull):
        return values(kind.of_type, depth)
    if isinstance(kind, GraphQLList):
        return st.lists(values(kind.of_type, depth + 1), max_size=3)
    if isinstance(kind, GraphQLEnumType):
        return st.sampled_from(sorted(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        required = {name for name, each in kind.fields.items() if _required(each.type)}
        every = {name: values(each.type, depth + 1) for name, each in kind.fields.items()}
        fixed = {name: each for name, each in every.items() if name in required}
        return st.fixed_dictionaries(
            fixed, optional={name: each for name, each in every.items() if name not in required}
        )
    return SCALARS.get(str(kind), TEXTS)


@pytest.fixture
async def admin(http: httpx2.AsyncClient, cast: Cast) -> httpx2.AsyncClient:
    http.headers.update(await bearer(cast, cast.wei))
    return http


@pytest.mark.parametrize(("operation", "name"), ASKED, ids=[name for _, name in ASKED])
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
async def test_no_value_breaks_it(
    admin: httpx2.AsyncClient, cast: Cast, operation: str, name: str, data: st.DataObject
) -> None:
    root = CORE.query_type if operation == "query" else CORE.mutation_type
    assert root
    field = root.fields[name]
    kinds = {argument: each.type for argument, each in field.args.items()}
    given_values = {
        argument: data.draw(values(kind), label=argument)
        for argument, kind in kinds.items()
        if _required(kind) or data.draw(st.booleans(), label=f"with {argument}")
    }
    document = _document(operation, name)
    answer = await admin.post(
        "/graphql",
        content=_with_ids(orjson.dumps({"query": document, "variables": given_values}), cast),
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code < 500
    codes = [error["extensions"]["code"] for error in answer.json().get("errors", [])]
    assert "INTERNAL" not in codes


def _with_ids(body: bytes, cast: Cast) -> bytes:
    for person in PEOPLE:
        body = body.replace(person.encode(), str(getattr(cast, person[1:]).id).encode())
    return body


def _document(operation: str, name: str) -> str:
    root = CORE.query_type if operation == "query" else CORE.mutation_type
    assert root
    field = root.fields[name]
    declared = ",".join(f"${argument}:{each.type}" for argument, each in field.args.items())
    passed = ",".join(f"{argument}:${argument}" for argument in field.args)
    shown = _leaves(get_named_type(field.type), 2)
    arguments = (f"({declared})", f"({passed})") if declared else ("", "")
    return f"{operation}{arguments[0]}{{{name}{arguments[1]}{shown}}}"


def _leaves(kind: Any, depth: int) -> str:  # noqa: ANN401 - any named type
    """What can be asked of it without arguments, a little way down."""
    if is_leaf_type(kind):
        return ""
    shown = ["__typename"]
    for name, field in sorted(getattr(kind, "fields", {}).items()):
        inner = get_named_type(field.type)
        if is_leaf_type(inner):
            shown.append(name)
        elif depth and not field.args and inner.name[0] in string.ascii_uppercase:
            shown.append(name + _leaves(inner, depth - 1))
    return "{" + " ".join(shown) + "}"


def _required(kind: GraphQLInputType) -> bool:
    return isinstance(kind, GraphQLNonNull)
