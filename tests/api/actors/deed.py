"""One row of the table: who may, and how a valid request is made."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.api.actors.company import Company

Given = Mapping[str, Any]
Recipe = Callable[[Company], Awaitable[Given]]


@dataclass(frozen=True)
class Deed:
    """The letters are those of `Who`; whoever is not named may not, and is told so.

    Nobody needs to be named for whom it goes without saying: who has left comes nowhere, and
    what lacks the scope is forbidden.
    """

    may: str
    made: Recipe
    """Makes something new to do it to, and the input that does it."""
    hidden: str = ""
    """For whom there is no such thing; the others are told that it is not theirs."""
    quiet: bool = False
    """Done well, it still changes no row."""
