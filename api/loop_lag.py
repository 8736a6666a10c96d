"""How late the event loop is: whatever holds it up holds up everybody."""

import asyncio
import time
from collections import deque

from infra.telemetry import loop_lag

_EVERY = 0.1
_REMEMBERED = 50
"""Five seconds, as long as nothing is late."""


class LoopLag:
    """Asks to be called again and again, and notes how much later it was."""

    def __init__(self) -> None:
        self._seen: deque[float] = deque(maxlen=_REMEMBERED)

    @property
    def worst(self) -> float:
        """Seconds, of late."""
        return max(self._seen, default=0.0)

    async def watch(self) -> None:
        """Until it is cancelled."""
        while True:
            asked = time.monotonic()
            await asyncio.sleep(_EVERY)
            self._seen.append(max(time.monotonic() - asked - _EVERY, 0.0))
            loop_lag.set(self.worst)


lag = LoopLag()
"""This process's own."""
