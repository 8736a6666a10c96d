"""Versions that are released and sprints that end, and what follows from them."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from domain.actor import Actor
from domain.events import StoredEvent
from domain.nudges.nudge import Nudge
from domain.policy.touchpoint import Touchpoint, TouchpointKind
from domain.signals.milestone import Milestone
from infra import clock
from infra.database import Place
from tenants.work import open_work
from tests.integrations.conftest import Played
from tests.integrations.consenting import consented
from tests.integrations.seen import hire, issues_of
from tests.jobs import run_pending_jobs
from tests.people import Cast

SITE = {"site": "Demo Ltd"}


async def _reached(place: Place) -> list[tuple[str, bool, list[str]]]:
    async with open_work(place, Actor.system()) as work:
        named = select(StoredEvent).where(StoredEvent.name == "milestone.reached")
        events = (await work.session.scalars(named.order_by(StoredEvent.id))).all()
    return [(e.content["kind"], e.content["major"], e.content["person_ids"]) for e in events]


@pytest.mark.requirement(57, 204)
async def test_a_released_version_asks_for_a_look_back_with_whoever_worked_on_it(
    cast: Cast, played: Played, tanlu: Starlette
) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin, connection = await consented(cast, played, tanlu)
    await admin.read_everything(connection)
    assert await _reached(cast.place) == []  # what was released long ago is no news
    made = await played.order("POST", "/versions", **SITE, project="TEAM", name="2.0")
    mine = issues_of(played.demo.world, "Omar Haddad")[-1].key
    version = made.get("name") or made.get("id")
    await played.order("PATCH", f"/issues/{mine}", **SITE, fixVersion="2.0")
    await played.order("POST", f"/versions/{version}/release", **SITE)
    await played.order("POST", "/settle")
    await run_pending_jobs(cast.place)
    assert await _reached(cast.place) == [("VERSION", True, [str(omar.id)])]
    async with open_work(cast.place, Actor.system()) as work:
        due = (
            await work.session.scalars(
                select(Touchpoint).where(Touchpoint.kind == TouchpointKind.RETRO)
            )
        ).one()
        said = (
            await work.session.scalars(select(Nudge).where(Nudge.touchpoint_id == due.id))
        ).one()
    assert due.subject_id == omar.id
    assert said.why["en"] == "2.0 is released, with work of Omar H. in it"
    assert said.why["zh-CN"] == "2.0 已发布，其中有 Omar H. 的工作"


async def test_a_version_that_is_out_late_is_a_milestone_on_the_day_it_is_out(
    cast: Cast, played: Played, tanlu: Starlette
) -> None:
    """Its date is the one that was planned, twenty days ago."""
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin, connection = await consented(cast, played, tanlu)
    planned = (clock.now() - timedelta(days=20)).date()
    made = await played.order(
        "POST", "/versions", **SITE, project="TEAM", name="2.0", planned=planned.isoformat()
    )
    mine = issues_of(played.demo.world, "Omar Haddad")[-1].key
    await played.order("PATCH", f"/issues/{mine}", **SITE, fixVersion="2.0")
    await admin.read_everything(connection)
    assert await _reached(cast.place) == []
    await played.order("POST", f"/versions/{made['id']}/release", **SITE)
    await played.order("POST", "/settle")
    await run_pending_jobs(cast.place)
    assert await _reached(cast.place) == [("VERSION", True, [str(omar.id)])]
    async with open_work(cast.place, Actor.system()) as work:
        reached = (await work.session.scalars(select(Milestone.reached_at))).one()
    assert reached.date() == clock.now().date()


async def test_a_sprint_that_ends_is_noted_and_asks_for_nothing(
    cast: Cast, played: Played, tanlu: Starlette
) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin, connection = await consented(cast, played, tanlu)
    await admin.read_everything(connection)
    active = next(one for one in played.demo.world.sprints.values() if one.state == "active")
    mine = issues_of(played.demo.world, "Omar Haddad")[-1]
    mine.sprints = [active]
    for other in played.demo.world.issues.values():
        if other is not mine and active in other.sprints:
            other.sprints = []
    await played.order("POST", f"/sprints/{active.id}/close", **SITE)
    await played.order("POST", "/settle")
    await run_pending_jobs(cast.place)
    assert await _reached(cast.place) == [("SPRINT", False, [str(omar.id)])]
    await admin.do("syncConnectionNow", connectionId=connection)
    await run_pending_jobs(cast.place)
    assert len(await _reached(cast.place)) == 1
    async with open_work(cast.place, Actor.system()) as work:
        kinds = set(await work.session.scalars(select(Touchpoint.kind)))
    assert TouchpointKind.RETRO not in kinds
