"""The time in the fakes: the machine's, until whoever drives them moves it on."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Given a moment to start from, it stands still there and only moves when it is told to."""

    def __init__(self, stands_at: datetime | None = None) -> None:
        self._stands_at = stands_at
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        moment = self._stands_at or datetime.fromtimestamp(time.time(), UTC)
        return moment + self._ahead

    def advance(self, by: timedelta) -> datetime:
        self._ahead += by
        return self.now()
