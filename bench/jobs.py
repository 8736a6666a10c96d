"""Jobs a second through outbox, relay and worker, against dramatiq-postgres by itself.

Also: how long the one job of a quiet company waits beside a noisy one, and with `--kills N` that
nothing is lost and nothing takes effect twice, however often worker and relay are killed.
"""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable

from bench.bare import fill_bare, left_in_bare, make_bare
from bench.cpu import metered
from bench.crew import Crew, a_crew, until
from bench.jobs_left import jobs_left
from bench.kills import kill_again_and_again
from bench.plays import ask_for, make_effects, waits_of
from bench.side_by_side import (
    Report,
    add_common_arguments,
    database_of,
    in_turns,
    percentile,
    throw_away_server,
    with_progress,
)
from infra.database import Place
from tenants.platform import make_platform
from tenants.provisioning import create_tenant

_TARGET = "ratio: our jobs/s over dramatiq-postgres alone; quiet p95 at most 1,000 ms"
_WARM_UP = 200
_LONGEST_SECONDS = 600.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_common_arguments(parser)
    parser.add_argument("--jobs", type=int, default=2_000, help="a round of either side")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--noise", type=int, default=20_000, help="jobs of the noisy company")
    parser.add_argument("--quiet", type=int, default=100, help="jobs of the quiet one")
    parser.add_argument("--kills", type=int, default=0, help="kill processes so often as well")


def run(arguments: argparse.Namespace) -> int:
    return asyncio.run(_bench(arguments))


async def _bench(arguments: argparse.Namespace) -> int:
    report = Report("jobs", _TARGET)
    # As in production: a commit is on the disk before the next step.
    with throw_away_server() as server, a_crew() as crew:
        async with database_of(server):
            await make_platform()
            await make_bare()
            noisy = await create_tenant("noisy", "Noisy")
            quiet = await create_tenant("quiet", "Quiet")
            await make_effects(quiet)
            await _start(crew, noisy)
            await _measure_rate(report, arguments, noisy, crew)
            await _measure_quiet(report, arguments, noisy, quiet)
            crew.kill_all()
            if arguments.kills:
                await kill_again_and_again(report, arguments.kills, crew, quiet)
    report.show(as_json=arguments.json)
    return 1 if any(report.figures.get(name) for name in ("lost", "twice")) else 0


async def _start(crew: Crew, place: Place) -> None:
    for name in ("relay", "worker", "bare"):
        crew.start(name)
    await _ours(place, _WARM_UP)
    await _bare(_WARM_UP)


async def _measure_rate(
    report: Report, arguments: argparse.Namespace, place: Place, crew: Crew
) -> None:
    jobs = arguments.jobs
    cpu: dict[str, list[float]] = {"ours": [], "bare": []}
    times = await in_turns(
        {
            "ours": metered(
                lambda: _ours(place, jobs), crew.pids_of("relay", "worker"), cpu["ours"]
            ),
            "bare": metered(lambda: _bare(jobs), crew.pids_of("bare"), cpu["bare"]),
        },
        rounds=arguments.rounds,
        label="jobs a second",
    )
    ours, bare = (jobs * 1000 / percentile(times[side], 50) for side in ("ours", "bare"))
    report.figures |= {
        "jobs/s": ours,
        "dramatiq-postgres messages/s": bare,
        "relay and worker: CPU ms a job": percentile(cpu["ours"], 50) * 1000 / jobs,
        "dramatiq-postgres: CPU ms a message": percentile(cpu["bare"], 50) * 1000 / jobs,
    }
    report.ratio = ours / bare


async def _measure_quiet(
    report: Report, arguments: argparse.Namespace, noisy: Place, quiet: Place
) -> None:
    alone = await waits_of(quiet, with_progress(range(arguments.quiet), "alone", arguments.quiet))
    await ask_for(noisy, "nothing", arguments.noise)
    label = f"beside {arguments.noise}"
    beside = await waits_of(quiet, with_progress(range(arguments.quiet), label, arguments.quiet))
    report.figures |= {
        "quiet p50 alone, ms": percentile(alone, 50),
        "quiet p95 alone, ms": percentile(alone, 95),
        "quiet p50 beside the noise, ms": percentile(beside, 50),
        "quiet p95 beside the noise, ms": percentile(beside, 95),
        "noise left then, jobs": await jobs_left(),
    }


async def _ours(place: Place, jobs: int) -> None:
    await ask_for(place, "nothing", jobs)
    await _empty(jobs_left)


async def _bare(jobs: int) -> None:
    await fill_bare(jobs)
    await _empty(left_in_bare)


async def _empty(left: Callable[[], Awaitable[int]]) -> None:
    async def empty() -> bool:
        return await left() == 0

    if not await until(empty, _LONGEST_SECONDS):
        sys.exit(f"After {_LONGEST_SECONDS:.0f} s there is still something to do")
