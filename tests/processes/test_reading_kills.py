"""A worker killed in the middle of a first reading: it goes on where it was, and nothing twice."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bench.crew import Crew, until
from domain.actor import Actor
from domain.base import new_id
from domain.events import StoredEvent
from domain.signals.evidence import Evidence
from fakes.app import create_app, jira_of
from fakes.jira.jira import Jira
from fakes.jira.world import World
from infra.database import Place
from infra.ports import free_port
from infra.settings import settings
from integrations.checking import check
from integrations.choosing import choose_sources
from integrations.commands import connect_vendor
from integrations.connection import Connection, ConnectionSource
from integrations.jira.search import A_PAGE
from integrations.observed import ObservedItem
from tenants.dead_letters import dead_letters
from tenants.jobs import Run
from tenants.work import open_work
from tests.fakes.asking import NO_DATA
from tests.integrations.seen import filed, hire, issues_of, resolved_by_week, weeks
from tests.integrations.serving import served_on
from tests.processes.test_kills import SOON, all_done, ended

COPIES = 6


@pytest.fixture
async def played(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Jira]:
    """The demo's people with seven times their work, so that it fills some pages."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    monkeypatch.setenv("TANLU_PRIVATE_PEERS", f'["127.0.0.1:{port}"]')
    settings.cache_clear()
    app = create_app(address, data=NO_DATA)
    _multiply(jira_of(app).sites[0].world)
    async with served_on(app, port):
        yield jira_of(app)
    monkeypatch.undo()
    settings.cache_clear()


def _multiply(world: World) -> None:
    for number, issue in enumerate([*world.issues.values()] * COPIES, start=1000):
        world.add_issue(replace(issue, id=10_000 + number, key=f"TEAM-{number}"))


async def _connect(place: Place, played: Jira) -> None:
    filled_in = {
        "siteUrl": played.base,
        "email": "jira.admin@demo.example",
        "apiToken": "fake-jira-api-token",
    }
    async with open_work(place, Actor.system()) as work:
        connection = await connect_vendor(
            work, vendor="jira", way="CLOUD_TOKEN", name="Our Jira", settings=filled_in
        )
    assert await check(Run(place, new_id()), connection.id)
    async with open_work(place, Actor.system()) as work:
        projects = select(ConnectionSource.id).where(ConnectionSource.kind == "PROJECT")
        chosen = (await work.session.scalars(projects)).all()
        await choose_sources(work, connection_id=connection.id, source_ids=chosen)


async def test_a_worker_killed_before_the_commit_of_a_page(
    acme: Place, crew: Crew, played: Jira
) -> None:
    world = played.sites[0].world
    pages = -(-len(world.issues) // A_PAGE)
    assert pages > 3
    omar = await hire(acme, "Omar H.", "omar@demo.example")
    await _connect(acme, played)
    crew.start("relay")
    crew.start("worker", fault="page-kept:2")
    assert await until(ended(crew, "worker"), SOON)
    crew.start("worker")
    assert await until(all_done, SOON)
    assert await dead_letters() == []
    async with open_work(acme, Actor.system()) as work:
        items = await work.session.scalar(select(func.count()).select_from(ObservedItem))
        told = (await work.session.scalars(_FILINGS)).all()
        evidence = (await work.session.scalars(select(Evidence.id))).all()
        backfilled_at = (await work.session.scalars(select(Connection.backfilled_at))).one()
    assert items == len(world.issues)
    assert backfilled_at is not None
    filings = [each for event in told for each in event["evidence_ids"]]
    assert sorted(filings) == sorted(map(str, evidence))
    assert set(await filed(acme, omar.id)) == {one.key for one in issues_of(world, "Omar Haddad")}
    assert await weeks(acme, omar.id) == resolved_by_week(world, "Omar Haddad")
    searches = [one for one in played.asked if one.path.endswith("/search/jql")]
    # One page was read for nothing, and a reading of what is new may have followed.
    assert pages < len(searches) <= pages + 2


_FILINGS = select(StoredEvent.content).where(StoredEvent.name == "evidence.filed")
