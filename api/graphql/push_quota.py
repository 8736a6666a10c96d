"""How many rows a company may take in: pushed evidence, points of metrics, people of a list.

Points of GraphQL bound what one program asks for; this bounds what all of a company's make
everybody's database keep. Counted by each API process for itself, see `api/rate_limit.py`.
"""

import math
import time
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from uuid import UUID

from api.rate_limit import Buckets
from domain.errors import Conflict
from infra.settings import settings

_HOUR, _DAY = 3_600, 86_400
_SCALARS = (str, UUID, Enum, int, float, date)


class PushQuota:
    """The rows of an hour and of a day, by company; what was taken in comes back evenly.

    `now` is in seconds, on a clock that never goes back; the process's own, if not given.
    """

    def __init__(self, an_hour: int, a_day: int) -> None:
        self._buckets = (Buckets(an_hour, an_hour / _HOUR), Buckets(a_day, a_day / _DAY))

    def require(self, tenant_id: UUID, rows: int, now: float | None = None) -> None:
        """Raises Conflict where the company has taken in too many, and says when it may again."""
        moment = time.monotonic() if now is None else now
        wait = max(each.wait(tenant_id, rows, moment) for each in self._buckets)
        if rows and wait:
            raise _too_many(wait)

    def take(self, tenant_id: UUID, rows: int, now: float | None = None) -> None:
        """Count what was taken in."""
        moment = time.monotonic() if now is None else now
        for each in self._buckets if rows else ():
            each.take(tenant_id, rows, moment)


def rows_in(arguments: Mapping[str, object]) -> int:
    """How many things the arguments of a command hold in lists; ids and words are none."""
    lists = [each for each in arguments.values() if isinstance(each, list | tuple)]
    return sum(not isinstance(item, _SCALARS) for each in lists for item in each)


def _too_many(wait: float) -> Conflict:
    minutes = max(math.ceil(wait / 60), 1)
    return Conflict(
        "Your company has sent as much as it may for now;"
        f" send the rest in {minutes} {'minute' if minutes == 1 else 'minutes'}",
        zh=f"贵公司推送的数据量已达上限，请在 {minutes} 分钟后继续推送",
    )


@cache
def push_quota() -> PushQuota:
    """This process's own."""
    return PushQuota(settings().pushed_rows_an_hour, settings().pushed_rows_a_day)
