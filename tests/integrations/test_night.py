"""What a connection finds out every night by itself."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.actor import Actor
from infra import clock
from integrations.connection import Connection
from tenants.work import open_work
from tests.integrations.admins import Admin
from tests.integrations.conftest import Played
from tests.integrations.seen import filed, hire, issues_of, weeks
from tests.integrations.test_losses import reconciled
from tests.people import Cast

SITE = {"site": "Demo Ltd"}
ADMIN = "/people/jira.admin@demo.example"


async def _row(cast: Cast) -> Connection:
    async with open_work(cast.place, Actor.system()) as work:
        return (await work.session.scalars(select(Connection))).one()


async def _read(cast: Cast, played: Played) -> tuple[Admin, str]:
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    await played.order("DELETE", "/requests")
    return admin, connection


def _searched(played: Played) -> list[Any]:
    return [one for one in played.jira.asked if one.path.endswith("/search/jql")]


async def test_what_is_known_of_a_site_is_looked_at_every_day(cast: Cast, played: Played) -> None:
    """Its words, and what there is to read; nobody need ask."""
    admin, connection = await _read(cast, played)
    await played.order("POST", "/statuses", **SITE, name="Shipped", category="done", id=77)
    await played.order("PATCH", ADMIN, **SITE, timeZone="America/Los_Angeles")
    world = played.demo.world
    world.projects["NEW"] = type(world.projects["TEAM"])(10_600, "NEW", "New doors", world.admin)
    await reconciled(cast, admin, connection)
    catalog = (await _row(cast)).catalog
    assert (catalog["statuses"]["77"], catalog["time_zone"]) == ("done", "America/Los_Angeles")
    assert "NEW" in {each["key"] for each in (await admin.seen(connection))["sources"]}


async def test_what_is_understood_otherwise_is_read_anew_and_once(
    cast: Cast, played: Played
) -> None:
    """In another zone the same moment lies in another week."""
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    long_ago = clock.now() - timedelta(weeks=30)
    monday = long_ago.replace(hour=3) - timedelta(days=long_ago.weekday())
    issue = next(one for one in issues_of(played.demo.world, "Omar Haddad") if one.resolved)
    issue.resolved = monday
    last = issue.changes[-1]
    issue.changes[-1] = type(last)(last.id, last.author, monday, last.items)
    admin, connection = await _read(cast, played)
    assert min(await weeks(cast.place, omar.id)) == monday.date()
    await played.order("PATCH", ADMIN, **SITE, timeZone="America/Los_Angeles")
    await reconciled(cast, admin, connection)
    counted = await weeks(cast.place, omar.id)
    assert (counted[monday.date() - timedelta(weeks=1)], counted[monday.date()]) == (1, 0)
    await played.order("DELETE", "/requests")
    await reconciled(cast, admin, connection)
    counts = [one for one in played.jira.asked if one.path.endswith("approximate-count")]
    assert len(counts) == 1  # the night's; a reading from the beginning asks as well


async def test_a_project_that_is_gone_keeps_no_night_from_its_end(
    cast: Cast, played: Played
) -> None:
    """What was in it is out of sight, and all else is compared."""
    ana = await hire(cast.place, "Ana S.", "ana@demo.example")
    world = played.demo.world
    world.projects["GONE"] = type(world.projects["TEAM"])(10_500, "GONE", "Old stuff", world.admin)
    told = {"project": "GONE", "summary": "Old", "assignee": "Ana Souza"}
    key = (await played.order("POST", "/issues", **SITE, **told))["key"]
    admin, connection = await _read(cast, played)
    await played.order("POST", "/projects/GONE/hide", **SITE)
    await admin.do("syncConnectionNow", connectionId=connection)
    await reconciled(cast, admin, connection)
    assert (await _row(cast)).reconciled_at is not None
    assert (await filed(cast.place, ana.id))[str(key)].out_of_sight_at is not None


async def test_pages_that_go_round_at_night_end_and_are_tried_later(
    cast: Cast, played: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integrations.jira.search.A_PAGE", 10)
    admin, connection = await _read(cast, played)
    await played.order("POST", "/circles", times=500)
    await reconciled(cast, admin, connection)
    assert len(_searched(played)) < 50
    row = await _row(cast)
    assert row.reconciled_at is None
    await played.order("POST", "/circles", times=0)
    await reconciled(cast, admin, connection)
    assert (await _row(cast)).reconciled_at is not None
