"""The rows of a view as a statement reads them, and the values of one of them."""

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, inspect, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql.expression import CTE, FromClause
from sqlalchemy.types import NullType, TypeEngine

from api.graphql.planner.sources import Value, View
from api.graphql.planner.written import DIALECT, Written, written
from domain.viewer import Viewer

_MOST_SEEN = 2_000
"""Kinds, times sets of roles."""
_ANY = "any_row"
"""The name of the row in a value's text, until it is known."""
_numbers = count(1)


class Row:
    """One row: each attribute of the entity is a column of the row's name, wherever it stands.

    An alias as SQLAlchemy makes it would first look for each column in what it stands for.
    """

    def __init__(self, model: type[DeclarativeBase], rows: "Rows") -> None:
        self._model = model
        self._rows = rows
        self._columns = _columns_of(model)

    def __getattr__(self, attribute: str) -> ColumnElement[Any]:
        if attribute.startswith("_") or attribute not in self._columns:
            raise AttributeError(attribute)
        column, kind = self._columns[attribute]
        return literal_column(f"{self._rows.name}.{column}", kind)

    def __clause_element__(self) -> FromClause:
        return self._rows


class Rows(FromClause):
    """What stands in FROM under a name: a part of a statement that is written already."""

    __visit_name__ = "rows_of_a_view"
    inherit_cache = False
    named_with_column = True

    def __init__(self, name: str, part: Written) -> None:
        self.name = name
        self.part = part

    @property
    def _from_objects(self) -> list[FromClause]:
        return [self]


class ValueOfRow(ColumnElement[Any]):
    """A value whose text is written already, but for the name of the row."""

    __visit_name__ = "value_of_row"
    inherit_cache = False
    type = NullType()

    def __init__(self, row: str, part: Written) -> None:
        self.row = row
        self.part = part


@compiles(Rows)
def _write_rows(rows: Rows, compiler: Any, **_: Any) -> str:  # noqa: ANN401 - any compiler
    return f"{rows.part.within(compiler)} AS {rows.name}"


@compiles(ValueOfRow)
def _write_value(value: ValueOfRow, compiler: Any, **_: Any) -> str:  # noqa: ANN401 - as above
    return value.part.within(compiler).replace(_ANY, value.row)


def row_of(view: View, viewer: Viewer, name: str) -> Row:
    """One of the rows that the viewer may see, under that name."""
    return Row(view.model, Rows(name, seen_by(viewer, view)))


def value_of(row: Row, source: Value) -> ColumnElement[Any]:
    """What the source says of the row, as an argument of a function."""
    return ValueOfRow(row._rows.name, _said(source, row._model))  # noqa: SLF001 - one room


@lru_cache(_MOST_SEEN)
def seen_by(viewer: Viewer, view: View) -> Written:
    """The rows that the viewer, known by rights alone, may see; in parentheses, or the table."""
    table = DIALECT.identifier_preparer.format_table(view.model.__table__)
    if view.visible is None:
        return Written(table)
    everything: ColumnElement[Any] = literal_column(f"{table}.*")
    chosen = view.visible(viewer).with_only_columns(everything, maintain_column_froms=True)
    part = written(chosen, _name_of(view))
    return Written(f"({part.text})", _same(viewer, part.shared), part.parameters)


@cache
def _said(source: Value, model: type[DeclarativeBase]) -> Written:
    return written(source.sql(Row(model, Rows(_ANY, Written("")))), _name_of(source))


@cache
def _name_of(_: Value | View) -> str:
    return f"part{next(_numbers)}"


_shared: dict[tuple[Viewer, str], CTE] = {}


def _same(viewer: Viewer, shared: tuple[CTE, ...]) -> tuple[CTE, ...]:
    """One and the same for all parts that the viewer sees."""
    known = tuple(_shared.setdefault((viewer, each.name), each) for each in shared)
    for one, other in zip(known, shared, strict=True):
        if one is not other and _text_of(one) != _text_of(other):
            raise ValueError(f"Two different things are called {other.name}")
    return known


def _text_of(shared: CTE) -> str:
    """What it says. Two that say the same need not be one: the core forgets those of viewers whom
    it has not met for a while, and SQLAlchemy compares no aliases of entities.
    """
    return str(shared.element.compile(dialect=DIALECT))


@cache
def _columns_of(model: type[DeclarativeBase]) -> Mapping[str, tuple[str, TypeEngine[Any]]]:
    """Attribute → the column's name in SQL, and its type."""
    return {
        attribute: (DIALECT.identifier_preparer.quote(column.name), column.type)
        for attribute, column in inspect(model).columns.items()
    }
