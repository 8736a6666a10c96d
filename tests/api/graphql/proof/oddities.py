"""Random values for a column: mostly plain, often alike, now and then odd."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import (
    ARRAY,
    Boolean,
    Date,
    DateTime,
    Enum,
    Float,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Time,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

from domain.base import VisibleText, new_id
from domain.letters import visible
from integrations.plugins.manifest import Manifest
from tests.people import NOON
from tests.plugins import a_manifest as manifest_of
from tests.plugins import written

PLAIN_TEXTS = ("Ana", "ana", "Omar", "Mei", "mei", "Zoë", "Zoe\u0301")
ODD_TEXTS = (
    "",
    " ",
    "a \"quoted\" word and an 'other'",
    "back\\slash \\n \\u0041",
    "谈录 绩效对话",
    "👩‍💻🀄",
    "lines\u2028and\u2029paragraphs",
    "\x01\x08\x1f\x7f\x85",
    "line\nbreak\ttab\r",
    "\ufeff\u200f\uffff",
    "</script><!--",
    "{}",
    "[null]",
    "null",
    "$1 :name %(name)s {0} ?",
    "100 %_\\%",
    "long " * 60,
)
INTS = (0, 1, 1, 2, 3, 5, 10, 100, -1, 32767, -32768)
LARGE_INTS = (2**31 - 1, -(2**31))
FLOATS = (0.0, 1.0, 2.5, 10.0, 10.0, -3.0, 100.0)
ODD_FLOATS = (
    -0.0,
    0.1 + 0.2,
    1 / 3,
    1e-7,
    -1e-5,
    1e15,
    1e16,
    123456789012345678.0,
    1e21,
    5e-324,
    1.7976931348623157e308,
)
MOMENTS = (
    NOON,
    NOON - timedelta(days=1),
    NOON + timedelta(days=40),
    NOON.replace(microsecond=500_000),
    NOON.replace(microsecond=123_456),
)
ODD_MOMENTS = (
    NOON.replace(microsecond=100),
    NOON.replace(microsecond=1),
    datetime(1, 1, 1, 0, 0, 1, tzinfo=UTC),
    datetime(1969, 12, 31, 23, 59, 59, 999_990, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, 999_998, tzinfo=UTC),
)
ODD_DAYS = (date(1, 1, 2), date(1900, 2, 28), date(2024, 2, 29), date(9999, 12, 30))


def odd_or(rng: Random, plain: Any, odd: Any) -> Any:
    return rng.choice(odd if rng.random() < 0.4 else plain)


def a_text(rng: Random) -> str:
    return odd_or(rng, PLAIN_TEXTS, ODD_TEXTS)


def a_day(rng: Random) -> date:
    if rng.random() < 0.2:
        return rng.choice(ODD_DAYS)
    return NOON.date() + timedelta(days=rng.choice((-400, -30, -7, -2, -1, 0, 0, 1, 5, 90)))


def a_monday(rng: Random) -> date:
    day = NOON.date() - timedelta(weeks=rng.randrange(12))
    return day - timedelta(days=day.weekday())


def both_languages(rng: Random) -> dict[str, str]:
    """A text Tanlu wrote; some have yet to be translated."""
    texts = {"en": a_text(rng)}
    if rng.random() < 0.8:
        texts["zh-CN"] = a_text(rng)
    return texts


def a_manifest(rng: Random) -> dict[str, Any]:
    """As it is kept: of a form that was checked, with texts that nobody has."""
    read = Manifest.model_validate_json(written(manifest_of()))
    odd = {name: both_languages(rng) for name in ("name", "summary", "description")}
    return read.model_dump(mode="json", by_alias=True) | odd


def a_value(kind: TypeEngine[Any], rng: Random) -> Any:
    """A value that fits a column of that type."""
    if isinstance(kind, VisibleText):
        return visible(a_text(rng))
    if isinstance(kind, Enum):
        return rng.choice(list(kind.enum_class or kind.enums))
    if isinstance(kind, ARRAY):
        return [a_value(kind.item_type, rng) for _ in range(rng.randrange(4))]
    for types, make in _MAKERS:
        if isinstance(kind, types):
            return make(rng)
    raise TypeError(f"No random values for {kind!r}: add them here")


_MAKERS: tuple[tuple[Any, Any], ...] = (
    (String, a_text),
    (Boolean, lambda rng: rng.random() < 0.5),
    (Float, lambda rng: odd_or(rng, FLOATS, ODD_FLOATS)),
    (SmallInteger, lambda rng: rng.choice(INTS)),
    (Integer, lambda rng: odd_or(rng, INTS, LARGE_INTS)),
    (DateTime, lambda rng: odd_or(rng, MOMENTS, ODD_MOMENTS)),
    (Date, a_day),
    (Time, lambda rng: time(rng.randrange(24), rng.choice((0, 30)))),
    (Uuid, lambda _: new_id()),
    (LargeBinary, lambda rng: rng.randbytes(16)),
    (JSONB, both_languages),
)
