"""Deliveries a second of one worker process, against a bare loop that posts the same bodies.

With `--events N` also that nothing is lost while worker and relay are killed, again and again.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import aiohttp

from bench.bare_posts import post_bare, same_bodies
from bench.cpu import metered
from bench.crew import Crew, a_crew, until
from bench.jobs_left import jobs_left
from bench.listening_company import a_company, announce
from bench.side_by_side import (
    Report,
    add_common_arguments,
    database_of,
    in_turns,
    percentile,
    throw_away_server,
)
from bench.webhook_kills import nothing_is_lost
from infra.database import Place
from infra.ports import free_port
from infra.settings import settings
from tenants.platform import make_platform

_TARGET = "ratio: deliveries/s of a worker process over a bare aiohttp loop; at least 0.3"


@dataclass(frozen=True)
class Shape:
    """How the same number of deliveries is spread over companies."""

    companies: int
    endpoints: int
    each: int
    """Events for each endpoint, a round."""


_SHAPES = {"few": Shape(3, 20, 300), "many": Shape(60, 1, 100)}
_LONGEST_SECONDS = 300.0
_OURS = ("relay", "worker")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_common_arguments(parser)
    shapes = ", ".join(
        f"{name}: {each.companies} × {each.endpoints}" for name, each in _SHAPES.items()
    )
    parser.add_argument(
        "--shape", choices=_SHAPES, default="few", help=f"companies × endpoints; {shapes}"
    )
    parser.add_argument("--each", type=int, help="events for each endpoint, a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--events", type=int, default=0, help="so many events among kills as well")
    parser.add_argument("--kill-every", type=float, default=3.0, metavar="SECONDS")


def run(arguments: argparse.Namespace) -> int:
    return asyncio.run(_bench(arguments))


async def _bench(arguments: argparse.Namespace) -> int:
    report, shape = Report("webhooks", _TARGET), _SHAPES[arguments.shape]
    shape = replace(shape, each=arguments.each or shape.each)
    with throw_away_server() as server, a_crew() as crew:
        async with database_of(server), listening(crew) as url:
            await make_platform()
            places = [
                await a_company(url, each, shape.endpoints) for each in range(shape.companies)
            ]
            for name in _OURS:
                crew.start(name)
            await _happen(places, replace(shape, each=2), url)
            await _ours(places, replace(shape, each=2), url)
            await _measure(report, shape, arguments.rounds, places, url, crew)
            if arguments.events:
                place = await a_company(url, shape.companies, 1)
                await nothing_is_lost(report, crew, place, url, arguments)
    report.show(as_json=arguments.json)
    return 1 if any(report.figures.get(name) for name in ("lost", "unknown", "differing")) else 0


@asynccontextmanager
async def listening(crew: Crew) -> AsyncIterator[str]:
    """A receiver in a process of its own, opened to everybody here."""
    port = free_port()
    os.environ["TANLU_PRIVATE_PEERS"] = f'["127.0.0.1:{port}"]'
    settings.cache_clear()
    crew.start("receiver", told=[str(port)])
    url = f"http://127.0.0.1:{port}"

    async def answers() -> bool:
        try:
            return await asked(url, "count") == "0"
        except aiohttp.ClientError:
            return False

    await until(answers, _LONGEST_SECONDS)
    yield url
    del os.environ["TANLU_PRIVATE_PEERS"]
    settings.cache_clear()


async def asked(url: str, what: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(f"{url}/{what}") as answer:
        return await answer.text()


async def _measure(
    report: Report, shape: Shape, rounds: int, places: Sequence[Place], url: str, crew: Crew
) -> None:
    total = shape.each * shape.endpoints * len(places)
    posts = await same_bodies(places, total)
    cpu: dict[str, list[float]] = {"ours": [], "bare": []}

    async def waiting() -> None:
        crew.pause(*_OURS)
        await _happen(places, shape, url)

    async def ours() -> None:
        crew.resume(*_OURS)
        await _ours(places, shape, url)

    times = await in_turns(
        {
            "ours": metered(ours, crew.pids_of(*_OURS), cpu["ours"]),
            "bare": metered(lambda: post_bare(url, posts), lambda: [os.getpid()], cpu["bare"]),
        },
        rounds=rounds,
        label="deliveries a second",
        before={"ours": waiting},
    )
    _tell(report, total, times, cpu)


def _tell(
    report: Report,
    total: int,
    times: Mapping[str, Sequence[float]],
    cpu: Mapping[str, Sequence[float]],
) -> None:
    per_second = {side: total * 1000 / percentile(times[side], 50) for side in times}
    each = {side: percentile(cpu[side], 50) * 1000 / total for side in cpu}
    report.figures |= {
        "deliveries a round": total,
        "deliveries/s, waiting event to answer in the books": per_second["ours"],
        "bare aiohttp posts/s": per_second["bare"],
        "relay and worker: CPU ms a delivery": each["ours"],
        "bare aiohttp: CPU ms a post": each["bare"],
    }
    report.ratio = per_second["ours"] / per_second["bare"]


async def _happen(places: Sequence[Place], shape: Shape, url: str) -> None:
    """The events are committed, and wait."""
    await asked(url, "forget")
    await asyncio.gather(*(announce(place, shape.each) for place in places))


async def _ours(places: Sequence[Place], shape: Shape, url: str) -> None:
    """From waiting events until every answer is entered and no job is left."""

    async def done() -> bool:
        return await jobs_left() == 0

    if not await until(done, _LONGEST_SECONDS):
        sys.exit(f"After {_LONGEST_SECONDS:.0f} s there is still something to send")
    came, expected = int(await asked(url, "count")), shape.each * shape.endpoints * len(places)
    if came != expected:
        sys.exit(f"{came} deliveries came instead of {expected}")
