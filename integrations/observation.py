"""What another system was seen to hold: the only thing connectors produce. Pure.

A connector says what it saw in these words and knows nothing of people, goals or tenants; the
intake alone decides what of it becomes ours.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from domain.letters import visible
from integrations.terms import SourceTrouble

LONGEST_TITLE = 500
LONGEST_DETAIL = 200


@dataclass(frozen=True, kw_only=True)
class Account:
    """Somebody over there. Many systems keep the e-mail address to themselves."""

    id: str
    name: str
    email: str | None = None


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A number that counts for one metric, on the day it came about over there."""

    key: str
    on: date
    value: float
    part_of: str | None = None
    """The external id of a larger piece: for whoever has that as well, only that one counts."""


@dataclass(frozen=True, kw_only=True)
class Observation:
    """A piece of somebody's work: who did what when, with a link to it.

    `external_id` is its name for ever, unique in its site. `changed_at` is when it last changed
    over there: what was seen earlier never replaces what was seen later.
    """

    external_id: str
    source_id: str
    kind: str
    title: str
    occurred_at: datetime
    changed_at: datetime
    account: Account | None = None
    url: str | None = None
    details: Mapping[str, str | float | bool | None] = field(default_factory=dict)
    measures: Sequence[Measure] = ()


@dataclass(frozen=True, kw_only=True)
class ReachedMilestone:
    """Something a team worked towards is done: a version is out, a sprint is over."""

    external_id: str
    kind: str
    name: str
    reached_at: datetime
    items: Sequence[str] = ()
    """The external ids of the work in it."""
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class Page:
    """A part of what was asked for, and from where to go on after it has been taken in."""

    observations: Sequence[Observation] = ()
    milestones: Sequence[ReachedMilestone] = ()
    gone: Sequence[str] = ()
    """External ids of what is no longer there, or no longer ours to see."""
    unreadable: Sequence[str] = ()
    """By what people call them: pieces that say too little to be kept."""
    troubles: Sequence[SourceTrouble] = ()
    """Of what is chosen, what could not be read with the rest."""
    catalog: Mapping[str, Any] = field(default_factory=dict)
    """What was found out about the site meanwhile, in place of what was known; or nothing."""
    cursor: Mapping[str, Any] = field(default_factory=dict)
    expected: int | None = None
    """About how many pieces there are in all, where it is known."""


@dataclass(frozen=True, kw_only=True)
class Glimpse:
    """That something is there, and when it last changed: enough to see what was missed."""

    external_id: str
    changed_at: datetime


def tidy(text: object, *, most: int = LONGEST_TITLE) -> str:
    """One line that can be stored and shown: no control characters, no half letters, no novel."""
    kept = visible(str(text))
    if not kept.isprintable():
        kept = "".join(
            " " if unicodedata.category(letter) in {"Cc", "Cs"} else letter for letter in kept
        )
    line = " ".join(kept.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
