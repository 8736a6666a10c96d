"""The schema once more, executed as graphql-core does by itself: plain objects and resolvers."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import strawberry
from graphql import (
    GraphQLError,
    GraphQLField,
    GraphQLResolveInfo,
    GraphQLScalarType,
    build_schema,
    execute,
    get_named_type,
    is_list_type,
    parse,
)
from graphql.pyutils import is_awaitable
from graphql.type import get_nullable_type

from api.graphql.planner.planning import object_type
from api.graphql.planner.sources import AnyNode, Connected, Found, Many, One, Order, Source, Value
from api.graphql.scalars import SCALARS
from tests.api.graphql.proof.facts import Facts, node_type, plain
from tests.api.graphql.proof.views import sources_of, views_of

Info = GraphQLResolveInfo[Facts]
Given = Mapping[str, Any]


class Cursor(str):
    """The place it stands for, and in which order of which rows; its spelling is not compared."""

    __slots__ = ("kind", "order", "place")

    place: list[Any]
    kind: str
    order: str

    @classmethod
    def at(cls, key: Any, id: UUID, *, kind: str, order: str) -> "Cursor":
        made = cls(f"{key!r} {id}")
        made.place, made.kind, made.order = [key, str(id)], kind, order
        return made


class Reference:
    """The ordinary way to answer the same documents."""

    def __init__(self, product: strawberry.Schema) -> None:
        self._product = product
        self.schema = build_schema(product.as_str())
        for definition in SCALARS.values():
            scalar = self.schema.get_type(definition.name)
            if isinstance(scalar, GraphQLScalarType):
                scalar.coerce_output_value = definition.serialize
        for kind in (*views_of(product), product._schema.query_type):
            own: Any = self.schema.get_type(kind.name)
            for name, (field, source) in sources_of(kind).items():
                own.fields[name].resolve = self._resolver(kind.name, name, field, source)

    async def answer(
        self, facts: Facts, document: str, variables: Given
    ) -> tuple[Any, list[GraphQLError]]:
        """The data, cursors as `Cursor`, and the errors."""
        found: Any = execute(
            self.schema, parse(document), context_value=facts, variable_values=dict(variables)
        )
        result = await found if is_awaitable(found) else found
        return result.data, list(result.errors or ())

    def _resolver(self, kind: str, name: str, field: GraphQLField, source: Source) -> Any:
        if isinstance(source, Value):
            return lambda row, info: _shown(info.context.values[kind][row["id"]][name])
        if isinstance(source, One | Many):
            resolve = _one if isinstance(source, One) else _many
            return lambda row, info: resolve(info, (kind, name), row, object_type(field).name)
        if isinstance(source, Connected):
            return lambda row, info, **given: Page(info, kind, name, field, source).of(row, given)
        if isinstance(source, Found):
            return lambda _, info, **given: _found(info, source, field, given)
        assert isinstance(source, AnyNode)
        if is_list_type(get_nullable_type(field.type)):
            return lambda _, info, ids: [self._by_id(info, field, each) for each in ids]
        return lambda _, info, **given: self._by_id(info, field, given["id"])

    def _by_id(self, info: Info, field: GraphQLField, id: str) -> Any:
        abstract = get_named_type(field.type)
        for kind, view in views_of(self._product).items():
            fits = abstract.name in {each.name for each in kind.interfaces}
            if fits and view.visible and UUID(id) in info.context.visible[kind.name]:
                return node(kind.name, UUID(id))
        return None


def node(kind: str, id: UUID) -> dict[str, Any]:
    """A row as a plain object: graphql-core takes its type from `__typename`."""
    return {"__typename": kind, "id": id}


def _shown(value: Any) -> Any:
    return [plain(each) for each in value] if isinstance(value, list) else plain(value)


def _others(info: Info, field: tuple[str, str], row: Any, target: str) -> list[UUID]:
    related = info.context.related[field].get(row["id"], ())
    return [each for each in related if each in info.context.visible[target]]


def _one(info: Info, field: tuple[str, str], row: Any, target: str) -> Any:
    others = _others(info, field, row, target)
    assert len(others) < 2, f"{field} leads to two rows"
    return node(target, others[0]) if others else None


def _many(info: Info, field: tuple[str, str], row: Any, target: str) -> Any:
    ranks = info.context.ranks[field]
    others = _others(info, field, row, target)
    return [node(target, each) for each in sorted(others, key=lambda each: (ranks[each], each))]


async def _found(info: Info, source: Found, field: GraphQLField, given: Given) -> Any:
    kind = object_type(field).name
    types = {name: argument.type for name, argument in field.args.items()}
    ids = await info.context.found(kind, source, types, given)
    seen = [each for each in ids if each in info.context.visible[kind]]
    assert len(seen) < 2, f"{source} finds two rows"
    return node(kind, seen[0]) if seen else None


class Page:
    """One connection, with nothing but lists and sets of ids."""

    def __init__(
        self, info: Info, kind: str, name: str, field: GraphQLField, source: Connected
    ) -> None:
        self.facts = info.context
        self.field = field
        self.source = source
        self.relation = (kind, name)
        self.target = node_type(object_type(field)).name

    async def of(self, row: Any, given: Given) -> dict[str, Any]:
        first, last = given.get("first"), given.get("last")
        size = first if last is None else last
        if size is None or (first is not None and last is not None) or not 0 <= size <= 100:
            raise GraphQLError("A page needs one size")
        name, order = self._order(given)
        standings = await self.facts.standings(self.target, order)
        matching = await self._matching(row, given)
        matching.sort(key=lambda each: (standings[each].rank, each), reverse=order.descending)
        after = await self._beyond(order, given.get("after"), later=not order.descending)
        before = await self._beyond(order, given.get("before"), later=order.descending)
        window = [
            each
            for each in matching
            if (after is None or each in after) and (before is None or each in before)
        ]
        page = window[:size] if last is None else window[max(len(window) - size, 0) :]
        more = len(window) > size
        edges = [
            {
                "node": node(self.target, each),
                "cursor": Cursor.at(standings[each].key, each, kind=self.target, order=name),
            }
            for each in page
        ]
        return {
            "edges": edges,
            "nodes": [each["node"] for each in edges],
            "totalCount": len(matching),
            "pageInfo": {
                "hasNextPage": more if last is None else _left_out(matching, before),
                "hasPreviousPage": _left_out(matching, after) if last is None else more,
                "startCursor": edges[0]["cursor"] if edges else None,
                "endCursor": edges[-1]["cursor"] if edges else None,
            },
        }

    def _order(self, given: Given) -> tuple[str, Order]:
        orders = {member.name: order for member, order in self.source.orders.items()}
        name = given.get("orderBy") or next(iter(orders))
        return name, orders[name]

    async def _matching(self, row: Any, given: Given) -> list[UUID]:
        found = set(self.facts.visible[self.target])
        if self.source.on is not None:
            found &= set(self.facts.related[self.relation].get(row["id"], ()))
        kind: Any = get_named_type(self.field.args["filter"].type) if given.get("filter") else None
        for name, value in (given.get("filter") or {}).items():
            if value is not None:
                found &= await self.facts.matching(
                    self.target, self.source, name, kind.fields[name].type, value
                )
        return list(found)

    async def _beyond(self, order: Order, cursor: str | None, *, later: bool) -> set[UUID] | None:
        if cursor is None:
            return None
        return await self.facts.beyond(self.target, order, cursor, later=later)


def _left_out(matching: list[UUID], kept: set[UUID] | None) -> bool:
    """Whether rows lie on the near side of the cursor."""
    return kept is not None and any(each not in kept for each in matching)
