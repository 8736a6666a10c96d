"""Whatever is sent, the answer is an answer: no 5xx, nothing unmasked, nothing INTERNAL."""

from typing import Any

import httpx2
import orjson
import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType, is_introspection_type
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from api.graphql.schema import schema
from tests.api.conftest import bearer
from tests.people import Cast

FEW = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

CORE = schema._schema  # noqa: SLF001 - graphql-core's own schema
NAMES = sorted(
    {
        name
        for kind in CORE.type_map.values()
        if isinstance(kind, GraphQLObjectType | GraphQLInputObjectType)
        and not is_introspection_type(kind)
        for name in (kind.name, *kind.fields)
    }
    | {"first", "last", "after", "id", "ids", "input", "orderBy", "filter", "__typename"}
)
WORDS = st.one_of(
    st.sampled_from([*"{}()[]:!$@=|&", "...", " on ", "query ", "mutation ", "fragment F on "]),
    st.sampled_from(NAMES),
    st.sampled_from(
        [
            '"x"',
            '""',
            "1",
            "-1",
            "101",
            "1e400",
            "9" * 30,
            "null",
            "true",
            "ENUM_VALUE",
            '"\\u0000"',
        ]
    ),
    st.sampled_from(["@skip(if:true)", "@include(if:$x)", '"""block"""', "# comment\n", "\ufeff"]),
    st.text(max_size=3),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@pytest.fixture
async def admin(http: httpx2.AsyncClient, cast: Cast) -> httpx2.AsyncClient:
    http.headers.update(await bearer(cast, cast.wei))
    http.headers["Content-Type"] = "application/json"
    return http


async def send(http: httpx2.AsyncClient, body: bytes) -> None:
    answer = await http.post("/graphql", content=body)
    assert answer.status_code < 500, body
    for error in orjson.loads(answer.content).get("errors", []):
        assert error["extensions"]["code"] != "INTERNAL", (body, error)
        assert "Traceback" not in error["message"]


@FEW
@given(body=st.binary(max_size=300))
async def test_any_bytes(admin: httpx2.AsyncClient, body: bytes) -> None:
    await send(admin, body)


@FEW
@given(body=JSON)
async def test_any_json(admin: httpx2.AsyncClient, body: Any) -> None:  # noqa: ANN401
    await send(admin, encoded(body))


@FEW
@given(query=JSON, variables=JSON, name=JSON, extensions=JSON)
async def test_any_value_in_any_place(
    admin: httpx2.AsyncClient,
    query: Any,  # noqa: ANN401
    variables: Any,  # noqa: ANN401
    name: Any,  # noqa: ANN401
    extensions: Any,  # noqa: ANN401
) -> None:
    asked = {"variables": variables, "operationName": name, "extensions": extensions}
    await send(admin, encoded({"query": query, **asked}))
    await send(admin, encoded({"query": "query Q($id:ID!){person(id:$id){name}}", **asked}))


@FEW
@given(words=st.lists(WORDS, max_size=40))
async def test_any_words_of_the_language(admin: httpx2.AsyncClient, words: list[str]) -> None:
    await send(admin, encoded({"query": " ".join(words)}))
    await send(admin, encoded({"query": "{" + " ".join(words) + "}"}))


@FEW
@example(value=2.0**64)
@example(value=[2.0**64])
@given(value=JSON)
async def test_any_value_for_a_variable(admin: httpx2.AsyncClient, value: Any) -> None:  # noqa: ANN401
    for document in (
        "query($x:ID!){person(id:$x){name}}",
        "query($x:ID!){node(id:$x){id}}",
        "query($x:[ID!]!){nodes(ids:$x){id}}",
        "query($x:Int){people(first:$x){nodes{name}}}",
        "query($x:String){people(first:1,after:$x){nodes{name}}}",
        "query($x:PersonFilter){people(first:1,filter:$x){nodes{name}}}",
        "query($x:PersonOrder){people(first:1,orderBy:$x){nodes{name}}}",
        "mutation($x:AddPersonInput!){addPerson(input:$x){userErrors{message}}}",
        "mutation($x:String!){addPerson(input:{name:$x,email:$x,title:$x}){userErrors{code}}}",
    ):
        await send(admin, encoded({"query": document, "variables": {"x": value}}))


@FEW
@given(
    path=st.text(max_size=40),
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"]),
    query=st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3),
)
async def test_any_address(
    admin: httpx2.AsyncClient, path: str, method: str, query: dict[str, str]
) -> None:
    for prefix in ("/", "/graphql/", "/sign-in/", "/operator/tenants/"):
        address = httpx2.URL(scheme="http", host="127.0.0.1", path=prefix).join(
            "./" + "".join(f"%{byte:02x}" for byte in path.encode())
        )
        answer = await admin.request(method, address, params=query)
        assert answer.status_code < 500, address


def encoded(value: Any) -> bytes:  # noqa: ANN401 - JSON
    """With what orjson refuses to write, such as half a surrogate, replaced."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return repr(value).encode(errors="replace")
