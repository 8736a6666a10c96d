"""A place in an order, as text a client hands back unread: the sort key and the id."""

import base64
import binascii
import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, DateTime, Text, func, literal_column
from sqlalchemy.types import TypeEngine

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
    except (binascii.Error, ValueError, TypeError, AttributeError):
        raise Refused(
            Code.BAD_USER_INPUT,
            "That cursor is not one this service gave out",
            zh="该游标不是本服务给出的",
        ) from None


def _key(key: Any, kind: TypeEngine[Any]) -> Any:  # noqa: ANN401 - any sort key
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(key)
    if isinstance(kind, Date):
        return date.fromisoformat(key)
    if not isinstance(key, kind.python_type):
        raise TypeError(f"{key!r} does not fit {kind!r}")
    return key
