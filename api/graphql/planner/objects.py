"""Composes one expression for a selection set: an object as JSON, its relations nested in it."""

from collections.abc import Iterable
from typing import Any

from graphql import FieldNode, GraphQLField, GraphQLObjectType
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from api.graphql.planner import connections
from api.graphql.planner.building import EMPTY_LIST, as_object, quoted
from api.graphql.planner.marks import MARK
from api.graphql.planner.planning import Planning, metadata_of, object_type, source_of, view_of
from api.graphql.planner.rows import value_of
from api.graphql.planner.sources import SCOPE, Connected, Many, One, Row, Value

_NO_WORDS = {"__typename", "id"}


def object_of(
    planning: Planning, kind: GraphQLObjectType, row: Row, nodes: Iterable[FieldNode]
) -> ColumnElement[Any]:
    """The row as a JSON object with the selected fields, in the order of the document."""
    pairs: list[tuple[str, ColumnElement[Any]]] = []
    chosen = set()
    for key, same in planning.fields_of(nodes, kind).items():
        chosen.add(name := same[0].name.value)
        if name == "__typename":
            pairs.append((key, quoted(kind.name)))
        else:
            pairs.append((key, _value(planning, kind.fields[name], row, same)))
    view = view_of(kind)
    if view.content and chosen - _NO_WORDS and planning.may_hold_words_of_others(view):
        planning.marked = True
        pairs.append((MARK, view.content(row)))
    return as_object(pairs)


def page_of(
    planning: Planning,
    source: Connected,
    field: GraphQLField,
    nodes: list[FieldNode],
    *,
    inside: Row | None,
) -> ColumnElement[Any]:
    """A connection as a JSON object; `inside` is the row it hangs from, None at the root."""
    return connections.page(planning, source, field, nodes, inside=inside, compose=object_of)


def _value(
    planning: Planning, field: GraphQLField, row: Row, nodes: list[FieldNode]
) -> ColumnElement[Any]:
    source = source_of(field)
    planning.require(metadata_of(field).get(SCOPE))
    if isinstance(source, Value):
        return value_of(row, source)
    if isinstance(source, One):
        return _one(planning, source, field, row, nodes)
    if isinstance(source, Many):
        return _many(planning, source, field, row, nodes)
    if isinstance(source, Connected):
        return page_of(planning, source, field, nodes, inside=row)
    raise TypeError(f"{source!r} can be planned at the root only")


def _one(
    planning: Planning, source: One, field: GraphQLField, row: Row, nodes: list[FieldNode]
) -> ColumnElement[Any]:
    kind = object_type(field)
    other = planning.row_of(kind)
    found = select(object_of(planning, kind, other, nodes)).select_from(other)
    return found.where(source.on(row, other)).scalar_subquery()


def _many(
    planning: Planning, source: Many, field: GraphQLField, row: Row, nodes: list[FieldNode]
) -> ColumnElement[Any]:
    kind = object_type(field)
    other = planning.row_of(kind)
    made = object_of(planning, kind, other, nodes)
    listed = func.json_agg(aggregate_order_by(made, *source.order(other), other.id))
    found = select(func.coalesce(listed, EMPTY_LIST)).select_from(other)
    return found.where(source.on(row, other)).scalar_subquery()
