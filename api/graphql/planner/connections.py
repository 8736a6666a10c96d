"""Pages by key: rows after or before a cursor, in one subquery with what tells where they stand."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeAlias

from graphql import FieldNode, GraphQLField, GraphQLObjectType
from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from api.graphql.planner.building import EMPTY_LIST, as_object, quoted
from api.graphql.planner.page import Page
from api.graphql.planner.planning import Planning, object_type
from api.graphql.planner.selection import Fields
from api.graphql.planner.sources import Connected, Row

Compose: TypeAlias = Callable[
    [Planning, GraphQLObjectType, Row, list[FieldNode]], ColumnElement[Any]
]
"""Makes the JSON of one row; given by the caller, since a row may hold connections itself."""


def page(
    planning: Planning,
    source: Connected,
    field: GraphQLField,
    nodes: list[FieldNode],
    *,
    inside: Row | None,
    compose: Compose,
) -> ColumnElement[Any]:
    """The connection as a JSON object; `inside` is the row it hangs from, None at the root."""
    kind = object_type(field)
    chosen = planning.fields_of(nodes, kind)
    row = planning.row_of(_node_type(kind))
    asked = Page.asked(planning, source, planning.arguments(field, nodes[0]), row, inside)
    return _Answer(planning, asked, kind, chosen, compose).expression()


def _node_type(connection: GraphQLObjectType) -> GraphQLObjectType:
    return object_type(connection.fields["nodes"])


class _Answer:
    """Puts the parts of one connection together.

    Inside, a subquery yields the rows of the page, with one column for each selection of the
    node; outside, aggregates over it build the object.
    """

    def __init__(
        self,
        planning: Planning,
        page: Page,
        kind: GraphQLObjectType,
        chosen: Fields,
        compose: Compose,
    ) -> None:
        self.planning = planning
        self.page = page
        self.kind = kind
        self.chosen = chosen
        self.compose = compose
        self.name = planning.name("page")
        self.columns: dict[str, ColumnElement[Any]] = {}
        self.reads_rows = False

    def expression(self) -> ColumnElement[Any]:
        parts = [(key, self._part(nodes)) for key, nodes in self.chosen.items()]
        made = select(as_object(parts))
        if self.reads_rows:
            rows = self.page.rows(self.columns, one_more=self._tells_of_more)
            made = made.select_from(rows.subquery(self.name))
        return made.scalar_subquery()

    def _part(self, nodes: list[FieldNode]) -> ColumnElement[Any]:
        name = nodes[0].name.value
        if name == "__typename":
            return quoted(self.kind.name)
        parts: dict[str, Callable[[list[FieldNode]], ColumnElement[Any]]] = {
            "edges": self._edges,
            "nodes": self._nodes,
            "pageInfo": self._page_info,
            "totalCount": lambda _: self.page.total(),
        }
        return parts[name](nodes)

    def _nodes(self, nodes: list[FieldNode]) -> ColumnElement[Any]:
        return self._listed(self._node(nodes))

    def _node(self, nodes: list[FieldNode]) -> ColumnElement[Any]:
        made = self.compose(self.planning, _node_type(self.kind), self.page.row, nodes)
        return self._column("node", made)

    def _edges(self, nodes: list[FieldNode]) -> ColumnElement[Any]:
        kind = object_type(self.kind.fields["edges"])
        parts = []
        for key, same in self.planning.fields_of(nodes, kind).items():
            name = same[0].name.value
            if name == "__typename":
                parts.append((key, quoted(kind.name)))
            else:
                parts.append((key, self._cursor() if name == "cursor" else self._node(same)))
        return self._listed(as_object(parts))

    def _listed(self, item: ColumnElement[Any]) -> ColumnElement[Any]:
        return func.coalesce(self._together(item), EMPTY_LIST)

    def _page_info(self, nodes: list[FieldNode]) -> ColumnElement[Any]:
        kind = object_type(self.kind.fields["pageInfo"])
        parts = []
        for key, same in self.planning.fields_of(nodes, kind).items():
            parts.append((key, self._info(kind, same[0].name.value)))
        return as_object(parts)

    def _info(self, kind: GraphQLObjectType, name: str) -> ColumnElement[Any]:
        if name == "__typename":
            return quoted(kind.name)
        if name in {"startCursor", "endCursor"}:
            return self._outermost(last=name == "endCursor")
        towards_end = name == "hasNextPage"
        if towards_end is not self.page.backward:
            self.reads_rows = True
            return func.count() > self.page.limit
        return self.page.something_behind("before" if towards_end else "after")

    def _outermost(self, *, last: bool) -> ColumnElement[Any]:
        return self._together(self._cursor()).op("->")(literal_column("-1" if last else "0"))

    def _cursor(self) -> ColumnElement[Any]:
        return self._column("cursor", self.page.cursor(), once=True)

    def _together(self, item: ColumnElement[Any]) -> ColumnElement[Any]:
        """What the rows of the page hold, as a JSON list in their order; null if there are none.

        The subquery is in order already; only a page that was read backwards is turned. All
        lists of a page have to agree on that: PostgreSQL sorts once for them all.
        """
        self.reads_rows = True
        if self.page.backward:
            item = aggregate_order_by(item, self._place().desc())
        listed = func.json_agg(item)
        if not self._tells_of_more:
            return listed
        # One row more than the page was read to tell whether there are more.
        kept: ColumnElement[Any] = listed.filter(self._place() <= self.page.limit)
        return kept

    def _place(self) -> ColumnElement[Any]:
        return self._column("place", self.page.number(), once=True)

    @cached_property
    def _tells_of_more(self) -> bool:
        kind = object_type(self.kind.fields["pageInfo"])
        wanted = "hasPreviousPage" if self.page.backward else "hasNextPage"
        return any(
            same[0].name.value == wanted
            for nodes in self.chosen.values()
            if nodes[0].name.value == "pageInfo"
            for same in self.planning.fields_of(nodes, kind).values()
        )

    def _column(
        self, name: str, made: ColumnElement[Any], *, once: bool = False
    ) -> ColumnElement[Any]:
        label = name if once else f"{name}{len(self.columns)}"
        self.columns.setdefault(label, made)
        return literal_column(f"{self.name}.{label}")
