"""What many tenants cost: making one, hopping between them, migrating them all.

With --fuzz N it does something else: N times a connection is given out for another tenant while
cancels, timeouts and errors strike, and not one answer may hold what belongs to somebody else.
"""

import argparse
import asyncio
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bench.isolation import Fuzz, fuzz, set_canaries
from bench.side_by_side import (
    Report,
    add_common_arguments,
    database_of,
    milliseconds,
    percentile,
    throw_away_server,
    with_progress,
)
from domain.actor import Actor
from infra.database import Place, close_engines
from infra.settings import settings
from tenants.migrations.rollout import roll_out
from tenants.migrations.steps import TENANT_STEPS, Step, read_steps
from tenants.platform import make_platform
from tenants.provisioning import create_tenant, refill_spares
from tenants.work import open_reading

_TARGET = "p95 while hopping ≤ 1.3 × p95 of one tenant; cold ≤ 300 ms, from the pool ≤ 50 ms (p95)"
_SPARES = 20
_SPARE_ROUNDS = 3
_QUERIES = 250
"""In a row, of each side, before it is the other's turn."""
_TURNS = 8
_FUZZED = 10
_HOUSE = 10_000
_LIGHT = """-- phase: expand
ALTER TABLE people ADD COLUMN bench_one TEXT;
ALTER TABLE people ADD COLUMN bench_two TIMESTAMPTZ;
CREATE TABLE bench_three (id UUID PRIMARY KEY, person_id UUID REFERENCES people (id));
"""
_QUERY = "SELECT count(*) FROM people JOIN reporting_lines ON person_id = people.id"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_common_arguments(parser)
    parser.add_argument("--tenants", type=int, default=1000, help="how many (1,000)")
    parser.add_argument("--fuzz", type=int, metavar="N", help="hunt for leaks, N switches")
    parser.add_argument("--seed", type=int, default=1, help="of the fuzz (1)")


def run(arguments: argparse.Namespace) -> int:
    with throw_away_server("max_locks_per_transaction=256") as server:

        async def inside() -> int:
            async with database_of(server):
                await make_platform()
                if arguments.fuzz:
                    return await _hunt(arguments)
                return await _measure(arguments)

        return asyncio.run(inside())


async def _measure(arguments: argparse.Namespace) -> int:
    report = Report("tenants", _TARGET)
    places = await _made(arguments.tenants, report)
    await _from_the_pool(report)
    await _hopping(places, report)
    await _migrated(report)
    report.show(as_json=arguments.json)
    return 0


async def _made(count: int, report: Report) -> list[Place]:
    """From the call to the first answer, one after the other, each made from the template."""
    places: list[Place] = []

    async def one() -> None:
        places.append(await create_tenant(f"company-{len(places)}"))
        await _ask(places[-1])

    numbers = with_progress(range(count), "tenants made", count)
    _times("create, cold", [await milliseconds(one) for _ in numbers], report)
    return places


async def _from_the_pool(report: Report) -> None:
    times = []
    for turn in with_progress(range(_SPARE_ROUNDS), "from the pool", _SPARE_ROUNDS):
        await refill_spares(at_least=_SPARES, at_most=_SPARES)
        for number in range(_SPARES):

            async def one(slug: str = f"spare-{turn}-{number}") -> None:
                await _ask(await create_tenant(slug))

            times.append(await milliseconds(one))
    _times("create, from the pool", times, report)


async def _hopping(places: Sequence[Place], report: Report) -> None:
    """Each side has connections of its own in its turn, warm for what it does."""
    times: dict[str, list[float]] = {"one tenant": [], "hopping": []}
    chosen = random.Random(1)  # noqa: S311 - a choice that can be repeated
    for _ in with_progress(range(_TURNS), "hopping", _TURNS):
        for side, found in times.items():
            await close_engines()
            for number in range(-20, _QUERIES):
                place = places[0] if side == "one tenant" else chosen.choice(places)
                took = await milliseconds(partial(_ask, place))
                if number >= 0:
                    found.append(took)
    for side, found in times.items():
        _times(f"query, {side}", found, report)
    report.ratio = percentile(times["hopping"], 95) / percentile(times["one tenant"], 95)


async def _migrated(report: Report) -> None:
    """Two columns and a table, for every tenant there is."""
    with tempfile.TemporaryDirectory() as made:
        steps, done = with_a_light_step(Path(made)), []

        async def all_of_them() -> None:
            done.append(await roll_out(steps))

        took = await milliseconds(all_of_them)
    report.figures["migration: tenants"] = done[0].done
    report.figures["migration: failed"] = len(done[0].failed)
    report.figures["migration, ms per tenant"] = took / done[0].total
    report.figures[f"migration, s for {_HOUSE:,}"] = took / done[0].total * _HOUSE / 1000


def with_a_light_step(folder: Path) -> Sequence[Step]:
    """All steps there are and one more, in that folder."""
    shutil.copytree(TENANT_STEPS, folder, dirs_exist_ok=True)
    following = len(read_steps(folder)) + 1
    (folder / f"{following:04}_light.sql").write_text(_LIGHT)
    return read_steps(folder)


async def _hunt(arguments: argparse.Namespace) -> int:
    places = [await create_tenant(f"company-{number}") for number in range(_FUZZED)]
    await set_canaries(places)
    os.environ |= {"TANLU_POOL_SIZE": "2", "TANLU_TENANTS_PER_CONNECTION": str(_FUZZED)}
    settings.cache_clear()
    await close_engines()
    run = Fuzz(places, _FUZZED)
    with Progress(console=Console(stderr=True)) as line:
        task = line.add_task("switches", total=arguments.fuzz)
        await fuzz(
            run,
            arguments.fuzz,
            seed=arguments.seed,
            watch=lambda switches: line.update(task, completed=switches),
        )
    for finding in run.findings[:20]:
        print(finding, file=sys.stderr)
    report = Report("tenants --fuzz", "0 leaks", ratio=float(len(run.findings)))
    report.figures = {"switches": run.switches, "findings": len(run.findings), **run.done}
    report.show(as_json=arguments.json)
    return 1 if run.findings else 0


async def _ask(place: Place) -> None:
    async with open_reading(place, Actor.system()) as reading:
        await reading.connection.fetchval(_QUERY)


def _times(what: str, times: Sequence[float], report: Report) -> None:
    report.figures[f"{what}, ms p50"] = percentile(times, 50)
    report.figures[f"{what}, ms p95"] = percentile(times, 95)
