"""Two answers, compared value by value; what a cursor is spelled like does not matter."""

import base64
import json
from collections.abc import Iterator
from typing import Any

from tests.api.graphql.proof.reference import Cursor

Cursors = dict[tuple[str, str], list[str]]
"""The cursors that were given out, by the type of their rows and the name of their order."""


def differences(planned: Any, expected: Any, cursors: Cursors, at: str = "data") -> Iterator[str]:
    """Where the answers differ, the order of an object's fields included."""
    if isinstance(expected, Cursor):
        yield from _cursor(planned, expected, cursors, at)
    elif isinstance(expected, dict) and isinstance(planned, dict):
        if list(planned) != list(expected):
            yield f"{at}: fields {list(planned)}, expected {list(expected)}"
        for name in expected:
            yield from differences(planned.get(name), expected[name], cursors, f"{at}.{name}")
    elif isinstance(expected, list) and isinstance(planned, list):
        yield from _items(planned, expected, cursors, at)
    elif _kind(planned) is not _kind(expected) or planned != expected:
        yield f"{at}: {planned!r}, expected {expected!r}"


def _items(planned: list[Any], expected: list[Any], cursors: Cursors, at: str) -> Iterator[str]:
    if len(planned) != len(expected):
        yield f"{at}: {len(planned)} items, expected {len(expected)}"
    for number, (one, other) in enumerate(zip(planned, expected, strict=False)):
        yield from differences(one, other, cursors, f"{at}[{number}]")


def _cursor(planned: Any, expected: Cursor, cursors: Cursors, at: str) -> Iterator[str]:
    try:
        place = json.loads(base64.b64decode(planned, validate=True))
    except (TypeError, ValueError):
        yield f"{at}: {planned!r}, expected a cursor"
        return
    if place != expected.place:
        yield f"{at}: the cursor of {place}, expected that of {expected.place}"
    known = cursors.setdefault((expected.kind, expected.order), [])
    if planned not in known:
        known.append(planned)


def _kind(value: Any) -> type:
    """JSON knows one kind of number, and true is none."""
    return float if type(value) in {int, float} else type(value)
