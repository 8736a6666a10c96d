"""In an answer that may hold the words of others, each such object is marked; here the marks come
out again, before the answer goes on, and say what was read of whom.

Only plans under whose rights more can be seen than one's own carry marks: what participants are
answered is passed through unread.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

MARK = "~words"
"""No field can be called so."""


@dataclass(frozen=True)
class Words:
    """Something said: which talk, record or promise it belongs to, and whose it is."""

    kind: str
    id: UUID
    people: frozenset[UUID]


def take_out(answer: bytes | str) -> tuple[bytes, set[Words]]:
    """The answer as it is sent, and what it holds."""
    found: set[Words] = set()
    return orjson.dumps(_without(orjson.loads(answer), found)), found


def _without(value: Any, found: set[Words]) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return [_without(each, found) for each in value]
    if not isinstance(value, dict):
        return value
    if (mark := value.pop(MARK, None)) is not None:
        kind, holder, *people = mark
        found.add(Words(kind, UUID(holder), frozenset(UUID(each) for each in people if each)))
    return {key: _without(each, found) for key, each in value.items()}
