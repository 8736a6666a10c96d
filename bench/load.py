"""A load on one address from a process of its own: `python -m bench.load` with a JSON on stdin."""

import asyncio
import json
import sys
import time
from typing import Any

import aiohttp


async def load(plan: dict[str, Any]) -> dict[str, float]:
    """Posts one body over and over.

    Args:
        plan: url, headers, body (text), connections and seconds.

    Returns:
        Requests a second, and the 50th and 95th percentile of their times in milliseconds.
    """
    times: list[float] = []
    ends = time.perf_counter() + plan["seconds"]
    async with aiohttp.ClientSession(headers=plan["headers"]) as session:
        posts = [_post(session, plan, ends, times) for _ in range(plan["connections"])]
        await asyncio.gather(*posts)
    times.sort()
    return {
        "per_second": len(times) / plan["seconds"],
        "p50": times[len(times) // 2] * 1000,
        "p95": times[len(times) * 95 // 100] * 1000,
    }


async def _post(
    session: aiohttp.ClientSession, plan: dict[str, Any], ends: float, times: list[float]
) -> None:
    while (started := time.perf_counter()) < ends:
        async with session.post(plan["url"], data=plan["body"]) as answer:
            body = await answer.read()
            if answer.status != 200 or b'"errors"' in body[:4000]:  # noqa: PLR2004 - OK
                raise SystemExit(f"{answer.status}: {body[:300]!r}")
        times.append(time.perf_counter() - started)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(load(json.load(sys.stdin)))))
