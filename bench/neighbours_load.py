"""Small reads, and dear ones beside them: `python -m bench.neighbours_load`, a JSON on stdin."""

import asyncio
import itertools
import json
import sys
import time
from collections import Counter
from typing import Any
from uuid import uuid4

import aiohttp

SMALL = "query Small{viewer{id name title} people(first:5){nodes{name title}}}"
_GOALS = "goals(first:0){totalCount nodes{id title why measure dueOn weight state progress}}"
_MARK = "%d"
_PACE = 0.05
"""Seconds from one small read to the next, whatever the last one took."""


def documents() -> list[dict[str, Any]]:
    """The four, of which each sending differs from all before: `%d` is a number of its own."""
    wide = " ".join(f"g{number}:{_GOALS}" for number in range(28))
    nodes = " ".join(f"a{number}x{_MARK}:node(id:$i){{id}}" for number in range(30))
    spread = " ".join(
        f"fragment f{n} on Person{{...f{n + 1} ...f{n + 1} ...f{n + 1}}}" for n in range(45)
    )
    return [
        {"query": f"{{people(first:0){{nodes{{x{_MARK}:name {wide}}}}}}}"},
        {"query": f"query($i:ID!){{{nodes}}}", "variables": {"i": str(uuid4())}},
        {
            "query": "query($s:[GoalState!]){goals(first:1,filter:{states:$s}){nodes{x%d:id}}}",
            "variables": {"s": ["ACTIVE"] * 20_000},
        },
        {"query": f"{{viewer{{...f0}}}} {spread} fragment f45 on Person{{x{_MARK}:name}}"},
    ]


async def load(plan: dict[str, Any]) -> dict[str, Any]:
    """The percentiles of the neighbour's times in milliseconds, and what the others were told."""
    times: list[float] = []
    told: Counter[str] = Counter()
    ends = time.perf_counter() + plan["seconds"]
    async with aiohttp.ClientSession(plan["url"]) as session:
        dear = (_ask_dearly(session, token, ends, told) for token in plan["tokens"])
        await asyncio.gather(_ask(session, plan["neighbour"], ends, times), *dear)
    times.sort()
    return {
        "p50": times[len(times) // 2] * 1000,
        "p95": times[len(times) * 95 // 100] * 1000,
        "per_second": len(times) / plan["seconds"],
        "dear": dict(told),
    }


async def _ask(session: aiohttp.ClientSession, token: str, ends: float, times: list[float]) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    began = time.perf_counter()
    for number in itertools.count():
        await asyncio.sleep(began + number * _PACE - time.perf_counter())
        if (started := time.perf_counter()) >= ends:
            return
        async with session.post("/graphql", json={"query": SMALL}, headers=headers) as answer:
            body = await answer.read()
            if answer.status == 429:  # noqa: PLR2004 - it has points, too
                continue
            if answer.status != 200 or b'"errors"' in body:  # noqa: PLR2004 - OK
                raise SystemExit(f"{answer.status}: {body[:300]!r}")
        times.append(time.perf_counter() - started)


async def _ask_dearly(
    session: aiohttp.ClientSession, token: str, ends: float, told: Counter[str]
) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    each, number = itertools.cycle(documents()), itertools.count(time.monotonic_ns())
    while time.perf_counter() < ends:
        asked = dict(next(each))
        asked["query"] = asked["query"].replace(_MARK, str(next(number)))
        async with session.post("/graphql", json=asked, headers=headers) as answer:
            body = await answer.read()
            refused = answer.status == 200 and b'"data"' not in body[:10]  # noqa: PLR2004 - OK
            told["refused" if refused else str(answer.status)] += 1
            if answer.status == 429:  # noqa: PLR2004 - too many
                wait = float(answer.headers["Retry-After"])
                await asyncio.sleep(min(wait, max(ends - time.perf_counter(), 0.0)))


if __name__ == "__main__":
    print(json.dumps(asyncio.run(load(json.load(sys.stdin)))))
