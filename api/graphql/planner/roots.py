"""Where a statement starts: a page, one row, or whatever has an id."""

from typing import Any

from graphql import FieldNode, GraphQLField, GraphQLObjectType, is_list_type
from graphql.type import get_nullable_type
from sqlalchemy import ColumnElement, Select, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from api.graphql.planner.arguments import Given
from api.graphql.planner.building import EMPTY_LIST
from api.graphql.planner.objects import object_of, page_of
from api.graphql.planner.planning import Planning, object_type, source_of, view_of
from api.graphql.planner.sources import AnyNode, Connected, Found


def root(planning: Planning, field: GraphQLField, nodes: list[FieldNode]) -> Select[Any]:
    """The statement for a root field of the query."""
    source = source_of(field)
    if isinstance(source, Connected):
        return select(page_of(planning, source, field, nodes, inside=None))
    if isinstance(source, Found):
        return _one_row(planning, source, field, nodes)
    if isinstance(source, AnyNode) and is_list_type(get_nullable_type(field.type)):
        return _of_any_kinds(planning, field, nodes)
    if isinstance(source, AnyNode):
        return select(_of_any_kind(planning, field, nodes, _bound(planning, field, nodes)["id"]))
    raise TypeError(f"{source!r} cannot be planned at the root")


def by_id(planning: Planning, field: GraphQLField, nodes: list[FieldNode]) -> Select[Any]:
    """The statement for an entity in a payload: its id is known when the command has run."""
    kind = object_type(field)
    row = planning.row_of(kind)
    made = object_of(planning, kind, row, nodes)
    if not is_list_type(get_nullable_type(field.type)):
        return select(made).select_from(row).where(row.id == planning.result("id"))
    ids = planning.result("ids")
    listed = func.json_agg(aggregate_order_by(made, func.array_position(ids, row.id)))
    found = select(func.coalesce(listed, EMPTY_LIST)).select_from(row)
    return found.where(row.id == func.any(ids))


def _one_row(
    planning: Planning, source: Found, field: GraphQLField, nodes: list[FieldNode]
) -> Select[Any]:
    kind = object_type(field)
    row = planning.row_of(kind)
    bound = _bound(planning, field, nodes)
    found = select(object_of(planning, kind, row, nodes)).select_from(row)
    return found.where(source.on(row, bound, planning.viewer))


def _bound(planning: Planning, field: GraphQLField, nodes: list[FieldNode]) -> dict[str, Any]:
    return {
        name: planning.bind(given)
        for name, given in planning.arguments(field, nodes[0]).items()
        if isinstance(given, Given)
    }


def _of_any_kinds(planning: Planning, field: GraphQLField, nodes: list[FieldNode]) -> Select[Any]:
    """One place for each id asked for, in that order; null where there is nothing to see."""
    ids = _bound(planning, field, nodes)["ids"]
    asked = (
        func.unnest(ids).table_valued("id", with_ordinality="place", name="asked").render_derived()
    )
    each = _of_any_kind(planning, field, nodes, asked.c.id)
    listed = func.json_agg(aggregate_order_by(each, asked.c.place))
    return select(func.coalesce(listed, EMPTY_LIST)).select_from(asked)


def _of_any_kind(
    planning: Planning, field: GraphQLField, nodes: list[FieldNode], id: ColumnElement[Any]
) -> ColumnElement[Any]:
    """Ids are unique across tables, so at most one of these finds a row."""
    found = [
        _kind_by_id(planning, kind, nodes, id)
        for kind in planning.kinds_behind(field)
        if view_of(kind).visible is not None and planning.may_see(kind)
    ]
    return func.coalesce(*found, literal_column("null::json"))


def _kind_by_id(
    planning: Planning, kind: GraphQLObjectType, nodes: list[FieldNode], id: ColumnElement[Any]
) -> ColumnElement[Any]:
    row = planning.row_of(kind)
    found = select(object_of(planning, kind, row, nodes)).select_from(row).where(row.id == id)
    return found.correlate_except(row).scalar_subquery()
