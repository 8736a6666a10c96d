"""How long a failed job waits before its next attempt, and when it is given up."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import TypeAlias

Backoff: TypeAlias = Callable[[int], timedelta | None]
"""From the number of attempts that have failed to the wait before the next; None gives up."""

ATTEMPTS = 12
_FIRST = timedelta(seconds=2)
_LONGEST = timedelta(hours=1)
_SHORTEST = timedelta(milliseconds=500)
_chance = random.SystemRandom()


def exponential(failed: int) -> timedelta | None:
    """Doubling from two seconds to an hour, anywhere below, so that failures do not march."""
    if failed >= ATTEMPTS:
        return None
    longest = min(_LONGEST, _FIRST * float(2**failed))
    return max(_SHORTEST, _chance.random() * longest)


def after(*waits: timedelta) -> Backoff:
    """These waits, one after the other, each up to a tenth longer."""

    def wait(failed: int) -> timedelta | None:
        if failed > len(waits):
            return None
        return waits[failed - 1] * (1 + _chance.random() / 10)

    return wait
