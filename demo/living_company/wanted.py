"""What everybody was to reach in these six months, and how far they have come: `goals.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

LEVELS: Final = ("top", "deputies", "heads", "teams", "workers")
"""From the top down: what serves a goal comes after it."""
_GOALS: Final = Path(__file__).with_name("goals.toml")


@dataclass(frozen=True, kw_only=True)
class Result:
    """From where to where; `now` is where it stands today, and how sure its owner is of it."""

    title: str
    unit: str
    start: float
    target: float
    now: float
    confidence: int


@dataclass(frozen=True, kw_only=True)
class Wanted:
    owner: str
    title: str
    why: str
    measure: str
    results: tuple[Result, ...]
    under: str | None = None
    """The title of the goal that it serves."""


def wanted(*levels: str) -> list[Wanted]:
    """The goals of these levels, in that order; of all, unless told."""
    return [one for level in levels or LEVELS for one in _by_level()[level]]


@cache
def _by_level() -> dict[str, list[Wanted]]:
    told = tomllib.loads(_GOALS.read_text(encoding="utf-8"))
    return {
        level: [
            Wanted(**one | {"results": tuple(Result(**part) for part in one["results"])})
            for one in told[level]
        ]
        for level in LEVELS
    }
