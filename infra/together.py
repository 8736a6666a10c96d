"""Calls that come while one is under way share the next: one statement for many."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Together(Generic[K, V]):
    """Turns `run(keys) -> {key: value}` into `await together(key) -> value | None`.

    Nothing waits for company: the first call runs at once, and those that arrive meanwhile go
    in one batch after it.
    """

    def __init__(self, run: Callable[[Sequence[K]], Awaitable[Mapping[K, V]]]) -> None:
        self._run = run
        self._waiting: list[tuple[K, asyncio.Future[V | None]]] = []
        self._runner: asyncio.Task[None] | None = None

    async def __call__(self, key: K) -> V | None:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[V | None] = loop.create_future()
        self._waiting.append((key, answer))
        if self._runner is None or self._runner.done():
            self._runner = loop.create_task(self._run_all())
        return await answer

    async def _run_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                answers = await self._run([key for key, _ in batch])
            except Exception as error:  # noqa: BLE001 - each caller is told
                for _, answer in batch:
                    if not answer.done():
                        answer.set_exception(error)
            else:
                for key, answer in batch:
                    if not answer.done():
                        answer.set_result(answers.get(key))
