"""Few at a time, but nobody is kept out by who is slow."""

import asyncio

import pytest

from infra.gate import Gate

LONG = 60.0
SOON = 0.05


async def test_so_many_are_through_and_the_next_waits_for_one_to_leave() -> None:
    gate, through = Gate(2, LONG), asyncio.Queue[str]()
    first = await gate.enter()
    await gate.enter()
    waiting = [asyncio.create_task(_enter(gate, name, through)) for name in ("third", "fourth")]
    await asyncio.sleep(SOON)
    assert through.empty()
    first.leave()
    await asyncio.sleep(SOON)
    assert [through.get_nowait()] == ["third"]
    assert through.empty()
    waiting[1].cancel()


async def test_the_place_of_who_is_slow_is_given_away_and_only_once() -> None:
    gate, through = Gate(1, SOON), asyncio.Queue[str]()
    slow = await gate.enter()
    await asyncio.wait_for(_enter(gate, "second", through), 5)
    await asyncio.sleep(2 * SOON)
    slow.leave()
    await asyncio.wait_for(gate.enter(), 5)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(gate.enter(), SOON / 5)


async def test_who_gives_up_waiting_takes_no_place_along() -> None:
    gate = Gate(1, LONG)
    first = await gate.enter()
    waiting = asyncio.create_task(gate.enter())
    gone = asyncio.create_task(gate.enter())
    await asyncio.sleep(0)
    first.leave()
    waiting.cancel()
    gone.cancel()
    await asyncio.wait([waiting, gone])
    assert waiting.cancelled()
    assert gone.cancelled()
    (await asyncio.wait_for(gate.enter(), 5)).leave()
    await asyncio.wait_for(gate.enter(), 5)


async def _enter(gate: Gate, name: str, through: asyncio.Queue[str]) -> None:
    await gate.enter()
    through.put_nowait(name)
