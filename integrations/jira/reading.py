"""Reading JSON that somebody else wrote: what is missing or odd is as good as not there. Pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\d*\s*(Z|[+-]\d\d:?\d\d)?"
)
_EARLIEST, _LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


def some(value: object) -> Mapping[str, Any]:
    """An object, or an empty one."""
    return value if isinstance(value, dict) else {}


def many(value: object) -> Sequence[Any]:
    """A list, or an empty one."""
    return value if isinstance(value, list | tuple) else ()


def text(value: object) -> str:
    """A text or a number as text; empty for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def number(value: object) -> float | None:
    """A number, also where a field holds it as text; nothing for what cannot be counted."""
    if isinstance(value, bool):
        return None
    try:
        found = float(value) if isinstance(value, int | float | str) else None
    except ValueError:
        return None
    return found if found is not None and abs(found) <= 1e9 else None  # noqa: PLR2004 - NaN, too


def moment(value: object) -> datetime | None:
    """ISO 8601 as Jira writes it, with or without a colon in the offset."""
    told = _MOMENT.match(value) if isinstance(value, str) else None
    if told is None:
        return None
    whole, fraction, offset = told[1], (told[2] or "0").ljust(6, "0"), told[3] or "Z"
    offset = offset if offset == "Z" or ":" in offset else f"{offset[:3]}:{offset[3:]}"
    try:
        found = datetime.fromisoformat(f"{whole}.{fraction}{offset}")
    except ValueError:
        return None
    return found if _EARLIEST <= found < _LATEST else None
