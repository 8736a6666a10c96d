"""`./tanlu bench reads`: the planner against SQL by hand, and against PostGraphile 5."""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import text

from bench.cpu import seconds_used
from bench.dashboard import DOCUMENT, NODES, POSTGRAPHILE, seed
from bench.mutation import token_of
from bench.served import our_app, served
from bench.side_by_side import (
    Report,
    add_common_arguments,
    database_of,
    throw_away_server,
    with_progress,
)
from domain.actor import Actor
from infra.database import Place, close_engines, owner_engine, owner_url
from infra.embedded import Embedded
from infra.ports import free_port
from infra.settings import ROOT
from tenants.platform import make_platform
from tenants.provisioning import create_tenant

TARGET = (
    "requests/s of a planned read against SQL by hand on the same route and pool: at least 0.7;"
    " against PostGraphile 5: at least 1.5"
)
VERSION = "5.1.5"
_FOR_NODE_20 = """
Promise.withResolvers ??= function () {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
};
"""
"""PostGraphile 5 takes for granted what Node has since version 22."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_common_arguments(parser)
    parser.add_argument("--seconds", type=float, default=4.0, help="of one turn")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--without-postgraphile", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    with throw_away_server() as server:
        asyncio.run(_measure(server, arguments)).show(as_json=arguments.json)
    return 0


async def _measure(server: Embedded, arguments: argparse.Namespace) -> Report:
    async with database_of(server):
        await make_platform()
        place = await create_tenant("bench", "Bench")
        manager = await seed(place)
        token = await token_of(place, Actor.person(manager))
        await _settle()
        with ExitStack() as open_programs:
            app = open_programs.enter_context(our_app("bench.read_app:create", free_port()))
            plans = _our_plans(app.address, token, manager)
            if not arguments.without_postgraphile:
                other = open_programs.enter_context(_postgraphile(place))
                plans["PostGraphile"] = _plan(other, POSTGRAPHILE, manager)
            return _report(_in_turns(plans, arguments, {"by hand": app.pid, "planned": app.pid}))


async def _settle() -> None:
    """What a server that has been up for a while has done: analysed its tables."""
    async with owner_engine().connect() as owner:
        await owner.execution_options(isolation_level="AUTOCOMMIT")
        await owner.execute(text("VACUUM ANALYZE"))
    await close_engines()


def _our_plans(app: str, token: str, manager: UUID) -> dict[str, dict[str, Any]]:
    access = {"Authorization": f"Bearer {token}"}
    return {
        "by hand": _plan(f"{app}/by-hand", DOCUMENT, manager, access),
        "planned": _plan(f"{app}/graphql", DOCUMENT, manager, access),
    }


def _plan(
    url: str, document: str, manager: UUID, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    body = json.dumps({"query": document, "variables": {"id": str(manager)}})
    sent = {"Content-Type": "application/json", **(headers or {})}
    return {"url": url, "headers": sent, "body": body}


@contextmanager
def _postgraphile(place: Place) -> Iterator[str]:
    """PostGraphile on the tenant's schema, installed from npm into a folder that goes again."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/graphql"
    with tempfile.TemporaryDirectory(prefix="tanlu-postgraphile-") as made:
        folder = Path(made)
        package = f"postgraphile@{VERSION}"
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", package]
        subprocess.run(install, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        url = owner_url().set(drivername="postgresql").render_as_string(hide_password=False)
        program = "node_modules/postgraphile/dist/cli-run.js"
        options = ["-P", "postgraphile/presets/amber", "-c", url, "-s", place.schema]
        (folder / "older-node.cjs").write_text(_FOR_NODE_20)
        node = ["node", "--require", "./older-node.cjs", program]
        command = [*node, *options, "-p", str(port), "-n", "127.0.0.1"]
        with served(command, address, folder, GRAPHILE_ENV="production"):
            yield address


def _in_turns(
    plans: Mapping[str, Mapping[str, Any]], arguments: argparse.Namespace, pids: Mapping[str, int]
) -> dict[str, list[dict[str, float]]]:
    """What each turn of each side came to; `cpu` are the milliseconds of a request in the API."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in plans}
    turns = [name for _ in range(arguments.rounds + 1) for name in plans]
    for number, name in enumerate(with_progress(turns, "bench reads", len(turns))):
        plan = {**plans[name], "connections": arguments.connections, "seconds": arguments.seconds}
        before = seconds_used([pids[name]]) if name in pids else 0.0
        told = subprocess.run(
            [sys.executable, "-m", "bench.load"],
            input=json.dumps(plan).encode(),
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
        )
        turn = json.loads(told.stdout)
        if name in pids:
            asked = turn["per_second"] * arguments.seconds
            turn["cpu"] = (seconds_used([pids[name]]) - before) * 1000 / asked
        if number >= len(plans):  # the first round warms up
            found[name].append(turn)
    return found


def _report(found: Mapping[str, list[dict[str, float]]]) -> Report:
    report = Report("reads", TARGET)
    speed = {name: [turn["per_second"] for turn in turns] for name, turns in found.items()}
    report.figures["objects in the answer"] = NODES
    for name, turns in found.items():
        report.figures[f"{name}: requests/s"] = median(speed[name])
        report.figures[f"{name}: p95 ms"] = median(turn["p95"] for turn in turns)
        if "cpu" in turns[0]:
            report.figures[f"{name}: API CPU ms"] = median(turn["cpu"] for turn in turns)
    report.ratio = _ratio(speed["planned"], speed["by hand"])
    report.figures["planned / by hand"] = report.ratio
    if "PostGraphile" in speed:
        report.figures["planned / PostGraphile"] = _ratio(speed["planned"], speed["PostGraphile"])
    return report


def _ratio(ours: list[float], theirs: list[float]) -> float:
    """The median over the rounds: the two sides of a round ran next to each other."""
    return median(mine / other for mine, other in zip(ours, theirs, strict=True))
