"""At most so many of a thing in a while: for whoever is not signed in, and has no points to spend.

What was taken comes back evenly, so whoever waits a little gets a little.

Kept in the process alone, like the points of GraphQL: behind several API processes each counts what
reaches it, and a restart begins anew. A limit that must hold exactly is counted in the database.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

from api.refusals import Code, Refused

REMEMBERED = 20_000
"""Keys at a time; whoever did nothing for longest is forgotten first, and begins anew."""
_ROUNDING = 1e-6
_A_MINUTE = 60


class Buckets:
    """A full bucket for each key, from which points are taken and which fills again.

    Args:
        size: the points of a full bucket.
        refill: points that come back in a second.
        at_most: how many keys are remembered; a bucket that is forgotten is full again.

    Moments are seconds on a clock that never goes back.
    """

    def __init__(self, size: float, refill: float, at_most: int = REMEMBERED) -> None:
        self.size = size
        self._refill = refill
        self._at_most = at_most
        self._full_at: OrderedDict[Hashable, float] = OrderedDict()

    def full_in(self, key: Hashable, moment: float) -> float:
        """Seconds until it is full, if nothing else is taken."""
        return max(self._full_at.get(key, moment) - moment, 0.0)

    def left(self, full_in: float) -> float:
        """The points of a bucket that is full in so many seconds; below nought, it is in debt."""
        return self.size - full_in * self._refill

    def wait(self, key: Hashable, points: float, moment: float) -> float:
        """Seconds until so many points are there, of a full bucket at most; nought, if they are."""
        missing = min(points, self.size) - self.left(self.full_in(key, moment))
        return missing / self._refill if missing > _ROUNDING else 0.0

    def take(self, key: Hashable, points: float, moment: float) -> float:
        """Take them, whatever is left. Gives the seconds until the bucket is full."""
        full_in = self.full_in(key, moment) + points / self._refill
        self._full_at[key] = moment + full_in
        self._full_at.move_to_end(key)
        if len(self._full_at) > self._at_most:
            self._full_at.popitem(last=False)
        return full_in

    def forget_all(self) -> None:
        self._full_at.clear()


@dataclass(frozen=True, slots=True)
class Pace:
    """So many times in so many seconds."""

    times: int
    seconds: float


class RateLimit:
    """Says no to a key that has done something too often.

    `take` counts each time; where only failures count, `require` comes before and `note` after
    them. `now` is in seconds, on a clock that never goes back; the process's own, if not given.
    """

    def __init__(self, pace: Pace, at_most: int = REMEMBERED) -> None:
        self._buckets = Buckets(pace.times, pace.times / pace.seconds, at_most)

    def take(self, key: Hashable, now: float | None = None) -> None:
        """Count one. Raises Refused: RATE_LIMITED, and counts none, where it was too often."""
        self.require(key, now)
        self.note(key, now)

    def require(self, key: Hashable, now: float | None = None) -> None:
        """Raises Refused: RATE_LIMITED, where it was too often already."""
        wait = self._buckets.wait(key, 1, _moment(now))
        if wait:
            raise too_often(wait)

    def note(self, key: Hashable, now: float | None = None) -> None:
        """Count one, whatever is left; there is no debt, so nobody waits longer for trying on."""
        moment = _moment(now)
        if not self._buckets.wait(key, 1, moment):
            self._buckets.take(key, 1, moment)

    def forget_all(self) -> None:
        self._buckets.forget_all()


def too_often(wait: float) -> Refused:
    """The refusal for somebody who may try again in so many seconds."""
    seconds = max(math.ceil(wait - _ROUNDING), 1)
    english, chinese = _in_words(seconds)
    return Refused(
        Code.RATE_LIMITED,
        f"That was tried too often; try again in {english}",
        zh=f"尝试过于频繁，请在 {chinese}后重试",
        status=429,
        headers={"Retry-After": str(seconds)},
        details={"retryAfterSeconds": seconds},
    )


def _in_words(seconds: int) -> tuple[str, str]:
    if seconds < 2 * _A_MINUTE:
        return f"{seconds} s", f"{seconds} 秒"
    minutes = math.ceil(seconds / _A_MINUTE)
    return f"{minutes} minutes", f"{minutes} 分钟"


def _moment(now: float | None) -> float:
    return time.monotonic() if now is None else now
