"""The throw-away PostgreSQL of a test run, and one database for each of its processes."""

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg

from infra.database import close_engines
from infra.embedded import Embedded
from infra.ports import free_port
from infra.settings import settings

_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
_ENOUGH = 10 * 2**30
_NAME = "tanlu-test-"
_LIVES = Path("server", "pgdata", "postmaster.pid")
_AN_HOUR = 3600


def start_server() -> Embedded:
    """Started once by the process that runs pytest; its address goes to the others by name."""
    folder = Path(tempfile.mkdtemp(prefix=_NAME, dir=_in_memory()))
    folder.chmod(0o755)
    server = Embedded(folder / "server", free_port())
    server.create(durable=False)
    server.start(*_FAST, ends_with_me=True)
    os.environ["TANLU_TEST_SERVER"] = server.url()
    os.environ["TANLU_TEST_SERVER_LOG"] = str(server.log)
    return server


def remove_server(server: Embedded) -> None:
    server.stop("immediate")
    shutil.rmtree(server.folder.parent, ignore_errors=True)


def _in_memory() -> Path | None:
    """A thousand tenants are some hundred thousand files: in memory they cost a fifth less time."""
    if not os.access(_MEMORY, os.W_OK):
        return None
    for left in _MEMORY.glob(f"{_NAME}*"):
        if not (left / _LIVES).exists() and left.stat().st_mtime < time.time() - _AN_HOUR:
            # Its run was killed, and what it left is memory.
            shutil.rmtree(left, ignore_errors=True)
    return _MEMORY if shutil.disk_usage(_MEMORY).free >= _ENOUGH else None


def use_database(name: str) -> None:
    """Make and choose an empty database on that server, for this process."""
    server = os.environ["TANLU_TEST_SERVER"]
    asyncio.run(_create_database(server, name))
    os.environ["TANLU_DATABASE_URL"] = server.rpartition("/")[0] + "/" + name
    os.environ["TANLU_SECRET_KEY"] = "a key for tests"
    os.environ["TANLU_COST_REFILL"] = "1000000"
    os.environ["TANLU_FAILURES_A_MINUTE"] = "1000000"


@asynccontextmanager
async def another_database() -> AsyncIterator[None]:
    """An empty database for one test, which does something to every tenant there is."""
    before = os.environ["TANLU_DATABASE_URL"]
    server, _, name = before.rpartition("/")
    mine = f"{name}_{uuid4().hex[:8]}"
    await _create_database(server + "/postgres", mine)
    await _choose(f"{server}/{mine}")
    yield
    await _choose(before)


async def _choose(url: str) -> None:
    await close_engines()
    os.environ["TANLU_DATABASE_URL"] = url
    settings.cache_clear()


async def _create_database(server: str, name: str) -> None:
    connection = await asyncpg.connect(server)
    await connection.execute(f'CREATE DATABASE "{name}"')
    await connection.close()
