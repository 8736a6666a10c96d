"""`./tanlu bench jira`: importing a Jira with its history, against reading the same pages alone.

The other side reads the same pages with a bare client and copies them into one table in bulk: no
translation, no identities, no evidence, no cursor. The played Jira runs in a process of its own.
"""

import argparse
import asyncio
import json
import os
import resource
import sys
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import asyncpg
import httpx2
from sqlalchemy import select

from bench.served import served
from bench.side_by_side import (
    Report,
    add_common_arguments,
    database_of,
    throw_away_server,
)
from domain.actor import Actor
from domain.base import new_id
from domain.people.commands import add_person
from infra.database import Place, owner_url
from infra.embedded import Embedded, free_port
from infra.settings import settings
from integrations import registry
from integrations.checking import check
from integrations.choosing import choose_sources
from integrations.commands import connect_vendor
from integrations.connection import ConnectionSource
from integrations.connector import Door
from integrations.counting import count_weeks
from integrations.jira.connector import Jira
from integrations.jira.translate import FIELDS
from integrations.observation import Page
from integrations.syncing import sync
from tenants.jobs import Run
from tenants.platform import make_platform
from tenants.provisioning import create_tenant
from tenants.work import open_work

TARGET = "time to import against reading the same pages and one COPY: at most 4.0"
_ADMIN = ("jira.admin@fluid.example", "fake-jira-api-token")
_MARKS = (25, 50, 100)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_common_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    with throw_away_server() as server, _played() as address:
        asyncio.run(_measure(server, address)).show(as_json=arguments.json)
    return 0


@contextmanager
def _played() -> Iterator[str]:
    """The fakes, in a process of their own, with the real issues if they are there."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    os.environ["TANLU_PRIVATE_PEERS"] = f'["127.0.0.1:{port}"]'
    settings.cache_clear()
    command = [sys.executable, "-m", "fakes", "--port", str(port)]
    with served(command, f"{address}/rest/api/3/serverInfo"):
        yield address


async def _measure(server: Embedded, address: str) -> Report:
    async with database_of(server):
        await make_platform()
        place = await create_tenant("bench", "Bench")
        await _hire_everybody(place, address)
        # The import goes first: a process's peak of memory never goes down again.
        watched = _Watched()
        started = time.perf_counter()
        await _import(place, address, watched)
        imported = time.perf_counter() - started
        started = time.perf_counter()
        read = await _read_and_copy(address)
        bare = time.perf_counter() - started
    report = Report("jira", TARGET, ratio=imported / bare)
    report.figures |= {
        "issues": read,
        "issues imported": watched.read,
        "reading and COPY, seconds": bare,
        "import, seconds": imported,
        "issues imported a second": watched.read / imported,
        "of its own, milliseconds an issue": (imported - bare) / watched.read * 1000,
        **{
            f"peak memory at {mark} %, MiB": megabytes for mark, megabytes in watched.memory.items()
        },
    }
    return report


class _Watched(Jira):
    """The connector itself; it notes how much memory the process has when."""

    def __init__(self) -> None:
        self.read = 0
        self.memory: dict[int, float] = {}

    async def changes_since(
        self, door: Door, cursor: Mapping[str, Any]
    ) -> AsyncGenerator[Page, None]:
        expected = 1
        async for page in super().changes_since(door, cursor):
            expected = page.expected or expected
            yield page
            self.read += len(page.observations)
            for mark in _MARKS:
                if mark not in self.memory and self.read >= expected * mark / 100:
                    self.memory[mark] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def _import(place: Place, address: str, watched: _Watched) -> None:
    """As the jobs do it, one after the other: the look, every page, and the weeks."""
    registry.CONNECTORS = {"jira": watched}
    admin = Actor.system()
    filled_in = {"siteUrl": address, "email": _ADMIN[0], "apiToken": _ADMIN[1]}
    async with open_work(place, admin) as work:
        connection = await connect_vendor(
            work, vendor="jira", way="CLOUD_TOKEN", name="Bench", settings=filled_in
        )
    told = Run(place, new_id())
    await check(told, connection.id)
    async with open_work(place, admin) as work:
        every = select(ConnectionSource.id).where(ConnectionSource.kind != "SITE")
        sources = (await work.session.scalars(every)).all()
        await choose_sources(work, connection_id=connection.id, source_ids=sources)
    while await sync(told, connection.id) is not None:
        pass
    counted = True
    while counted:
        async with open_work(place, admin) as work:
            counted = await count_weeks(work, "jira", watched.metrics)


async def _hire_everybody(place: Place, address: str) -> None:
    """Who shows an address over there works here too, so what is theirs is filed."""
    async with httpx2.AsyncClient(base_url=address, auth=_ADMIN) as client:
        users = (await client.get("/rest/api/3/users/search?maxResults=1000")).json()
    async with open_work(place, Actor.system()) as work:
        for user in users:
            if "emailAddress" in user:
                await add_person(work, name=user["displayName"], email=user["emailAddress"])


async def _pages(client: httpx2.AsyncClient) -> AsyncIterator[list[tuple[str, str, str]]]:
    """The same pages as the connector asks for."""
    asked: dict[str, Any] = {
        "jql": 'updated >= "1971/01/01 00:00" ORDER BY updated ASC, key ASC',
        "fields": list(FIELDS),
        "maxResults": 100,
    }
    while True:
        page = (await client.post("/rest/api/3/search/jql", json=asked)).json()
        ids = [issue["id"] for issue in page["issues"]]
        wanted = {"issueIdsOrKeys": ids, "fieldIds": ["status", "resolution"]}
        logs = (await client.post("/rest/api/3/changelog/bulkfetch", json=wanted)).json()
        told = {one["issueId"]: one["changeHistories"] for one in logs["issueChangeLogs"]}
        yield [
            (issue["id"], json.dumps(issue), json.dumps(told.get(issue["id"], [])))
            for issue in page["issues"]
        ]
        if "nextPageToken" not in page:
            return
        asked["nextPageToken"] = page["nextPageToken"]


async def _read_and_copy(address: str) -> int:
    """How many issues it were."""
    url = owner_url().set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(url)
    await connection.execute("CREATE TABLE copied (id text, issue text, history text)")
    rows: list[tuple[str, str, str]] = []
    async with _client(address) as client:
        async for page in _pages(client):
            rows += page
    await connection.copy_records_to_table("copied", records=rows)
    await connection.close()
    return len(rows)


@asynccontextmanager
async def _client(address: str) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=address, auth=_ADMIN, timeout=30) as client:
        yield client
