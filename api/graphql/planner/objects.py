"""Composes one expression for a selection set: an object as JSON, its relations nested in it."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
)
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Text,
    Uuid,
    bindparam,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.orm import aliased
from sqlalchemy.types import TypeEngine

from api.graphql.planner import connections
from api.graphql.planner.arguments import Argument, Find, Given, arguments_of
from api.graphql.planner.selection import Document, Fields
from api.graphql.planner.sources import PLAN, SCOPE, Connected, Many, One, Row, Source, Value, View
from api.refusals import Code, Refused
from domain.viewer import Viewer

_PAIRS_PER_CALL = 50
"""PostgreSQL functions take at most 100 arguments."""


class Planning:
    """One plan in the making: the document, the viewer by name, and what the plan will need."""

    def __init__(self, document: Document, viewer: Viewer, scopes: frozenset[str]) -> None:
        self.document = document
        self.viewer = viewer
        self.scopes = scopes
        self.finders: dict[str, Find] = {}
        self._numbers = count(1)

    def object(
        self, of: GraphQLObjectType, row: Row, nodes: Iterable[FieldNode]
    ) -> ColumnElement[Any]:
        """The row as a JSON object with the selected fields, in the order of the document."""
        self._require(view_of(of).scope)
        pairs: list[tuple[str, ColumnElement[Any]]] = []
        for key, same in self.document.fields_of(nodes, of).items():
            name = same[0].name.value
            if name == "__typename":
                pairs.append((key, quoted(of.name)))
            else:
                pairs.append((key, self._value(of.fields[name], row, same)))
        return as_object(pairs)

    def _value(self, field: GraphQLField, row: Row, nodes: list[FieldNode]) -> ColumnElement[Any]:
        source = source_of(field)
        self._require(metadata_of(field).get(SCOPE))
        if isinstance(source, Value):
            return source.sql(row)
        if isinstance(source, One):
            return self._one(source, field, row, nodes)
        if isinstance(source, Many):
            return self._many(source, field, row, nodes)
        if isinstance(source, Connected):
            return connections.page(self, source, field, nodes, inside=row)
        raise TypeError(f"{source!r} can be planned at the root only")

    def _one(
        self, source: One, field: GraphQLField, row: Row, nodes: list[FieldNode]
    ) -> ColumnElement[Any]:
        target = object_type(field)
        other = self.row_of(target)
        found = select(self.object(target, other, nodes)).where(source.on(row, other))
        return found.correlate(row).scalar_subquery()

    def _many(
        self, source: Many, field: GraphQLField, row: Row, nodes: list[FieldNode]
    ) -> ColumnElement[Any]:
        target = object_type(field)
        other = self.row_of(target)
        listed = func.json_agg(
            aggregate_order_by(self.object(target, other, nodes), *source.order(other))
        )
        found = select(func.coalesce(listed, literal_column("'[]'::json")))
        return found.where(source.on(row, other)).correlate(row).scalar_subquery()

    def row_of(self, of: GraphQLObjectType) -> Row:
        """A fresh alias over the rows of that type which the viewer may see."""
        view = view_of(of)
        name = self.name("row")
        if view.visible is None:
            return aliased(view.model, name=name)
        return aliased(view.model, view.visible(self.viewer).subquery(name))

    def kinds_behind(self, field: GraphQLField) -> list[GraphQLObjectType]:
        """The concrete types an interface or a union stands for."""
        named = get_named_type(field.type)
        if not isinstance(named, GraphQLInterfaceType | GraphQLUnionType):
            raise TypeError(f"{named} is a concrete type")
        return list(self.document.schema.get_possible_types(named))

    def arguments(self, field: GraphQLField, node: FieldNode) -> dict[str, Argument]:
        return arguments_of(node, field, self.document.variables)

    def bind(self, given: Given) -> BindParameter[Any]:
        kind = ARRAY(given.sql_type) if given.is_list else given.sql_type
        return self.parameter(given.bound, kind)

    def parameter(self, find: Find, kind: TypeEngine[Any]) -> BindParameter[Any]:
        """A parameter whose value is found among the variables when the plan is run."""
        name = self.name("given")
        self.finders[name] = find
        return bindparam(name, type_=kind)

    def name(self, what: str) -> str:
        """A name no other part of the statement has."""
        return f"{what}{next(self._numbers)}"

    def fields_of(self, nodes: Iterable[FieldNode], of: GraphQLObjectType) -> Fields:
        return self.document.fields_of(nodes, of)

    def result(self, name: str) -> BindParameter[Any]:
        """The id, or the ids, that a command gave back."""
        kind: TypeEngine[Any] = ARRAY(Uuid()) if name == "ids" else Uuid()
        return bindparam(f"result_{name}", type_=kind)

    def may_see(self, kind: GraphQLObjectType) -> bool:
        return view_of(kind).scope in self.scopes

    def _require(self, scope: str | None) -> None:
        if scope is not None and scope not in self.scopes:
            raise missing_scope(scope)


def missing_scope(scope: str) -> Refused:
    return Refused(
        Code.FORBIDDEN,
        f"Your access lacks the scope {scope}",
        zh=f"当前访问凭证缺少权限范围 {scope}",
    )


def as_object(pairs: Sequence[tuple[str, ColumnElement[Any]]]) -> ColumnElement[Any]:
    """`json_build_object`, or several of them joined when there are too many pairs for one."""
    parts = [
        func.json_build_object(*(part for key, value in chunk for part in (quoted(key), value)))
        for chunk in _chunks(pairs)
    ]
    if len(parts) == 1:
        return parts[0]
    inner = [func.substr(part.cast(Text), 2, func.length(part.cast(Text)) - 2) for part in parts]
    joined = func.concat("{", func.concat_ws(", ", *inner), "}")
    return joined.op("::")(literal_column("json"))


def _chunks(
    pairs: Sequence[tuple[str, ColumnElement[Any]]],
) -> list[Sequence[tuple[str, ColumnElement[Any]]]]:
    starts = range(0, max(len(pairs), 1), _PAIRS_PER_CALL)
    return [pairs[start : start + _PAIRS_PER_CALL] for start in starts]


def quoted(name: str) -> ColumnElement[Any]:
    """A GraphQL name as a text literal: letters, digits and underscores only."""
    return literal_column(f"'{name}'", Text())


def view_of(of: GraphQLObjectType) -> View:
    found: View = of.extensions["strawberry-definition"].origin.__view__
    return found


def object_type(field: GraphQLField) -> GraphQLObjectType:
    """The concrete type a field leads to."""
    named = get_named_type(field.type)
    if not isinstance(named, GraphQLObjectType):
        raise TypeError(f"{named} is not a type the planner can read")
    return named


def metadata_of(field: GraphQLField) -> dict[str, Any]:
    found: dict[str, Any] = field.extensions["strawberry-definition"].metadata
    return found


def source_of(field: GraphQLField) -> Source:
    found: Source = metadata_of(field)[PLAN]
    return found
