"""The two sides of `./tanlu bench jira`: our import, and reading the same pages for one COPY."""

import json
import resource
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from typing import Any

import asyncpg
import httpx2
from sqlalchemy import select

from domain.actor import Actor
from domain.base import new_id
from domain.people.commands import add_person
from infra.database import Place, owner_url
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
from tenants.work import open_work

ADMIN = ("jira.admin@fluid.example", "fake-jira-api-token")
_MARKS = (25, 50, 100)
_EVERYBODY = "/rest/api/3/users/search?maxResults=1000"


class Watched(Jira):
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


async def hire_everybody(place: Place, address: str) -> None:
    """Who shows an address over there works here too, so what is theirs is filed."""
    async with httpx2.AsyncClient(base_url=address, auth=ADMIN) as client:
        users = (await client.get(_EVERYBODY)).json()
    async with open_work(place, Actor.system()) as work:
        for user in users:
            if "emailAddress" in user:
                await add_person(work, name=user["displayName"], email=user["emailAddress"])


async def import_all(place: Place, address: str, watched: Watched) -> None:
    """As the jobs do it, one after the other: the look, every page, and the weeks."""
    registry.CONNECTORS = {"jira": watched}
    admin = Actor.system()
    filled_in = {"siteUrl": address, "email": ADMIN[0], "apiToken": ADMIN[1]}
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


async def read_and_copy(address: str) -> int:
    """How many issues it were."""
    url = owner_url().set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(url)
    await connection.execute("DROP TABLE IF EXISTS copied")
    await connection.execute("CREATE TABLE copied (id text, issue text, history text)")
    rows: list[tuple[str, str, str]] = []
    async with httpx2.AsyncClient(base_url=address, auth=ADMIN, timeout=30) as client:
        async for page in _pages(client):
            rows += page
    await connection.copy_records_to_table("copied", records=rows)
    await connection.close()
    return len(rows)


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
