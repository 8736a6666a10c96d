"""Long computations in a thread beside the event loop: one at a time, those who ask in turn.

Python lets one thread run at a time. A computation beside the loop therefore holds it up for no
longer than the switch interval, each time the loop has something to do; a second one would double
that. And who asks for much waits for themselves: the others' come between.
"""

import asyncio
import gc
import sys
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")

SWITCH_SECONDS = 0.0005
"""Python's own 5 ms, some six times a request, are more than all of the request otherwise takes."""

_YOUNG = 5_000
"""New objects before the young ones are looked at."""

_Waiting = tuple[Callable[[], Any], "asyncio.Future[Any]"]


class OffLoop:
    """The thread, and whose turn it is."""

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._waiting: OrderedDict[Hashable, deque[_Waiting]] = OrderedDict()
        self._runner: asyncio.Task[None] | None = None

    async def run(self, payer: Hashable, compute: Callable[[], T]) -> T:
        """What it computes, or raises, when those before it of the same payer are done."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        self._waiting.setdefault(payer, deque()).append((compute, answer))
        if self._runner is None or self._runner.done() or self._runner.get_loop() is not loop:
            self._runner = loop.create_task(self._run_all(loop))
        return await answer

    async def _run_all(self, loop: asyncio.AbstractEventLoop) -> None:
        while self._waiting:
            compute, answer = self._next()
            if answer.done() or answer.get_loop() is not loop:
                continue
            try:
                found = await loop.run_in_executor(self._thread, compute)
            except Exception as error:  # noqa: BLE001 - whoever asked is told
                if not answer.done():
                    answer.set_exception(error)
            else:
                if not answer.done():
                    answer.set_result(found)

    def _next(self) -> _Waiting:
        """Of whoever has waited longest for a turn; with more to do, they go to the end."""
        payer, theirs = self._waiting.popitem(last=False)
        first = theirs.popleft()
        if theirs:
            self._waiting[payer] = theirs
        return first


def share_quickly() -> None:
    """Let a thread that waits for its turn have it soon, also from the garbage collector.

    That keeps its turn as long as it looks, so it looks at less at a time.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.set_threshold(_YOUNG, 10, 50)
