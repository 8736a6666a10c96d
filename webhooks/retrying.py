"""When a delivery is tried again: ten attempts over 75 hours and 35 minutes.

The times are those that Standard Webhooks 1.0.0 gives as its example.
"""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

WAITS: Final = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
ATTEMPTS: Final = len(WAITS) + 1
OVERLOADED: Final = timedelta(seconds=60)
"""The shortest wait after an answer of 429, or none in time."""
_JITTER: Final = 0.2
_chance = random.SystemRandom()


def wait_after(
    failed: int, *, overloaded: bool, asked: timedelta | None = None
) -> timedelta | None:
    """How long to wait before the next attempt; None if there is none.

    Args:
        failed: attempts that were made.
        overloaded: it answered 429, or not in time.
        asked: what its answer asked for, which is heeded up to twice our own wait.
    """
    if failed > len(WAITS):
        return None
    ours = WAITS[failed - 1]
    if asked is None:
        wait = ours * (1 + _JITTER * (2 * _chance.random() - 1))
    else:
        wait = min(max(asked, ours), 2 * ours)
    return max(wait, OVERLOADED) if overloaded else wait


def asked_for(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """What `Retry-After` says, in seconds or as a date; None for neither."""
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return timedelta(seconds=min(int(said), 10**6))
    try:
        return parsedate_to_datetime(said) - now
    except (ValueError, TypeError):
        return None
