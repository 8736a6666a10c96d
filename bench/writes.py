"""`./tanlu bench writes`: a command with three children, event and job, against SQL by hand."""

import argparse
import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any, Self

import orjson
from pydantic_core import to_jsonable_python
from sqlalchemy import insert
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
from domain.events import StoredEvent
from domain.goals.commands import propose_goal
from domain.goals.goal import Goal
from domain.goals.items import GoalItem, GoalType, KeyResultItem
from domain.goals.key_result import KeyResult
from domain.goals.states import GoalState
from domain.people.commands import add_person
from infra import clock
from infra.database import TAKE_ON, Place, act_for, app_engine
from infra.embedded import Embedded
from tenants.pending import PendingJob
from tenants.platform import make_platform
from tenants.provisioning import create_tenant
from tenants.work import DISPATCH, open_work

TARGET = "time of propose_goal with three key results against the same inserts by hand: at most 2.0"
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
        sides = {
            "asyncpg alone": lambda: _repeatedly(lambda: by_driver(place, owner)),
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


@dataclass(frozen=True)
class Rows:
    """What the command stores, as somebody would who checks nothing."""

    goal: dict[str, Any]
    key_results: list[dict[str, Any]]
    event: dict[str, Any]
    job: dict[str, Any]

    @classmethod
    def made(cls, place: Place, owner: Actor) -> Self:
        now, goal, person = clock.now(), new_id(), owner.require_person()
        ids = {"owner_id": person, "proposed_by_id": person, "batch_id": new_id()}
        times = {"created_at": now, "proposed_at": now}
        words = {"title": "Ship the release", "why": "So that nobody waits", "measure": "Customers"}
        part = {"goal_id": goal, "unit": "%", "start": 0.0, "target": 100.0, "weight": 1}
        kind = {"type": GoalType.OKR, "state": GoalState.PROPOSED, "due_on": _due()}
        event = {
            "id": new_id(),
            "name": "goal.issued",
            "subject": "goal",
            "subject_id": goal,
            "occurred_at": now,
            "actor_kind": "PERSON",
            "actor_id": person,
            "content": to_jsonable_python({"subject_id": goal, **ids}),
        }
        job = {"tenant_id": place.tenant_id, "name": DISPATCH, "lane": "default", "attempts": 0}
        told = {"arguments": {"event_ids": [str(event["id"])]}, "run_at": now, "created_at": now}
        return cls(
            {"id": goal, **kind, **ids, **words, **times},
            [
                {"id": new_id(), "position": at, "title": f"Key result {at}", **part}
                for at in _THREE
            ],
            event,
            {"id": new_id(), "crashes": 0, **job, **told},
        )


async def by_hand(place: Place, owner: Actor) -> None:
    """The same rows with SQLAlchemy's inserts on the same engine, and nothing checked."""
    rows = Rows.made(place, owner)
    async with app_engine().begin() as connection:
        await act_for(connection, place)
        await connection.execute(insert(Goal), rows.goal)
        await connection.execute(insert(KeyResult), rows.key_results)
        await connection.execute(insert(StoredEvent), rows.event)
        await connection.execute(insert(PendingJob), rows.job)


async def by_driver(place: Place, owner: Actor) -> None:
    """The same rows by asyncpg alone: as little as Python can do."""
    rows = Rows.made(place, owner)
    pooled = await app_engine().raw_connection()
    driver: Any = pooled.driver_connection
    names = {"schema": f"'{place.schema}'", "tenant": f"'{place.tenant_id}'"}
    await driver.execute("BEGIN; " + TAKE_ON.format(**names))
    await _insert(driver, "goals", [{**rows.goal, "type": "OKR", "state": "PROPOSED"}])
    await _insert(driver, "key_results", rows.key_results)
    content = orjson.dumps(rows.event["content"]).decode()
    await _insert(driver, "events", [{**rows.event, "content": content}])
    told = orjson.dumps(rows.job["arguments"]).decode()
    await _insert(driver, "platform.pending_jobs", [{**rows.job, "arguments": told}])
    await driver.execute("COMMIT")
    await greenlet_spawn(pooled.close)


async def _insert(driver: Any, table: str, rows: list[dict[str, Any]]) -> None:  # noqa: ANN401
    numbers = iter(range(1, 1_000))
    places = [f"({', '.join(f'${next(numbers)}' for _ in row)})" for row in rows]
    values = [value for row in rows for value in row.values()]
    # The names are this file's own.
    await driver.execute(
        f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES {', '.join(places)}",  # noqa: S608
        *values,
    )


def _due() -> date:
    return clock.now().date() + timedelta(days=90)


def _report(times: dict[str, list[float]]) -> Report:
    report = Report("writes", TARGET)
    for name, turns in times.items():
        each = [turn / A_TURN for turn in turns]
        report.figures[f"{name}: p50 ms"] = median(each)
        report.figures[f"{name}: p95 ms"] = percentile(each, 95)
    for name in ("by hand", "asyncpg alone"):
        pairs = zip(times["command"], times[name], strict=True)
        report.figures[f"command / {name}"] = median(ours / theirs for ours, theirs in pairs)
    report.ratio = float(report.figures["command / by hand"])
    return report
