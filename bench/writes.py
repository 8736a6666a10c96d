"""`./tanlu bench writes`: a command with three children, event and job, against SQL by hand."""

import argparse
import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from statistics import median

from bench.cpu import metered
from bench.inserts import by_driver, by_hand, due
from bench.mutation import proposing_over_http
from bench.served import our_app
from bench.side_by_side import (
    Report,
    add_common_arguments,
    database_of,
    in_turns,
    percentile,
    throw_away_server,
)
from domain.actor import Actor
from domain.goals.commands import propose_goal
from domain.goals.items import GoalItem, KeyResultItem
from domain.people.commands import add_person
from infra.database import Place
from infra.embedded import Embedded
from infra.ports import free_port
from tenants.platform import make_platform
from tenants.provisioning import create_tenant
from tenants.work import open_work

TARGET = "time of propose_goal with three key results against the same inserts by hand: at most 1.5"
A_TURN = 20
"""Deeds timed together: one of either side takes about as long as the clock is coarse."""

_THREE = range(3)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_common_arguments(parser)
    parser.add_argument("--rounds", type=int, default=40, help=f"of {A_TURN} deeds a side")


def run(arguments: argparse.Namespace) -> int:
    with throw_away_server() as server:
        asyncio.run(_measure(server, arguments)).show(as_json=arguments.json)
    return 0


async def _measure(server: Embedded, arguments: argparse.Namespace) -> Report:
    async with database_of(server):
        await make_platform()
        place = await create_tenant("bench", "Bench")
        async with open_work(place, Actor.system()) as work:
            person = await add_person(work, name="Ana", email="ana@bench.test")
        owner = Actor.person(person.id)
        deeds: dict[str, Callable[[], Awaitable[None]]] = {
            "asyncpg alone": partial(by_driver, place, owner),
            "by hand": partial(by_hand, place, owner),
            "command": partial(by_command, place, owner),
        }
        with our_app("api.app:create_app", free_port()) as app:
            async with proposing_over_http(app.address, place, owner) as post:
                deeds["mutation over HTTP"] = post
                cpu: dict[str, list[float]] = {name: [] for name in deeds}
                sides = {
                    name: metered(partial(_repeatedly, deed), _pids(name, app.pid), cpu[name])
                    for name, deed in deeds.items()
                }
                await in_turns(sides, rounds=3, label="warming up")
                for used in cpu.values():
                    used.clear()
                times = await in_turns(sides, rounds=arguments.rounds, label="bench writes")
    return _report(times, cpu)


def _pids(side: str, app: int) -> Callable[[], Iterable[int]]:
    """Whose CPU counts: the API's for a mutation, else this process's."""
    return lambda: [app if side == "mutation over HTTP" else os.getpid()]


async def _repeatedly(deed: Callable[[], Awaitable[None]]) -> None:
    for _ in range(A_TURN):
        await deed()


async def by_command(place: Place, owner: Actor) -> None:
    """As a request does it: validated, permitted, announced."""
    parts = [
        KeyResultItem(title=f"Key result {at}", unit="%", start=0, target=100) for at in _THREE
    ]
    item = GoalItem(
        owner_id=owner.require_person(),
        title="Ship the release",
        why="So that nobody waits",
        measure="Customers on it",
        due_on=due(),
        key_results=parts,
    )
    async with open_work(place, owner) as work:
        await propose_goal(work, item=item)


def _report(times: dict[str, list[float]], cpu: dict[str, list[float]]) -> Report:
    report = Report("writes", TARGET)
    for name, turns in times.items():
        each = [turn / A_TURN for turn in turns]
        report.figures[f"{name}: p50 ms"] = median(each)
        report.figures[f"{name}: p95 ms"] = percentile(each, 95)
        report.figures[f"{name}: CPU ms"] = median(cpu[name]) * 1000 / A_TURN
    for name in ("by hand", "asyncpg alone"):
        pairs = zip(times["command"], times[name], strict=True)
        report.figures[f"command / {name}"] = median(ours / theirs for ours, theirs in pairs)
    pairs = zip(times["mutation over HTTP"], times["by hand"], strict=True)
    report.figures["mutation over HTTP / by hand"] = median(ours / theirs for ours, theirs in pairs)
    report.ratio = float(report.figures["command / by hand"])
    return report
