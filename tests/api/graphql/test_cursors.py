"""Cursors: what is read back from one, and what was never one of ours."""

import base64
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Boolean, Date, DateTime, Double, Enum, Integer, Text, Uuid
from sqlalchemy.types import TypeEngine

from api.graphql.planner import cursors
from api.refusals import Refused

TIE = "01890a5d-ac96-774b-bcce-b302099a8057"


class Wood(StrEnum):
    OAK = "OAK"


def a_cursor(key: str, tie: str = f'"{TIE}"') -> str:
    return base64.b64encode(f"[{key}, {tie}]".encode()).decode()


@pytest.mark.parametrize(
    ("kind", "written", "key"),
    [
        (Text(), '"谈录"', "谈录"),
        (Enum(Wood, native_enum=False), '"OAK"', "OAK"),
        (Integer(), "-3", -3),
        (Double(), "0.1", 0.1),
        (Double(), "10", 10.0),
        (Double(), "1e+16", 1e16),
        (Boolean(), "true", True),
        (Uuid(), f'"{TIE}"', UUID(TIE)),
        (Date(), '"2026-06-10"', date(2026, 6, 10)),
        (Date(), '"infinity"', date(9999, 12, 31)),
        (
            DateTime(timezone=True),
            '"2026-06-10T12:00:00.5+00:00"',
            datetime(2026, 6, 10, 12, 0, 0, 500_000, tzinfo=UTC),
        ),
    ],
)
def test_a_sort_key_of_any_type_is_read_back(kind: TypeEngine[Any], written: str, key: Any) -> None:  # noqa: ANN401
    assert cursors.read(a_cursor(written), kind) == (key, UUID(TIE))


@pytest.mark.parametrize(
    ("kind", "cursor"),
    [
        (Text(), "no base64"),
        (Text(), base64.b64encode(b"no JSON").decode()),
        (Text(), base64.b64encode(b"[" * 20_000).decode()),
        (Text(), base64.b64encode(b'{"a": 1, "b": 2}').decode()),
        (Text(), a_cursor('"Ana"', '"nobody"')),
        (Text(), a_cursor('"Ana"', "7")),
        (Text(), a_cursor("7")),
        (Text(), a_cursor('"\\u0000"')),
        (Text(), a_cursor('"\\ud800"')),
        (Integer(), a_cursor("true")),
        (Integer(), a_cursor("9" * 30)),
        (Double(), a_cursor("9" * 400)),
        (Date(), a_cursor('"tomorrow"')),
        (DateTime(timezone=True), a_cursor('"2026-06-10T12:00:00"')),
        (DateTime(timezone=True), a_cursor('"0001-01-01T00:00:00+08:00"')),
    ],
)
def test_what_is_no_cursor_of_ours_is_refused(kind: TypeEngine[Any], cursor: str) -> None:
    with pytest.raises(Refused, match="not one this service gave out"):
        cursors.read(cursor, kind)
