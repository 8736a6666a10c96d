"""A server of these tests' own, because they kill it and everything that talks to it."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import asyncpg
import psycopg
import pytest

from bench.crew import Crew, a_crew
from bench.plays import make_effects
from bench.side_by_side import database_of, throw_away_server
from domain.base import new_id
from infra.database import Place, owner_url
from infra.embedded import Embedded
from infra.queue import broker
from tenants.platform import make_platform
from tenants.provisioning import create_tenant
from tenants.relay import connect


@pytest.fixture(scope="module")
async def stage() -> AsyncIterator[Embedded]:
    with throw_away_server("fsync=off", "max_connections=100") as server:
        async with database_of(server, "stage"):
            await make_platform()
            yield server
            broker().close()
            broker.cache_clear()


@pytest.fixture
async def acme(stage: Embedded) -> AsyncIterator[Place]:
    place = await create_tenant(f"acme-{new_id()}", "Acme")
    await make_effects(place)
    yield place
    await _forget_everything()


@pytest.fixture
async def rival(stage: Embedded) -> Place:
    return await create_tenant(f"rival-{new_id()}", "Rival")


@pytest.fixture
def relay(stage: Embedded) -> Iterator[psycopg.Connection[Any]]:
    """A connection as the relay has it, for taking its turns here."""
    with connect() as connection:
        yield connection


@pytest.fixture
def crew() -> Iterator[Crew]:
    with a_crew() as crew:
        yield crew


async def _forget_everything() -> None:
    owner = await asyncpg.connect(owner_url().set(drivername="postgresql").render_as_string(False))
    await owner.execute("TRUNCATE platform.pending_jobs, platform.dead_letters, dramatiq.queue")
    await owner.close()
