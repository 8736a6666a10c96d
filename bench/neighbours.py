"""`./tanlu bench neighbours`: how long one company's people wait while another's ask dearly.

Each round measures twice, one after the other: a neighbour's small reads alone, and the same beside
several clients of another company, each a person of their own. These send documents made to cost
us much and them little, each different from all before, as fast as their points admit: whoever is
told to wait waits as long, and not a moment longer.

Measured is what the others' questions do to the API and to PostgreSQL. So the neighbour asks at a
steady pace that leaves both idle for most of the time, whoever asks is a process of its own, and
that process yields to those it asks: on two cores its own work would otherwise be in the figures.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import urllib.request
from statistics import median
from typing import Any

from bench.mutation import token_of
from bench.served import served
from bench.side_by_side import (
    Report,
    add_common_arguments,
    database_of,
    throw_away_server,
    with_progress,
)
from domain.actor import Actor, Role
from domain.people.commands import add_person
from domain.people.person import Person
from infra.database import Place, close_engines
from infra.embedded import Embedded
from infra.ports import free_port
from infra.settings import ROOT
from tenants.platform import make_platform
from tenants.provisioning import create_tenant
from tenants.work import open_work

TARGET = "p95 beside the load / alone: at most 2; no stall of the loop over 20 ms"

_YIELDS = 5
"""How much nicer the load's process is than the others."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_common_arguments(parser)
    parser.add_argument("--seconds", type=float, default=8.0, help="of one turn")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=4, help="who ask dearly")


def run(arguments: argparse.Namespace) -> int:
    with throw_away_server() as server:
        asyncio.run(_measure(server, arguments)).show(as_json=arguments.json)
    return 0


async def _measure(server: Embedded, arguments: argparse.Namespace) -> Report:
    async with database_of(server):
        await make_platform()
        quiet, dear = await create_tenant("quiet"), await create_tenant("dear")
        neighbour = await token_of(quiet, Actor.person((await _hired(quiet, 0)).id))
        tokens = [
            await token_of(dear, Actor.person((await _hired(dear, n)).id))
            for n in range(arguments.clients)
        ]
        await close_engines()
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        options = ["--factory", "--port", str(port), "--loop", "uvloop", "--http", "httptools"]
        command = [sys.executable, "-m", "uvicorn", "bench.neighbours_app:create", *options]
        with served([*command, "--no-access-log"], f"{address}/livez"):
            return _report(address, neighbour, tokens, arguments)


async def _hired(place: Place, number: int) -> Person:
    async with open_work(place, Actor.system()) as work:
        return await add_person(
            work, name=f"P{number}", email=f"p{number}@bench.test", roles=[Role.ADMIN, Role.HR]
        )


def _report(
    address: str, neighbour: str, tokens: list[str], arguments: argparse.Namespace
) -> Report:
    alone, beside, stalls, told = [], [], [], dict[str, int]()
    for number in with_progress(range(arguments.rounds + 1), "neighbours", arguments.rounds + 1):
        turns = {}
        for name, sent_by in (("alone", []), ("beside", tokens)):
            plan = {"url": address, "neighbour": neighbour, "tokens": sent_by}
            turns[name] = _turn({**plan, "seconds": arguments.seconds})
        if number:  # the first round warms up
            alone.append(turns["alone"])
            beside.append(turns["beside"])
            stalls.append(turns["beside"]["stall_ms"])
            for status, count in turns["beside"]["dear"].items():
                told[status] = told.get(status, 0) + count
    report = Report("neighbours", TARGET)
    for name, found in (("alone", alone), ("beside", beside)):
        for figure in ("p50", "p95", "per_second"):
            report.figures[f"{name}: {figure}"] = median(each[figure] for each in found)
    report.figures["stall_ms"] = max(stalls)
    report.figures["stall_ms, alone"] = max(each["stall_ms"] for each in alone)
    sent = sum(told.values())
    report.figures |= {f"dear: share of {status}": n / sent for status, n in sorted(told.items())}
    report.figures["dear: sent"] = sent
    report.ratio = median(b["p95"] / a["p95"] for a, b in zip(alone, beside, strict=True))
    return report


def _turn(plan: dict[str, Any]) -> dict[str, Any]:
    url = f"{plan['url']}/stall"
    urllib.request.urlopen(url, timeout=30).close()  # noqa: S310 - our own loopback
    done = subprocess.run(
        [sys.executable, "-m", "bench.neighbours_load"],
        input=json.dumps(plan).encode(),
        preexec_fn=lambda: os.nice(_YIELDS),
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - as above
        return {**json.loads(done.stdout), "stall_ms": json.load(answer)}
