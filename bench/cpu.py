"""CPU that processes have used: what a side costs, however busy the machine is with others."""

import os
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_USER, _SYSTEM = 11, 12
"""Places after the command's name in /proc/PID/stat: proc(5), utime and stime."""


def seconds_used(pids: Iterable[int]) -> float:
    """By these processes so far, in their own code and in the system's for them."""
    return sum(map(_ticks, pids)) / _TICKS


def _ticks(pid: int) -> int:
    told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(told[_USER]) + int(told[_SYSTEM])


def metered(
    deed: Callable[[], Awaitable[object]],
    pids: Callable[[], Iterable[int]],
    used: list[float],
) -> Callable[[], Awaitable[None]]:
    """The deed, which adds to `used` the seconds of CPU that these processes needed for it."""

    async def carry_out() -> None:
        before = seconds_used(pids())
        await deed()
        used.append(seconds_used(pids()) - before)

    return carry_out
