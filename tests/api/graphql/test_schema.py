"""What the schema promises, and that nothing in it stands open by oversight."""

import re

import pytest
from graphql import (
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    is_introspection_type,
    is_leaf_type,
)

from api.graphql.planner.objects import metadata_of
from api.graphql.planner.sources import SCOPE
from api.graphql.schema import schema
from api.scopes import OF_COMPANIES
from operate.schema import FILE, export

CORE = schema._schema  # noqa: SLF001 - graphql-core's own schema
ROOTS = {CORE.query_type, CORE.mutation_type}
PUBLIC = {
    "HeldScope", "PageInfo", "RateLimit", "UserError", "Vendor", "VendorWay", "WebhookEventType",
}  # fmt: skip
"""They say something of the request or of Tanlu itself, never of the company."""
MIXED = {"AdminNotice"}
"""Of several scopes: each one is shown to whoever holds its own, see test_notices.py."""
OBJECTS = [
    kind
    for kind in CORE.type_map.values()
    if isinstance(kind, GraphQLObjectType) and not is_introspection_type(kind)
]


def test_the_exported_schema_is_fresh() -> None:
    assert FILE.read_text(encoding="utf-8") == export(), "run ./tanlu schema"


@pytest.mark.parametrize("kind", [each for each in OBJECTS if each not in ROOTS], ids=str)
def test_every_type_has_a_scope_or_is_public(kind: GraphQLObjectType) -> None:
    """A view has its own; a payload has its mutation's; a page and its edges have their nodes';
    others have that of the question which alone leads to them.
    """
    known = kind.name in PUBLIC | MIXED or _scope(kind) or _is_payload(kind) or _is_page(kind)
    assert known or _is_behind_a_scope(kind), kind


@pytest.mark.parametrize("name", list(CORE.query_type.fields if CORE.query_type else ()))
def test_every_question_has_a_scope(name: str) -> None:
    assert CORE.query_type
    field = CORE.query_type.fields[name]
    kind = get_named_type(field.type)
    if isinstance(kind, GraphQLInterfaceType):
        assert all(_scope(each) for each in CORE.get_implementations(kind).objects)
    else:
        scope = metadata_of(field).get(SCOPE) or _scope(kind)
        assert scope or kind.name in PUBLIC | MIXED or _is_page(kind)


@pytest.mark.parametrize("name", list(CORE.mutation_type.fields if CORE.mutation_type else ()))
def test_every_deed_has_a_scope(name: str) -> None:
    assert CORE.mutation_type
    field = CORE.mutation_type.fields[name]
    assert metadata_of(field)[SCOPE] in OF_COMPANIES
    payload = get_named_type(field.type)
    assert payload.name == f"{name[0].upper()}{name[1:]}Payload"
    assert isinstance(payload, GraphQLObjectType)
    assert str(payload.fields["userErrors"].type) == "[UserError!]!"
    assert list(field.args) == ["input"]


@pytest.mark.parametrize("kind", OBJECTS, ids=str)
def test_names_are_spelled_as_graphql_s_are(kind: GraphQLObjectType) -> None:
    assert re.fullmatch(r"[A-Z][A-Za-z0-9]*", kind.name)
    assert not kind.name.endswith("View")
    for name, field in kind.fields.items():
        assert re.fullmatch(r"[a-z][A-Za-z0-9]*", name)
        assert all(re.fullmatch(r"[a-z][A-Za-z0-9]*", argument) for argument in field.args)


def _scope(kind: GraphQLNamedType) -> str | None:
    origin = _origin(kind)
    return origin.__view__.scope if hasattr(origin, "__view__") else None


def _is_payload(kind: GraphQLNamedType) -> bool:
    """Reached through a mutation alone, and holding views, leaves and reasons."""
    if not isinstance(kind, GraphQLObjectType) or not kind.name.endswith("Payload"):
        return False
    inner = [get_named_type(field.type) for field in kind.fields.values()]
    return all(is_leaf_type(each) or each.name in PUBLIC or _scope(each) for each in inner)


def _is_page(kind: GraphQLNamedType) -> bool:
    """A connection or an edge: all it holds is a view, a cursor or a count."""
    if not isinstance(kind, GraphQLObjectType) or not kind.name.endswith(("Connection", "Edge")):
        return False
    inner = [get_named_type(field.type) for field in kind.fields.values()]
    return all(
        is_leaf_type(each)
        or each.name in PUBLIC | MIXED
        or _scope(each)
        or each.name.endswith("Edge")
        for each in inner
    )


def _is_behind_a_scope(kind: GraphQLObjectType) -> bool:
    """Each field that leads to it has a scope, or is of a type for which that holds."""
    leading = [
        (each, field)
        for each in OBJECTS
        for field in each.fields.values()
        if get_named_type(field.type) is kind
    ]
    return bool(leading) and all(
        SCOPE in metadata_of(field) or (each not in ROOTS and _is_behind_a_scope(each))
        for each, field in leading
    )


def _origin(kind: GraphQLNamedType) -> type | None:
    definition = kind.extensions.get("strawberry-definition")
    return getattr(definition, "origin", None)
