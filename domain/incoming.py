"""Many values as a relation: one array a column, so the statement is the same for any number.

To put a large statement together takes SQLAlchemy as long as PostgreSQL takes for its rows. So
one that is executed often is made once (`functools.cache`), of `awaited` columns, and given its
`values_of` when it is executed; a rare one is made of `incoming` values as it goes.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    TableValuedAlias,
    Uuid,
    any_,
    bindparam,
    column,
    func,
    literal,
)
from sqlalchemy.types import TypeEngine


def incoming(**columns: tuple[TypeEngine[Any], Sequence[Any]]) -> TableValuedAlias:
    """A row source called `incoming` with these columns: name=(type, values)."""
    arrays = [literal(list(values), ARRAY(kind)) for kind, values in columns.values()]
    named = [column(name, kind) for name, (kind, _) in columns.items()]
    return func.unnest(*arrays).table_valued(*named).render_derived("incoming")


def among(one: Any, ids: Iterable[UUID]) -> ColumnElement[bool]:  # noqa: ANN401 - a mapped column
    """Whether it is one of these ids; unlike `in_`, one statement for any number of them."""
    return cast("ColumnElement[bool]", one == any_(literal(list(ids), ARRAY(Uuid()))))


def awaited(kinds: Mapping[str, TypeEngine[Any]]) -> TableValuedAlias:
    """As `incoming`, of columns whose values come with each execution."""
    arrays = [bindparam(_parameter(name), type_=ARRAY(kind)) for name, kind in kinds.items()]
    named = [column(name, kind) for name, kind in kinds.items()]
    return func.unnest(*arrays).table_valued(*named).render_derived("incoming")


def values_of(kinds: Iterable[str], rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """What to execute the statement with, so that these are its rows."""
    return {_parameter(name): [row[name] for row in rows] for name in kinds}


def columns_of(columns: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """As `values_of`, of values that are there column by column."""
    return {_parameter(name): values for name, values in columns.items()}


def _parameter(column: str) -> str:
    """A parameter called as a column of the table is SQLAlchemy's own."""
    return f"incoming_{column}"
