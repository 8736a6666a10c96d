"""What can no longer be seen over there is not undone, and never goes all at once unasked."""

from typing import Any

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.nudges.nudge import Nudge
from fakes.jira.world import World
from integrations.jobs import reconcile_connections
from tenants.jobs import later
from tenants.work import open_work
from tests.integrations.admins import Admin
from tests.integrations.conftest import Played
from tests.integrations.seen import filed, hire, issues_of, weeks
from tests.jobs import run_pending_jobs
from tests.people import Cast

SITE = {"site": "Demo Ltd"}


async def reconciled(cast: Cast, admin: Admin, connection: str) -> Any:  # noqa: ANN401 - JSON
    """As every night."""
    async with open_work(cast.place, Actor.system()) as work:
        later(work, reconcile_connections)
    await run_pending_jobs(cast.place)
    return await admin.seen(connection)


async def _nudges(cast: Cast) -> int:
    async with open_work(cast.place, Actor.system()) as work:
        return len((await work.session.scalars(select(Nudge))).all())


def _hide(world: World, name: str, pieces: int) -> list[str]:
    """As if they were archived, or closed to the account that reads."""
    found = [one for one in issues_of(world, name) if one.resolved][-pieces:]
    for issue in found:
        world.remove_issue(issue)
    return [one.key for one in found]


@pytest.mark.parametrize("said", [True, False])
async def test_an_expired_token_forgets_nothing(cast: Cast, played: Played, said: bool) -> None:
    """Cloud answers it with 200 and nothing, and not always says why."""
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    before = set(await filed(cast.place, omar.id)), await weeks(cast.place, omar.id)
    await played.order("POST", "/expired-tokens", said=said)
    seen = await reconciled(cast, admin, connection)
    assert (seen["state"], seen["lastError"]) == (
        "REAUTH_REQUIRED",
        "Jira no longer accepts these credentials: connect again, or enter a new token",
    )
    found = await filed(cast.place, omar.id)
    assert (set(found), await weeks(cast.place, omar.id)) == before
    assert {one.out_of_sight_at for one in found.values()} == {None}


async def test_what_left_sight_is_not_undone_and_makes_no_nudge(cast: Cast, played: Played) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    counted, said = await weeks(cast.place, omar.id), await _nudges(cast)
    hidden = _hide(played.demo.world, "Omar Haddad", 6)
    seen = await reconciled(cast, admin, connection)
    assert (seen["state"], seen["lastError"]) == ("CONNECTED", None)
    found = await filed(cast.place, omar.id)
    assert {key for key, one in found.items() if one.out_of_sight_at is not None} == set(hidden)
    assert await weeks(cast.place, omar.id) == counted
    assert await _nudges(cast) == said


async def test_what_comes_back_into_sight_is_as_before(cast: Cast, played: Played) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    world = played.demo.world
    issue = issues_of(world, "Omar Haddad")[0]
    world.remove_issue(issue)
    await reconciled(cast, admin, connection)
    assert (await filed(cast.place, omar.id))[issue.key].out_of_sight_at is not None
    world.add_issue(issue)
    await reconciled(cast, admin, connection)
    assert (await filed(cast.place, omar.id))[issue.key].out_of_sight_at is None


async def test_a_large_part_goes_only_when_an_admin_says_so(cast: Cast, played: Played) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    held = len(played.demo.world.issues)
    counted = await weeks(cast.place, omar.id)
    hidden = _hide(played.demo.world, "Omar Haddad", 21)
    seen = await reconciled(cast, admin, connection)
    assert seen["state"] == "DEGRADED"
    assert seen["lastError"].startswith(f"21 of {held} pieces of work can no longer be seen")
    assert {one.out_of_sight_at for one in (await filed(cast.place, omar.id)).values()} == {None}
    await admin.do("acceptLosses", connectionId=connection)
    await run_pending_jobs(cast.place)
    seen = await admin.seen(connection)
    assert (seen["state"], seen["lastError"]) == ("CONNECTED", None)
    found = await filed(cast.place, omar.id)
    assert {key for key, one in found.items() if one.out_of_sight_at is not None} == set(hidden)
    assert await weeks(cast.place, omar.id) == counted
