"""Whose jobs come next: everyone in turn, nobody with more than a share."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import count
from uuid import UUID

from tenants.jobs import Lane

THREADS: dict[Lane, int] = {
    Lane.INTERACTIVE: 4,
    Lane.DEFAULT: 8,
    Lane.WEBHOOK: 16,
    Lane.BULK: 4,
    Lane.MAINTENANCE: 2,
}
"""Of one worker process. A lane never waits for another's threads."""

_HANDED_PER_THREAD = 8
_SHARES = 4
_REMEMBERED = 20_000


def capacity(lane: Lane, workers: int) -> int:
    """How many jobs of a lane may be in the broker and in the workers together."""
    return THREADS[lane] * _HANDED_PER_THREAD * workers


def share(lane: Lane, workers: int) -> int:
    """How many of them may be one tenant's: enough for every thread, with one more at hand."""
    return max(1, capacity(lane, workers) // _SHARES)


class Turns:
    """One lane's memory of who was served when. Forgetting it is harmless."""

    def __init__(self) -> None:
        self._clock = count(1)
        self._served: dict[UUID, int] = {}

    def next(
        self, ready: Iterable[UUID], in_flight: Mapping[UUID, int], *, free: int, most: int
    ) -> Counter[UUID]:
        """How many jobs each tenant may send now: one each, the longest unserved first, and again.

        Args:
            ready: tenants with jobs that are due.
            in_flight: how many of each are handed over and not finished.
            free: how many may be handed over now.
            most: how many one tenant may have in flight.
        """
        line = sorted(ready, key=lambda tenant: self._served.get(tenant, 0))
        allowed: Counter[UUID] = Counter()
        while free > 0 and line:
            line = [each for each in line if in_flight.get(each, 0) + allowed[each] < most]
            for tenant in line[:free]:
                allowed[tenant] += 1
                self._served[tenant] = next(self._clock)
            free -= len(line)
        self._forget()
        return +allowed

    def _forget(self) -> None:
        if len(self._served) > _REMEMBERED:
            newest = sorted(self._served, key=self._served.__getitem__)[-_REMEMBERED // 2 :]
            self._served = {tenant: self._served[tenant] for tenant in newest}
