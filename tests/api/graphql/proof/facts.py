"""What the database says about each view and each relation by itself: one plain SELECT each."""

import base64
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

import strawberry
from graphql import (
    GraphQLError,
    GraphQLInputType,
    GraphQLObjectType,
    get_named_type,
    is_list_type,
)
from graphql.type import get_nullable_type
from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Double,
    Float,
    Integer,
    Select,
    Text,
    Uuid,
    and_,
    bindparam,
    cast,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased
from sqlalchemy.types import TypeEngine

from api.graphql.planner.planning import object_type
from api.graphql.planner.sources import Connected, Found, Many, One, Order, Value, View
from api.scopes import OF_COMPANIES, seen_whole
from domain.actor import Actor
from domain.base import VisibleText
from domain.viewer import Viewer, parameters_of
from infra.database import Place
from tenants.work import open_work
from tests.api.graphql.proof.views import sources_of, views_of
from tests.people import NOON

Ids = Sequence[UUID]
Rows = Sequence[Any]

_DIALECT = postgresql.dialect()
_SQL_TYPES: Mapping[str, TypeEngine[Any]] = {
    "ID": Uuid(),
    "String": Text(),
    "Int": Integer(),
    "Float": Double(),
    "Boolean": Boolean(),
    "Date": Date(),
    "DateTime": DateTime(timezone=True),
}
_FROM_JSON: Mapping[str, Any] = {
    "ID": UUID,
    "Date": date.fromisoformat,
    "DateTime": datetime.fromisoformat,
}


@dataclass(frozen=True)
class Standing:
    """A row's rank in an order, and its sort key as JSON."""

    rank: int
    key: Any


@dataclass
class Facts:
    """All that one viewer may know. What depends on a request is looked up when it is asked."""

    schema: strawberry.Schema
    place: Place
    actor: Actor
    locale: str
    shared: dict[Any, "Shared"]
    visible: dict[str, set[UUID]] = field(default_factory=dict)
    values: dict[str, Mapping[UUID, Mapping[str, Any]]] = field(default_factory=dict)
    related: dict[tuple[str, str], Mapping[UUID, Ids]] = field(default_factory=dict)
    ranks: dict[tuple[str, str], Mapping[UUID, int]] = field(default_factory=dict)

    @property
    def viewer(self) -> Viewer:
        return Viewer.of(self.actor, NOON)

    async def read(self) -> None:
        for kind, view in views_of(self.schema).items():
            self.visible[kind.name] = await self._visible(kind, view)
            self.values[kind.name] = await self._values(kind, view)
            for name, (each, source) in sources_of(kind).items():
                if isinstance(source, One | Many | Connected) and source.on is not None:
                    target = node_type(object_type(each))
                    place = (kind.name, name)
                    self.related[place] = await self._related(place, view, source.on, target)
                    if isinstance(source, Many):
                        self.ranks[place] = await self._ranks(place, source, target)

    async def _visible(self, kind: GraphQLObjectType, view: View) -> set[UUID]:
        def compose() -> Select[Any]:
            if view.visible is None:
                return select(view.model.id)
            return select(view.visible(self.viewer).subquery().c.id)

        return await self._all(("visible", kind.name, self.actor), compose, _ids)

    async def _values(
        self, kind: GraphQLObjectType, view: View
    ) -> Mapping[UUID, Mapping[str, Any]]:
        sources = sources_of(kind)
        names = [name for name, (_, source) in sources.items() if isinstance(source, Value)]

        def compose() -> Select[Any]:
            row = aliased(view.model)
            made = [sources[name][1].sql(row).label(f"value_{name}") for name in names]
            return select(row.id.label("own_id"), *made)

        def by_id(rows: Rows) -> Mapping[UUID, Mapping[str, Any]]:
            return {each[0]: dict(zip(names, each[1:], strict=True)) for each in rows}

        return await self._all(("values", kind.name), compose, by_id)

    async def _related(
        self, place: tuple[str, str], view: View, on: Any, target: GraphQLObjectType
    ) -> Mapping[UUID, Ids]:
        def compose() -> Select[Any]:
            this = aliased(view.model, name="this")
            other = aliased(self._model(target.name), name="other")
            pairs = select(this.id.label("this_id"), other.id.label("other_id"))
            return pairs.join(other, on(this, other))

        def grouped(rows: Rows) -> Mapping[UUID, Ids]:
            found = defaultdict(list)
            for this_id, other_id in rows:
                found[this_id].append(other_id)
            return found

        return await self._all(("related", place), compose, grouped)

    async def _ranks(
        self, place: tuple[str, str], source: Many, target: GraphQLObjectType
    ) -> Mapping[UUID, int]:
        def compose() -> Select[Any]:
            row = aliased(self._model(target.name))
            return select(row.id, func.dense_rank().over(order_by=source.order(row)))

        return await self._all(("ranks", place), compose, dict)

    async def standings(self, kind: str, order: Order) -> Mapping[UUID, Standing]:
        def compose() -> Select[Any]:
            row = aliased(self._model(kind))
            key = order.key(row)
            rank = func.dense_rank().over(order_by=key).label("rank")
            return select(row.id, rank, cast(func.to_json(key), Text()))

        def by_id(rows: Rows) -> Mapping[UUID, Standing]:
            return {row[0]: Standing(row[1], json.loads(row[2])) for row in rows}

        return await self._all(("standings", kind, id(order)), compose, by_id)

    async def beyond(self, kind: str, order: Order, cursor: str, *, later: bool) -> set[UUID]:
        """Rows that come later than the place, or earlier, in ascending order of key and id."""

        def compose() -> Select[Any]:
            row = aliased(self._model(kind))
            key = order.key(row)
            given, tie = _read_cursor(cursor, key.type)
            text = is_text(key.type)
            there = cast(literal(given, Text()), Text() if text else key.type)
            key = cast(key, Text()) if text else key
            if later:
                return select(row.id).where(or_(key > there, and_(key == there, row.id > tie)))
            return select(row.id).where(or_(key < there, and_(key == there, row.id < tie)))

        return await self._all(("beyond", kind, id(order), cursor, later), compose, _ids)

    async def matching(
        self, kind: str, source: Connected, name: str, type: GraphQLInputType, given: Any
    ) -> set[UUID]:
        def compose() -> Select[Any]:
            row = aliased(self._model(kind))
            return select(row.id).where(source.conditions[name](row, _literal(type, given)))

        return await self._all(("matching", kind, id(source), name, repr(given)), compose, _ids)

    async def found(
        self, kind: str, source: Found, types: Mapping[str, GraphQLInputType], given: Any
    ) -> set[UUID]:
        def compose() -> Select[Any]:
            row = aliased(self._model(kind))
            known = {name: _literal(types[name], each) for name, each in given.items()}
            return select(row.id).where(source.on(row, known, self.viewer))

        return await self._all(("found", id(source), repr(given), self.actor), compose, _ids)

    def _model(self, kind: str) -> Any:
        return next(view.model for each, view in views_of(self.schema).items() if each.name == kind)

    async def _all(self, what: Any, compose: Callable[[], Select[Any]], read: Any) -> Any:
        """Every viewer shares what a statement finds that names nothing of the viewer's."""
        known = {
            **parameters_of(self.actor, NOON),
            "locale": self.locale,
            "roles": sorted(self.actor.roles),
            "seen_whole": sorted(seen_whole(OF_COMPANIES, self.actor.roles)),
        }
        if what not in self.shared:
            statement = compose()
            params = statement.compile(dialect=_DIALECT).params
            self.shared[what] = Shared(statement, [name for name in known if name in params])
        shared = self.shared[what]
        mine = tuple(repr(known[name]) for name in shared.depends_on)
        if mine not in shared.found:
            async with open_work(self.place, self.actor, now=NOON) as work:
                rows = (await work.session.execute(shared.statement, known)).all()
            shared.found[mine] = read(rows)
        return shared.found[mine]


@dataclass
class Shared:
    """A statement, and what it found by the values it depends on."""

    statement: Select[Any]
    depends_on: Sequence[str]
    found: dict[tuple[Any, ...], Any] = field(default_factory=dict)


def _ids(rows: Rows) -> set[UUID]:
    return {row[0] for row in rows}


def node_type(kind: GraphQLObjectType) -> GraphQLObjectType:
    """What a connection leads to; any other type leads to itself."""
    return object_type(kind.fields["nodes"]) if "pageInfo" in kind.fields else kind


def is_text(kind: TypeEngine[Any]) -> bool:
    """Enums are stored as text."""
    return isinstance(kind, Text | VisibleText) or hasattr(kind, "enum_class")


def _read_cursor(cursor: str, kind: TypeEngine[Any]) -> tuple[str, UUID]:
    key, tie = json.loads(base64.b64decode(cursor))
    fits: Any = str
    if isinstance(kind, Boolean):
        fits = bool
    elif isinstance(kind, Integer):
        fits = int
    elif isinstance(kind, Float):
        fits = (int, float)
    if not isinstance(key, fits) or (isinstance(key, bool) and fits is not bool):
        raise GraphQLError("The cursor belongs to another order")
    if isinstance(kind, Date | DateTime) and not key.endswith("infinity"):
        _FROM_JSON["Date" if isinstance(kind, Date) else "DateTime"](key)
    return key if isinstance(key, str) else json.dumps(key), UUID(tie)


def _literal(type: GraphQLInputType, given: Any) -> ColumnElement[Any]:
    name = get_named_type(type).name
    kind = _SQL_TYPES.get(name, Text())
    read = _FROM_JSON.get(name, lambda same: same)
    if is_list_type(get_nullable_type(type)):
        return bindparam(None, [read(each) for each in given], ARRAY(kind), unique=True)
    return bindparam(None, read(given), kind, unique=True)


def plain(value: Any) -> Any:
    """As an ordinary resolver would return it."""
    return value.value if isinstance(value, Enum) else value
