"""Real processes, killed where it hurts: nothing is lost and nothing takes effect twice."""

import asyncio
from uuid import UUID

from sqlalchemy import text

from bench.crew import Crew, until
from bench.jobs_left import jobs_left
from bench.plays import ask_for, effects, play
from infra.database import Place, close_engines, relay_engine
from infra.embedded import Embedded
from tenants.dead_letters import dead_letters, retry_dead_letters

SOON = 60


POINTS = ["after-claim", "before-effect", "after-effect", "after-commit", "enqueue"]


async def test_a_worker_killed_at_each_point_of_its_way(acme: Place, crew: Crew) -> None:
    expected: set[UUID] = set()
    crew.start("relay")
    for point in POINTS:
        crew.start("worker", fault=f"{point}:3")
        expected |= await play(acme, 6)
        assert await until(ended(crew, "worker"), SOON), point
    crew.start("worker")
    assert await until(all_done, SOON)
    assert sorted(await effects(acme)) == sorted(expected)
    assert await dead_letters() == []


async def test_a_relay_killed_between_hand_over_and_commit(acme: Place, crew: Crew) -> None:
    crew.start("worker")
    crew.start("relay", fault="handed-over:2")
    expected = await play(acme, 6)
    assert await until(ended(crew, "relay"), SOON)
    crew.start("relay")
    assert await until(all_done, SOON)
    assert sorted(await effects(acme)) == sorted(expected)


async def test_postgresql_restarts_at_once(acme: Place, crew: Crew, stage: Embedded) -> None:
    crew.start("relay")
    crew.start("worker")
    expected = await play(acme, 100)
    await asyncio.to_thread(stage.stop, "immediate")
    await asyncio.to_thread(stage.start, "fsync=off", "max_connections=100")
    await close_engines()
    assert await until(all_done, SOON)
    assert sorted(await effects(acme)) == sorted(expected)
    assert not crew.ended("worker")
    assert not crew.ended("relay")


async def test_poison_ends_in_the_dead_letters_and_nothing_else_does(
    acme: Place, crew: Crew
) -> None:
    await ask_for(acme, "poison")
    expected = await play(acme, 6)
    crew.start("relay")
    crew.start("worker")
    assert await until(ended(crew, "worker"), SOON)
    crew.start("worker")
    assert await until(all_done, SOON)
    assert not crew.ended("worker")
    assert sorted(await effects(acme)) == sorted(expected)
    (dead,) = await dead_letters()
    assert (dead.name, dead.cause, dead.crashes) == ("bench.poison", "POISON", 3)


async def test_a_job_that_keeps_its_worker_busy_does_not_keep_others(
    acme: Place, crew: Crew
) -> None:
    crew.environment["TANLU_STUCK_AFTER_SECONDS"] = "2"
    await ask_for(acme, "hold")
    crew.start("relay")
    crew.start("worker")
    assert await until(ended(crew, "worker"), SOON)
    crew.start("worker")
    expected = await play(acme, 5)
    assert await until(effects_are(acme, expected), SOON)


async def test_told_to_stop_a_worker_ends_what_it_began(acme: Place, crew: Crew) -> None:
    crew.start("relay")
    crew.start("worker")
    expected = await play(acme, 50)
    assert await until(some_effects(acme), SOON)
    assert crew.stop("worker", seconds=25) == 0
    crew.start("worker")
    assert await until(all_done, SOON)
    assert sorted(await effects(acme)) == sorted(expected)
    assert await dead_letters() == []


async def test_a_dead_letter_can_be_asked_for_again(acme: Place, crew: Crew) -> None:
    await ask_for(acme, "poison", 2)
    await _write("UPDATE platform.pending_jobs SET crashes = 10")
    crew.start("relay")
    crew.start("worker")
    assert await until(all_done, SOON)
    first, _ = await dead_letters()
    crew.stop("worker")
    assert await retry_dead_letters(first.id) == 1
    assert await retry_dead_letters() == 1
    assert await waiting() == 2


def ended(crew: Crew, name: str):  # noqa: ANN201 - a condition for `until`
    async def condition() -> bool:
        return crew.ended(name)

    return condition


def effects_are(place: Place, expected: set[UUID]):  # noqa: ANN201 - as above
    async def condition() -> bool:
        return set(await effects(place)) == expected

    return condition


def some_effects(place: Place):  # noqa: ANN201 - as above
    async def condition() -> bool:
        return bool(await effects(place))

    return condition


async def all_done() -> bool:
    return await waiting() == 0


async def waiting() -> int:
    try:
        return await jobs_left()
    except Exception:  # noqa: BLE001 - PostgreSQL is about to come back
        return -1


async def _write(statement: str) -> None:
    async with relay_engine().begin() as connection:
        await connection.execute(text(statement))
