"""A token that has ended is noticed by whichever way it is used next, and nothing is lost by it."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from sqlalchemy import select

from domain.actor import Actor
from integrations.connection import Connection, ConnectionSource
from integrations.jobs import look_again_at_hints
from integrations.observed import Hint
from tenants.jobs import later
from tenants.work import open_work
from tests.integrations.admins import Admin
from tests.integrations.conftest import Played
from tests.integrations.seen import filed, hire, issues_of
from tests.integrations.test_losses import reconciled
from tests.jobs import run_pending_jobs
from tests.people import Cast

ASKED_AGAIN = (
    "REAUTH_REQUIRED",
    "Jira no longer accepts these credentials: connect again, or enter a new token",
)


async def _known(cast: Cast) -> Sequence[datetime | None]:
    """Up to when it is known what happened."""
    async with open_work(cast.place, Actor.system()) as work:
        return (await work.session.scalars(select(ConnectionSource.covered_until))).all()


async def _read(cast: Cast, admin: Admin, connection: str) -> tuple[str, str]:
    await admin.do("syncConnectionNow", connectionId=connection)
    await run_pending_jobs(cast.place)
    seen = await admin.seen(connection)
    return seen["state"], seen["lastError"]


@pytest.mark.parametrize("said", [True, False])
async def test_the_next_reading_notices(cast: Cast, played: Played, said: bool) -> None:
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    before = await _known(cast)
    await played.order("POST", "/expired-tokens", said=said)
    assert await _read(cast, admin, connection) == ASKED_AGAIN
    assert await _known(cast) == before


async def test_what_everybody_may_see_does_not_hide_it(cast: Cast, played: Played) -> None:
    """Else the rest would count as read, and its weeks as weeks of none."""
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    before = await _known(cast)
    await played.order("POST", "/expired-tokens", public=["TEAM"])
    await played.order(
        "POST", "/issues", site="Demo Ltd", project="TEAM", summary="New", assignee="Omar Haddad"
    )
    assert await _read(cast, admin, connection) == ASKED_AGAIN
    assert await _known(cast) == before


async def test_the_few_that_it_hides_at_night_are_not_out_of_sight(
    cast: Cast, played: Played
) -> None:
    """So few that they would be let go of unasked."""
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    world = played.demo.world
    world.projects["OWN"] = type(world.projects["TEAM"])(10_500, "OWN", "For few", world.admin)
    told = {"site": "Demo Ltd", "project": "OWN", "summary": "New", "assignee": "Omar Haddad"}
    key = (await played.order("POST", "/issues", **told))["key"]
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    await played.order("POST", "/expired-tokens", public=["TEAM"], said=False)
    assert (await reconciled(cast, admin, connection))["state"] == "REAUTH_REQUIRED"
    assert (await filed(cast.place, omar.id))[str(key)].out_of_sight_at is None


async def test_what_a_webhook_says_was_deleted_is_not_believed(cast: Cast, played: Played) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin = Admin(cast)
    await admin.read_everything(await admin.connect(played))
    issue = issues_of(played.demo.world, "Omar Haddad")[0]
    await played.order("POST", "/expired-tokens", said=False)
    async with open_work(cast.place, Actor.system()) as work:
        connection = (await work.session.scalars(select(Connection))).one()
        hint = Hint(connection_id=connection.id, external_id=str(issue.id), heard_at=work.now)
        hint.deleted = True
        work.add(hint)
        later(work, look_again_at_hints, connection_id=connection.id)
    await run_pending_jobs(cast.place)
    assert (await filed(cast.place, omar.id))[issue.key].out_of_sight_at is None
    assert (await admin.seen(str(connection.id)))["state"] == "REAUTH_REQUIRED"
