"""What every view must keep to, so that what the planner passes through fits the schema."""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_list_type,
)
from graphql.type import get_nullable_type
from sqlalchemy import BindParameter, Column, ColumnElement, Enum, select
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.orm import aliased
from sqlalchemy.sql.functions import coalesce

from api.graphql.planner.planning import object_type
from api.graphql.planner.sources import Connected, One, Source, Value, View
from api.graphql.schema import schema
from domain.actor import Actor
from domain.base import new_id
from domain.viewer import Viewer
from tenants.work import open_reading
from tests.api.graphql.proof.court import Court
from tests.api.graphql.proof.facts import node_type
from tests.api.graphql.proof.views import sources_of, views_of
from tests.people import NOON

VIEWS = views_of(schema)

WITH_VALUES = [
    kind for kind in VIEWS if any(isinstance(each, Value) for _, each in sources_of(kind).values())
]

FITTING = {
    "ID": {"uuid"},
    "String": {"text", "varchar"},
    "Int": {"int2", "int4"},
    "Float": {"float8"},
    "Boolean": {"bool"},
    "Date": {"date"},
    "DateTime": {"timestamptz"},
    "JSON": {"jsonb"},
}
"""PostgreSQL's types whose JSON is spelled as GraphQL says. A bigint may be too long for an Int,
and a numeric has more digits than a Float."""

FROM_JSON = {
    f"PluginManifest.{name}"
    for name in ("egress", "eventTypes", "regions", "retentionDays", "stores", "subprocessors")
}
FROM_JSON.add("PluginInstallation.offeredChanges")
"""What comes out of a manifest as it stands there: its form was checked when it was submitted."""

SEEN_WITH = {
    "GoalClosure.goal": "reached through the goal",
    "KeyResult.goal": "reached through the goal",
    "LoadedCommitment.commitment": "both are seen by the pair that they are between",
    "WebhookDelivery.endpoint": "both are seen by admins, and by nobody else",
    "Touchpoint.firing": "a firing is seen by those who see its touchpoint",
}
"""What is seen by whoever sees the row it hangs from, and why."""


def fields() -> Iterator[tuple[GraphQLObjectType, View, str, GraphQLField, Source]]:
    for kind, view in VIEWS.items():
        for name, (field, source) in sources_of(kind).items():
            yield kind, view, name, field, source


def test_what_is_not_null_leads_to_rows_that_its_readers_see() -> None:
    hidden = [
        f"{kind}.{name}"
        for kind, _, name, field, source in fields()
        if isinstance(source, One) and isinstance(field.type, GraphQLNonNull)
        if not seen_by_all(VIEWS[object_type(field)])
    ]
    assert set(hidden) == set(SEEN_WITH)


def seen_by_all(view: View) -> bool:
    if view.visible is None:
        return True
    stranger = Viewer.of(Actor.person(new_id()), NOON)
    return str(view.visible(stranger)) == str(select(view.model))


def test_no_sort_key_is_null() -> None:
    """A row without a key would be on no page behind the first."""
    query = schema._schema.query_type
    assert query is not None
    connections = [(f"{kind}.{name}", field, source) for kind, _, name, field, source in fields()]
    connections += [(name, *rest) for name, rest in sources_of(query).items()]
    nullable = [
        f"{name} by {order.name}"
        for name, field, source in connections
        if isinstance(source, Connected)
        for order, way in source.orders.items()
        if may_be_null(way.key(aliased(VIEWS[node_type(object_type(field))].model)))
    ]
    assert nullable == []


def may_be_null(key: ColumnElement[Any]) -> bool:
    if isinstance(key, coalesce):
        return all(may_be_null(part) for part in key.clauses)
    if isinstance(key, BindParameter):
        return key.value is None
    columns = list(key.base_columns)
    return not all(isinstance(each, Column) and not each.nullable for each in columns)


@pytest.mark.parametrize("kind", WITH_VALUES, ids=str)
async def test_the_types_in_the_database_fit(kind: GraphQLObjectType, product_court: Court) -> None:
    row = aliased(VIEWS[kind].model)
    values = {
        name: (field, source.sql(row))
        for name, (field, source) in sources_of(kind).items()
        if isinstance(source, Value)
    }
    rows = select(*(made.label(name) for name, (_, made) in values.items())).select_from(row)
    text = str(rows.compile(dialect=asyncpg.dialect(), compile_kwargs={"render_postcompile": True}))
    async with open_reading(product_court.worlds[0].place, Actor.system()) as reading:
        prepared = await reading.connection._still_open().prepare(text)
    found = {each.name: each.type.name for each in prepared.get_attributes()}
    wrong = {
        name: f"{found[name]} as {field.type}"
        for name, (field, _) in values.items()
        if found[name] not in fitting(field)
        and (found[name] != "jsonb" or f"{kind}.{name}" not in FROM_JSON)
    }
    assert wrong == {}


def fitting(field: GraphQLField) -> set[str]:
    named = get_named_type(field.type)
    types = FITTING["String"] if isinstance(named, GraphQLEnumType) else FITTING[named.name]
    if is_list_type(get_nullable_type(field.type)):
        return {f"{each}[]" for each in types}
    return types


def test_what_is_stored_as_an_enum_is_spelled_as_graphql_spells_it() -> None:
    odd = [
        f"{kind}.{name}: {unknown}"
        for kind, view, name, field, source in fields()
        if isinstance(named := get_named_type(field.type), GraphQLEnumType)
        if isinstance(source, Value)
        if isinstance(stored := source.sql(aliased(view.model)).type, Enum)
        if (unknown := set(stored.enums) - set(named.values))
    ]
    assert odd == []


async def test_one_row_is_never_two(product_court: Court) -> None:
    """Of rows as odd as the tables' own constraints allow."""
    for world in product_court.worlds:
        facts = await product_court.facts_of(world, Actor.system(), "en")
        several = [
            f"{kind}.{name}"
            for kind, _, name, _, source in fields()
            if isinstance(source, One)
            if any(len(others) > 1 for others in facts.related[kind.name, name].values())
        ]
        assert several == []
