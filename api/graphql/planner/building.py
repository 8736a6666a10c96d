"""JSON as PostgreSQL builds it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Text, func, literal_column

_PAIRS_PER_CALL = 50
"""PostgreSQL functions take at most 100 arguments."""

EMPTY_LIST: ColumnElement[Any] = literal_column("'[]'::json")


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
