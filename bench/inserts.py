"""The rows of a proposed goal, by hand: what a command is measured against."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

import orjson
from pydantic_core import to_jsonable_python
from sqlalchemy import insert
from sqlalchemy.util import greenlet_spawn

from domain.actor import Actor
from domain.base import new_id
from domain.events import StoredEvent
from domain.goals.goal import Goal
from domain.goals.items import GoalType
from domain.goals.key_result import KeyResult
from domain.goals.states import GoalState
from infra import clock
from infra.database import TAKE_ON, Place, act_for, app_engine
from tenants.pending import PendingJob
from tenants.work import DISPATCH

_THREE = range(3)


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
        kind = {"type": GoalType.OKR, "state": GoalState.PROPOSED, "due_on": due()}
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


def due() -> date:
    return clock.now().date() + timedelta(days=90)
