"""Few at a time, as long as each is quick."""

import asyncio
from collections import deque


class Gate:
    """Lets so many through at the same time; whoever needs longer no longer counts.

    Many that are under way at once only make each other slow. But those who wait for a slow
    stranger must not keep out the others, so after a while their place is given away.
    """

    def __init__(self, places: int, patience: float) -> None:
        """`patience` is the seconds after which a place is given to the next."""
        self._free = places
        self._patience = patience
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def enter(self) -> "Passage":
        """In the order of asking. Whoever is through says so with `leave`."""
        if self._free:
            self._free -= 1
        else:
            await self._wait()
        return Passage(self, asyncio.get_running_loop().call_later(self._patience, self.free))

    async def _wait(self) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():
                self.free()
            raise

    def free(self) -> None:
        """A place for whoever has waited longest."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1


class Passage:
    """One who is under way."""

    __slots__ = ("_gate", "_given_away")

    def __init__(self, gate: Gate, given_away: asyncio.TimerHandle) -> None:
        self._gate = gate
        self._given_away = given_away

    def leave(self) -> None:
        if self._given_away.when() > asyncio.get_running_loop().time():
            self._given_away.cancel()
            self._gate.free()
