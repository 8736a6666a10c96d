"""What each principal may still spend: a bucket of points that fills again as time passes.

Kept in the process alone: asking a database would cost each read a round trip. Behind several
API processes a principal's requests are spread, and so is what they may spend.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from api.refusals import Code, Refused
from infra import clock
from infra.settings import settings

FILLS_IN = 20
"""Seconds from empty to full."""
_AT_MOST = 20_000
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

    def __init__(self, refill: int, at_most: int = _AT_MOST) -> None:
        self._refill = refill
        self._limit = refill * FILLS_IN
        self._at_most = at_most
        self._full_at: OrderedDict[Hashable, float] = OrderedDict()

    def spend(self, payer: Hashable, points: int, now: float | None = None) -> Charge:
        """Take the points. Raises Refused where too few are left.

        Nothing is free, so that nobody asks for nothing forever. What costs more than a full
        bucket waits for one, and leaves it in debt. `now` is in seconds, on a clock that never
        goes back; the process's own, if not given.
        """
        moment = time.monotonic() if now is None else now
        points = max(points, 1)
        full_in = self._require(payer, points, moment)
        return self._take(payer, points, moment, full_in)

    def require(self, payer: Hashable, now: float | None = None) -> None:
        """Raises Refused where there is no point left at all, before anything is looked at."""
        self._require(payer, 1, time.monotonic() if now is None else now)

    def fine(self, payer: Hashable, points: int, now: float | None = None) -> None:
        """Take the points for work that led to nothing, whatever is left."""
        moment = time.monotonic() if now is None else now
        self._take(payer, points, moment, self._full_in(payer, moment))

    def _require(self, payer: Hashable, points: int, moment: float) -> float:
        full_in = self._full_in(payer, moment)
        missing = min(points, self._limit) - (self._limit - full_in * self._refill)
        if missing > _ROUNDING:
            raise self._refused(points, full_in, missing / self._refill)
        return full_in

    def _full_in(self, payer: Hashable, moment: float) -> float:
        return max(self._full_at.get(payer, moment) - moment, 0.0)

    def _take(self, payer: Hashable, points: int, moment: float, full_in: float) -> Charge:
        full_in += points / self._refill
        self._full_at[payer] = moment + full_in
        self._full_at.move_to_end(payer)
        if len(self._full_at) > self._at_most:
            self._full_at.popitem(last=False)
        return self._charge(points, full_in)

    def _charge(self, points: int, full_in: float) -> Charge:
        left = int(self._limit - full_in * self._refill + _ROUNDING)
        return Charge(points, self._limit, max(left, 0), full_in)

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
