"""`./tanlu bench writes`: a command with three children, event and job, against SQL by hand."""

import argparse
import asyncio
from datetime import date, timedelta
from statistics import median
from typing import Any

import orjson
from sqlalchemy.util import greenlet_spawn

from bench.side_by_side import (
    Report,
    add_common_arguments,
    database_of,
    in_turns,
    percentile,
    throw_away_server,
)
from domain.actor import Actor
from domain.base import new_id
from domain.goals.commands import propose_goal
from domain.goals.items import GoalItem, KeyResultItem
from domain.people.commands import add_person
from infra import clock
from infra.database import TAKE_ON, Place, app_engine
from infra.embedded import Embedded
from tenants.platform import make_platform
from tenants.provisioning import create_tenant
from tenants.work import DISPATCH, open_work

TARGET = "time of propose_goal with three key results against the same inserts by hand: at most 2.0"
A_TURN = 20
"""Deeds timed together: one of either side takes about as long as the clock is coarse."""

_GOAL = """
INSERT INTO goals (id, type, owner_id, proposed_by_id, batch_id, title, why, measure, due_on, state,
  created_at, proposed_at) VALUES ($1, 'OKR', $2, $2, $3, $4, $5, $6, $7, 'PROPOSED', $8, $8)
"""
_KEY_RESULTS = """
INSERT INTO key_results (id, goal_id, position, title, unit, start, target, weight)
VALUES ($1, $4, 0, $5, '%', 0, 100, 1), ($2, $4, 1, $6, '%', 0, 100, 1),
  ($3, $4, 2, $7, '%', 0, 100, 1)
"""
_EVENT = """
INSERT INTO events (id, name, subject, subject_id, occurred_at, actor_kind, actor_id, content)
VALUES ($1, 'goal.issued', 'goal', $2, $3, 'PERSON', $4, $5)
"""
_JOB = """
INSERT INTO platform.pending_jobs (id, tenant_id, name, lane, arguments, run_at, attempts, crashes,
  created_at) VALUES ($1, $2, $3, 'default', $4, $5, 0, 0, $5)
"""


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
        sides = {
            "by hand": lambda: _repeatedly(lambda: by_hand(place, owner)),
            "command": lambda: _repeatedly(lambda: by_command(place, owner)),
        }
        await in_turns(sides, rounds=3, label="warming up")
        times = await in_turns(sides, rounds=arguments.rounds, label="bench writes")
    return _report(times)


async def _repeatedly(deed: Any) -> None:  # noqa: ANN401 - either side
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
        due_on=_due(),
        key_results=parts,
    )
    async with open_work(place, owner) as work:
        await propose_goal(work, item=item)


async def by_hand(place: Place, owner: Actor) -> None:
    """The same rows, on the same pool, with nothing checked: five statements in a transaction."""
    pooled = await app_engine().raw_connection()
    driver: Any = pooled.driver_connection
    now, goal, person, batch = clock.now(), new_id(), owner.require_person(), new_id()
    event = new_id()
    content = {"subject_id": goal, "owner_id": person, "proposed_by_id": person, "batch_id": batch}
    names = {"schema": f"'{place.schema}'", "tenant": f"'{place.tenant_id}'"}
    words = ("Ship the release", "So that nobody waits", "Customers on it")
    titles = [f"Key result {at}" for at in _THREE]
    await driver.execute("BEGIN; " + TAKE_ON.format(**names))
    await driver.execute(_GOAL, goal, person, batch, *words, _due(), now)
    await driver.execute(_KEY_RESULTS, new_id(), new_id(), new_id(), goal, *titles)
    await driver.execute(_EVENT, event, goal, now, person, orjson.dumps(content).decode())
    told = orjson.dumps({"event_ids": [event]}).decode()
    await driver.execute(_JOB, new_id(), place.tenant_id, DISPATCH, told, now)
    await driver.execute("COMMIT")
    await greenlet_spawn(pooled.close)


_THREE = range(3)


def _due() -> date:
    return clock.now().date() + timedelta(days=90)


def _report(times: dict[str, list[float]]) -> Report:
    report = Report("writes", TARGET)
    for name, turns in times.items():
        each = [turn / A_TURN for turn in turns]
        report.figures[f"{name}: p50 ms"] = median(each)
        report.figures[f"{name}: p95 ms"] = percentile(each, 95)
    pairs = zip(times["command"], times["by hand"], strict=True)
    report.ratio = median(ours / theirs for ours, theirs in pairs)
    return report
