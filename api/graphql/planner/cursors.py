"""A place in an order, as text a client hands back unread: the sort key and the id."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Float,
    Integer,
    String,
    Text,
    Uuid,
    func,
    literal_column,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from api.refusals import Code, Refused


def written(key: ColumnElement[Any], id: ColumnElement[Any]) -> ColumnElement[Any]:
    """The cursor of a row, as an SQL expression."""
    place = func.json_build_array(key, id).cast(Text)
    coded = func.encode(
        func.convert_to(place, literal_column("'UTF8'")), literal_column("'base64'")
    )
    # PostgreSQL breaks base64 into lines.
    return func.translate(coded, literal_column("E'\\n'"), literal_column("''"))


def read(cursor: str, kind: TypeEngine[Any]) -> tuple[Any, UUID]:
    """The sort key, as PostgreSQL takes it, and the id. Raises Refused for any other text."""
    try:
        key, tie = json.loads(base64.b64decode(cursor, validate=True))
        return _key(key, kind), UUID(tie)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        raise Refused(
            Code.BAD_USER_INPUT,
            "That cursor is not one this service gave out",
            zh="该游标不是本服务给出的",
        ) from None


def _key(key: Any, kind: TypeEngine[Any]) -> Any:  # noqa: ANN401 - any sort key
    """From JSON, where a float may be written as a whole number and an enum is a text."""
    stored = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    for kinds, allowed, read_key in _KEYS:
        if isinstance(stored, kinds) and type(key) in allowed:
            return read_key(key)
    raise TypeError(f"{key!r} does not fit {kind!r}")


def _moment(key: str) -> datetime:
    if key in _ENDS:
        return _ENDS[key].replace(tzinfo=UTC)
    found = datetime.fromisoformat(key)
    if found.tzinfo is None:
        raise ValueError("Ours have an offset")
    return found.astimezone(UTC)


def _day(key: str) -> date:
    return _ENDS[key].date() if key in _ENDS else date.fromisoformat(key)


def _text(key: str) -> str:
    if "\x00" in key:
        raise ValueError("PostgreSQL stores every character but this one")
    key.encode()
    return key


def _whole(key: int) -> int:
    if not -(2**63) <= key < 2**63:
        raise OverflowError(f"{key} is larger than any number we store")
    return key


_ENDS = {"infinity": datetime.max, "-infinity": datetime.min}  # noqa: DTZ901 - as the driver has it
"""The ends of the calendar, at which an order may put what has no date."""
_KEYS: tuple[tuple[type[TypeEngine[Any]], tuple[type, ...], Callable[[Any], Any]], ...] = (
    (DateTime, (str,), _moment),
    (Date, (str,), _day),
    (String, (str,), _text),
    (Uuid, (str,), UUID),
    (Boolean, (bool,), bool),
    (Integer, (int,), _whole),
    (Float, (int, float), float),
)
