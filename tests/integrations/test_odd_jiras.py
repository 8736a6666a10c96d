"""What a Jira does that another never does: one bad thing stops nothing, and nothing is lost."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.nudges.nudge import Nudge
from domain.people.commands import add_person, amend_person, end_employment
from infra import clock
from integrations.connection import Connection
from integrations.jobs import reconcile_connections
from tenants.jobs import later
from tenants.work import open_work
from tests.integrations.admins import Admin
from tests.integrations.conftest import Played
from tests.integrations.seen import filed, hire, issues_of, resolved_by_week, weeks
from tests.integrations.test_losses import reconciled
from tests.jobs import run_pending_jobs
from tests.people import Cast

SITE = {"site": "Demo Ltd"}


async def _read(cast: Cast, admin: Admin, connection: str) -> Any:  # noqa: ANN401 - JSON
    await admin.do("syncConnectionNow", connectionId=connection)
    await run_pending_jobs(cast.place)
    return await admin.seen(connection)


async def _resolve_new(played: Played, **more: Any) -> str:  # noqa: ANN401
    asked = {"project": "TEAM", "summary": "New", "assignee": "Omar Haddad", "status": "Done"}
    return str((await played.order("POST", "/issues", **SITE, **(asked | more)))["key"])


async def _other_project(played: Played) -> None:
    """A second one beside TEAM, with an issue in it."""
    world = played.demo.world
    project = type(world.projects["TEAM"])(10_500, "GONE", "Old stuff", world.admin)
    world.projects["GONE"] = project
    await played.order(
        "POST", "/issues", **SITE, project="GONE", summary="Old", assignee="Ana Souza"
    )


@pytest.mark.parametrize("way", ["CLOUD_TOKEN", "SERVER_TOKEN"])
async def test_one_bad_project_stops_nothing(cast: Cast, played: Played, way: str) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    await _other_project(played)
    admin = Admin(cast)
    connection = await admin.connect(played, way)
    await admin.read_everything(connection)
    await played.order("POST", "/projects/GONE/hide", **SITE)
    key = await _resolve_new(played)
    seen = await _read(cast, admin, connection)
    assert seen["state"] == "DEGRADED"
    assert seen["lastError"].startswith("Old stuff (GONE) can no longer be read")
    assert key in await filed(cast.place, omar.id)
    assert (await reconciled(cast, admin, connection))["state"] == "DEGRADED"
    await played.order("POST", "/projects/GONE/show", **SITE)
    seen = await _read(cast, admin, connection)
    assert (seen["state"], seen["lastError"]) == ("CONNECTED", None)


async def test_a_page_that_is_too_large_is_read_by_halves(cast: Cast, played: Played) -> None:
    admin = Admin(cast)
    connection = await admin.connect(played, "SERVER_TOKEN")
    await played.order("POST", "/faults", kind="large", path="2/search", over=20, times=500)
    seen = await admin.read_everything(connection)
    assert (seen["state"], seen["lastError"]) == ("CONNECTED", None)
    assert seen["itemsRead"] == len(played.demo.world.issues)


async def test_a_page_that_names_itself_as_the_next_makes_no_circle(
    cast: Cast, played: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integrations.jira.search.A_PAGE", 10)
    admin = Admin(cast)
    connection = await admin.connect(played)
    await played.order("POST", "/circles", times=500)
    await played.order("DELETE", "/requests")
    seen = await admin.read_everything(connection)
    assert seen["itemsRead"] == len(played.demo.world.issues)
    assert (seen["state"], seen["lastError"]) == ("CONNECTED", None)
    pages = [one for one in played.jira.asked if one.path.endswith("/search/jql")]
    assert len(pages) < len(played.demo.world.issues) // 2


async def test_a_status_that_is_new_counts_at_once_and_is_asked_for_once(
    cast: Cast, played: Played
) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    await played.order("POST", "/statuses", **SITE, name="Shipped", category="done", id=77)
    await played.order("DELETE", "/requests")
    key = await _resolve_new(played, status="Shipped")
    await _read(cast, admin, connection)
    asked = [one for one in played.jira.asked if one.path.endswith("/status")]
    assert len(asked) == 1
    assert (await filed(cast.place, omar.id))[key].details["status"] == "Shipped"
    async with open_work(cast.place, Actor.system()) as work:
        catalog = (await work.session.scalars(select(Connection.catalog))).one()
    assert catalog["statuses"]["77"] == "done"
    await _read(cast, admin, connection)
    assert len([one for one in played.jira.asked if one.path.endswith("/status")]) == 1


async def test_what_is_known_of_a_site_is_looked_at_daily_and_read_anew_if_it_matters(
    cast: Cast, played: Played
) -> None:
    await hire(cast.place, "Omar H.", "omar@demo.example")
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    await played.order(
        "PATCH", "/people/jira.admin@demo.example", **SITE, timeZone="America/Los_Angeles"
    )
    await played.order("DELETE", "/requests")
    await reconciled(cast, admin, connection)
    async with open_work(cast.place, Actor.system()) as work:
        row = (await work.session.scalars(select(Connection))).one()
    assert row.catalog["time_zone"] == "America/Los_Angeles"
    counts = [one for one in played.jira.asked if one.path.endswith("approximate-count")]
    assert len(counts) == 2  # the night's, and that of a reading from the beginning
    await played.order("DELETE", "/requests")
    await reconciled(cast, admin, connection)
    counts = [one for one in played.jira.asked if one.path.endswith("approximate-count")]
    assert len(counts) == 1


async def test_a_jira_in_chinese_counts_as_any_other(cast: Cast, played: Played) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    await played.order("PUT", "/language", **SITE, language="zh_CN")
    admin = Admin(cast)
    await admin.read_everything(await admin.connect(played, "SERVER_TOKEN"))
    assert await weeks(cast.place, omar.id) == resolved_by_week(played.demo.world, "Omar Haddad")
    assert await weeks(cast.place, omar.id, "story_points") != {}


async def test_handing_it_to_a_tester_moves_no_credit_and_makes_no_nudge(
    cast: Cast, played: Played
) -> None:
    ana = await hire(cast.place, "Ana S.", "ana@demo.example")
    await hire(cast.place, "Omar H.", "omar@demo.example")
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    before, said = await weeks(cast.place, ana.id), await _nudges(cast)
    done = [one for one in issues_of(played.demo.world, "Ana Souza") if one.resolved]
    for issue in done[-8:]:
        await played.order("POST", f"/issues/{issue.key}/reassign", **SITE, to="Omar Haddad")
    await _read(cast, admin, connection)
    assert await weeks(cast.place, ana.id) == before
    assert {one.key for one in done} <= set(await filed(cast.place, ana.id))
    assert await _nudges(cast) == said


async def test_a_sub_task_counts_only_beside_somebody_else_s_story(
    cast: Cast, played: Played
) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    ana = await hire(cast.place, "Ana S.", "ana@demo.example")
    long_ago = clock.now() - timedelta(weeks=30)
    story = await _resolve_new(played, type="Story")
    await _resolve_new(played, type="Sub-task", parent=story)
    await _resolve_new(played, type="Sub-task", parent=story, assignee="Ana Souza")
    await _resolve_new(played, type="Epic")
    world = played.demo.world
    for issue in [*world.issues.values()][-4:]:
        issue.resolved = long_ago
        issue.changes = [
            type(one)(one.id, one.author, long_ago, one.items) for one in issue.changes
        ]
    admin = Admin(cast)
    await admin.read_everything(await admin.connect(played))
    week = (long_ago - timedelta(days=long_ago.weekday())).date()
    assert (await weeks(cast.place, omar.id))[week] == 1
    assert (await weeks(cast.place, ana.id))[week] == 1


async def test_done_without_a_resolution_counts_when_its_status_came(
    cast: Cast, played: Played
) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    long_ago = clock.now() - timedelta(weeks=30)
    await _resolve_new(played, resolution="")
    issue = [*played.demo.world.issues.values()][-1]
    issue.changes = [type(one)(one.id, one.author, long_ago, one.items) for one in issue.changes]
    admin = Admin(cast)
    await admin.read_everything(await admin.connect(played))
    week = (long_ago - timedelta(days=long_ago.weekday())).date()
    assert (await weeks(cast.place, omar.id))[week] == 1


async def test_links_of_a_service_account_lead_to_the_site(cast: Cast, played: Played) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin = Admin(cast)
    settings = {
        "site_url": f"{played.address}/ex/jira/{played.demo.id}",
        "email": "jira.admin@demo.example",
        "api_token": "fake-jira-api-token",
    }
    made = await admin.do(
        "connectVendor", vendor="jira", way="CLOUD_TOKEN", name="Service", settings=settings
    )
    await run_pending_jobs(cast.place)
    await admin.read_everything(made["connection"]["id"])
    links = {one.url for one in (await filed(cast.place, omar.id)).values()}
    shown = f"{played.address}/ex/jira/{played.demo.id}/browse/"
    assert links
    assert not any(str(link).startswith(shown) for link in links)


async def test_whoever_is_hired_after_the_connection_is_matched_at_once(
    cast: Cast, played: Played
) -> None:
    admin = Admin(cast)
    await admin.read_everything(await admin.connect(played))
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    await run_pending_jobs(cast.place)
    assert await weeks(cast.place, omar.id) == resolved_by_week(played.demo.world, "Omar Haddad")


async def _nudges(cast: Cast) -> int:
    async with open_work(cast.place, Actor.system()) as work:
        return len((await work.session.scalars(select(Nudge))).all())


async def test_silence_is_a_week_of_none_once_it_was_read(cast: Cast, played: Played) -> None:
    """6, 4, 2, and then nothing: that is a fall."""
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    _play(played, (6, 4, 2, 0))
    admin = Admin(cast)
    await admin.read_everything(await admin.connect(played))
    assert list((await weeks(cast.place, omar.id)).values()) == [6, 4, 2, 0]
    async with open_work(cast.place, Actor.system()) as work:
        (said,) = [nudge.why["en"] for nudge in await work.session.scalars(select(Nudge))]
    assert said.startswith("Omar H.’s Issues resolved fell three weeks in a row: 6, 4, 2, 0")


async def test_an_outage_is_no_silence(cast: Cast, played: Played) -> None:
    """Read two weeks ago, and not since: what came then is not known."""
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    _play(played, (6, 4, 2, 0))
    admin = Admin(cast)
    connection = await admin.connect(played)
    sources = (await admin.seen(connection))["sources"]
    wanted = [source["id"] for source in sources if source["kind"] == "PROJECT"]
    await admin.do("chooseSources", connectionId=connection, sourceIds=wanted)
    await run_pending_jobs(cast.place, now=clock.now() - timedelta(weeks=1))
    await played.order("POST", "/faults", kind="5xx", status=503, retry_after=None, times=5000)
    async with open_work(cast.place, Actor.system()) as work:
        later(work, reconcile_connections)
    await run_pending_jobs(cast.place)
    assert list((await weeks(cast.place, omar.id)).values()) == [6, 4, 2]
    assert await _nudges(cast) == 0
    await played.order("DELETE", "/faults")
    await _read(cast, admin, connection)
    assert list((await weeks(cast.place, omar.id)).values()) == [6, 4, 2, 0]
    assert await _nudges(cast) == 1


def _play(played: Played, counts: tuple[int, ...]) -> None:
    """Omar resolved so many in each of the last whole weeks, the last one at the end."""
    world = played.demo.world
    now = clock.now()
    monday = now.replace(hour=0, minute=0, second=0) - timedelta(days=now.weekday())
    done = [one for one in issues_of(world, "Omar Haddad") if one.resolved]
    for issue in issues_of(world, "Omar Haddad"):
        if issue not in done[: sum(counts)]:
            world.remove_issue(issue)
    for place, count in enumerate(counts):
        at = monday - timedelta(weeks=len(counts) - place) + timedelta(days=1)
        for issue in done[sum(counts[:place]) :][:count]:
            issue.resolved = issue.updated = at
            last = issue.changes[-1]
            issue.changes[-1] = type(last)(last.id, last.author, at, last.items)


async def test_an_issue_of_the_year_2099_hides_nothing_that_comes_after(
    cast: Cast, played: Played
) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    future = issues_of(played.demo.world, "Omar Haddad")[0]
    future.updated = clock.now() + timedelta(days=30_000)
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    key = await _resolve_new(played)
    await _read(cast, admin, connection)
    assert {key, future.key} <= set(await filed(cast.place, omar.id))


async def test_whoever_gets_another_address_is_matched_at_once(cast: Cast, played: Played) -> None:
    ana = await hire(cast.place, "Ana S.", "ana@elsewhere.test")
    admin = Admin(cast)
    await admin.read_everything(await admin.connect(played))
    assert await weeks(cast.place, ana.id) == {}
    async with open_work(cast.place, Actor.system()) as work:
        await amend_person(work, person_id=ana.id, email="ana@demo.example")
    await run_pending_jobs(cast.place)
    assert await weeks(cast.place, ana.id) == resolved_by_week(played.demo.world, "Ana Souza")


async def test_nobody_is_spoken_to_about_whoever_has_left(cast: Cast, played: Played) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    async with open_work(cast.place, Actor.system()) as work:
        await end_employment(work, person_id=omar.id, on=work.now.date())
    admin = Admin(cast)
    await admin.read_everything(await admin.connect(played))
    assert list((await weeks(cast.place, omar.id)).values())[-4:] == [4, 3, 2, 1]
    assert await _nudges(cast) == 0


async def test_whoever_has_left_has_no_weeks_of_none(cast: Cast, played: Played) -> None:
    """They did nothing there because they were not there."""
    this_monday = clock.now().date() - timedelta(days=clock.now().weekday())
    async with open_work(cast.place, Actor.system()) as work:
        omar = await add_person(
            work,
            name="Omar H.",
            email="omar@demo.example",
            joined_on=this_monday - timedelta(weeks=50),
        )
        await end_employment(work, person_id=omar.id, on=this_monday - timedelta(weeks=1))
    _play(played, (6, 4, 2, 0))
    admin = Admin(cast)
    await admin.read_everything(await admin.connect(played))
    assert list((await weeks(cast.place, omar.id)).values()) == [6, 4, 2]
