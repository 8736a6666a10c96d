"""Where a field comes from: what a view says and the planner reads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import DeclarativeBase

from api.scopes import Scope
from domain.viewer import Viewer

Row: TypeAlias = Any
"""An alias of the entity's class, as SQLAlchemy makes it."""

PLAN = "plan"
SCOPE = "scope"
"""The keys under which a GraphQL field carries its source and the scope it needs."""


@dataclass(frozen=True)
class View:
    """What a GraphQL type is in the database, and who may see which rows of it."""

    model: type[DeclarativeBase]
    visible: Callable[[Viewer], Select[Any]] | None
    scope: Scope
    content: Callable[[Row], ColumnElement[Any]] | None = None
    """Where its rows hold what somebody said: a JSON list of what it belongs to and whose it is."""


@dataclass(frozen=True)
class Value:
    """A scalar: an expression over the row."""

    sql: Callable[[Row], ColumnElement[Any]]


@dataclass(frozen=True)
class One:
    """At most one row of another view."""

    on: Callable[[Row, Row], ColumnElement[bool]]


@dataclass(frozen=True)
class Many:
    """All rows of a part, in order and then by id: for lists that are short by nature."""

    on: Callable[[Row, Row], ColumnElement[bool]]
    order: Callable[[Row], Sequence[ColumnElement[Any]]]


@dataclass(frozen=True)
class Order:
    """A sort key that is never null, and its direction. The id breaks ties, the same way."""

    key: Callable[[Row], ColumnElement[Any]]
    descending: bool = False


Condition: TypeAlias = Callable[[Row, Any], ColumnElement[bool]]


@dataclass(frozen=True)
class Connected:
    """Rows of another view in pages. `on` is None at the root."""

    orders: Mapping[Enum, Order]
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    on: Callable[[Row, Row], ColumnElement[bool]] | None = None


@dataclass(frozen=True)
class Found:
    """One row at the root, by the field's arguments or by who is looking."""

    on: Callable[[Row, Mapping[str, Any], Viewer], ColumnElement[bool]]


@dataclass(frozen=True)
class AnyNode:
    """Rows of any view that can be looked up by id, at the root."""


Source: TypeAlias = Value | One | Many | Connected | Found | AnyNode
