"""What each principal may still spend: a bucket of points that fills again as time passes.

Kept in the process alone: asking a database would cost each read a round trip. Behind several
API processes a principal's requests are spread, and so is what they may spend.
"""

import math
import time
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from api.rate_limit import REMEMBERED, Buckets
from api.refusals import Code, Refused
from infra import clock
from infra.settings import settings

FILLS_IN = 20
"""Seconds from empty to full."""
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Charge:
    """What one operation was charged, and how its principal stands after it."""

    cost: int
    limit: int
    """The points of a full bucket."""
    remaining: int
    full_in: float
    """Seconds until the bucket is full, if nothing else is spent."""

    @property
    def reset_at(self) -> datetime:
        return clock.now() + timedelta(seconds=self.full_in)

    def headers(self) -> dict[str, str]:
        """The fields RateLimit and RateLimit-Policy of the IETF's draft."""
        return {
            "RateLimit-Policy": f'"cost";q={self.limit};w={FILLS_IN}',
            "RateLimit": f'"cost";r={self.remaining};t={math.ceil(self.full_in)}',
        }

    def told(self) -> Mapping[str, object]:
        """For people who read answers, and programs that plan their next question."""
        return {
            "requested": self.cost,
            "limit": self.limit,
            "remaining": self.remaining,
            "resetAt": self.reset_at,
        }


class Budgets:
    """The buckets of this process; whoever has not asked for longest is forgotten first.

    Args:
        refill: points per second.
        at_most: how many principals are remembered; a bucket that is forgotten is full again.
    """

    def __init__(self, refill: int, at_most: int = REMEMBERED) -> None:
        self._buckets = Buckets(refill * FILLS_IN, refill, at_most)

    def spend(self, payer: Hashable, points: int, now: float | None = None) -> Charge:
        """Take the points. Raises Refused where too few are left.

        Nothing is free, so that nobody asks for nothing forever. What costs more than a full
        bucket waits for one, and leaves it in debt. `now` is in seconds, on a clock that never
        goes back; the process's own, if not given.
        """
        moment = time.monotonic() if now is None else now
        points = max(points, 1)
        self._require(payer, points, moment)
        return self._charge(points, self._buckets.take(payer, points, moment))

    def require(self, payer: Hashable, now: float | None = None) -> None:
        """Raises Refused where there is no point left at all, before anything is looked at."""
        self._require(payer, 1, time.monotonic() if now is None else now)

    def fine(self, payer: Hashable, points: int, now: float | None = None) -> None:
        """Take the points for work that led to nothing, whatever is left."""
        self._buckets.take(payer, points, time.monotonic() if now is None else now)

    def _require(self, payer: Hashable, points: int, moment: float) -> None:
        if wait := self._buckets.wait(payer, points, moment):
            raise self._refused(points, self._buckets.full_in(payer, moment), wait)

    def _charge(self, points: int, full_in: float) -> Charge:
        left = int(self._buckets.left(full_in) + _ROUNDING)
        return Charge(points, int(self._buckets.size), max(left, 0), full_in)

    def _refused(self, points: int, full_in: float, wait: float) -> Refused:
        charge = self._charge(points, full_in)
        seconds = max(math.ceil(wait), 1)
        return Refused(
            Code.RATE_LIMITED,
            f"You have spent your points for now; ask again in {seconds} s",
            zh=f"当前可用点数已用完，请在 {seconds} 秒后重试",
            status=429,
            headers={"Retry-After": str(seconds), **charge.headers()},
            details=charge.told(),
        )


@cache
def budgets() -> Budgets:
    """This process's own."""
    return Budgets(settings().cost_refill)
