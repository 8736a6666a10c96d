"""What is read becomes evidence and weeks, once it is known whose it is."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.nudges.nudge import Nudge
from fakes.jira import own
from infra import clock
from integrations.jobs import reconcile_connections
from integrations.observed import ObservedItem
from tenants.jobs import later
from tenants.work import open_work
from tests.asking import Asking
from tests.integrations.admins import Admin
from tests.integrations.conftest import Played
from tests.integrations.seen import filed, hire, issues_of, resolved_by_week, weeks
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting

ACCOUNTS = """query ($id: ID!, $matched: Boolean) { dataConnection(id: $id) {
  accounts(first: 50, filter: {matched: $matched}) {
    nodes { id name email matchedBy items person { name } suggestion { name } } } } }"""


async def _accounts(admin: Admin, connection: str, *, matched: bool) -> dict[str, dict[str, str]]:
    told = await admin.asking.ask(ACCOUNTS, id=connection, matched=matched)
    return {one["name"]: one for one in told["dataConnection"]["accounts"]["nodes"]}


async def test_accounts_are_known_by_address_and_else_suggested_by_name(
    cast: Cast, played: Played
) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    mei = await hire(cast.place, "Mei Lin", "mei.lin@acme.test")
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    matched = await _accounts(admin, connection, matched=True)
    waiting = await _accounts(admin, connection, matched=False)
    assert set(matched) == {"Omar Haddad"}
    assert (matched["Omar Haddad"]["matchedBy"], matched["Omar Haddad"]["person"]) == (
        "EMAIL",
        {"name": "Omar H."},
    )
    assert waiting["Mei Lin"]["suggestion"] == {"name": "Mei Lin"}
    assert waiting["Ana Souza"]["suggestion"] is None
    world = played.demo.world
    assert set(await filed(cast.place, omar.id)) == {
        one.key for one in issues_of(world, "Omar Haddad")
    }
    assert await filed(cast.place, mei.id) == {}
    await admin.do(
        "matchAccount",
        "account { id }",
        accountId=waiting["Mei Lin"]["id"],
        personId=str(mei.id),
    )
    await run_pending_jobs(cast.place)
    assert set(await filed(cast.place, mei.id)) == {one.key for one in issues_of(world, "Mei Lin")}
    assert await weeks(cast.place, mei.id) == resolved_by_week(world, "Mei Lin")


async def test_what_was_matched_wrongly_moves_to_whom_it_belongs(
    cast: Cast, played: Played
) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    account = (await _accounts(admin, connection, matched=True))["Omar Haddad"]["id"]
    before = await weeks(cast.place, omar.id)
    await admin.do("matchAccount", "account { id }", accountId=account, personId=str(cast.ana.id))
    await run_pending_jobs(cast.place)
    assert await filed(cast.place, omar.id) == {}
    assert set((await weeks(cast.place, omar.id)).values()) == {0.0}
    assert await weeks(cast.place, cast.ana.id) == before
    await admin.do("matchAccount", "account { id }", accountId=account)
    await run_pending_jobs(cast.place)
    assert await filed(cast.place, cast.ana.id) == {}


async def test_a_fall_that_is_read_makes_us_speak_to_the_manager(
    cast: Cast, played: Played
) -> None:
    """Omar's numbers in the played Jira fall four weeks long."""
    await hire(cast.place, "Omar H.", "omar@demo.example")
    admin = Admin(cast)
    await admin.read_everything(await admin.connect(played))
    async with open_work(cast.place, Actor.system()) as work:
        (said,) = [nudge.why for nudge in await work.session.scalars(select(Nudge))]
    assert said["en"].startswith(
        "Omar H.’s Issues resolved fell four weeks in a row: 5, 4, 3, 2, 1 ("
    )
    assert said["zh-CN"].startswith("Omar H. 的“解决事项数”连续 4 周下降：5、4、3、2、1（")


async def test_a_fall_of_long_ago_that_is_read_is_history(cast: Cast, played: Played) -> None:
    """The first reading brings years; who is to be spoken to about a fall of last winter?"""
    vars(played.demo.world).update(vars(own.demo(clock.now() - timedelta(weeks=20))))
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin = Admin(cast)
    await admin.read_everything(await admin.connect(played))
    assert list((await weeks(cast.place, omar.id)).values())[:9] == [3, 4, 4, 5, 4, 3, 2, 1, 0]
    async with open_work(cast.place, Actor.system()) as work:
        assert (await work.session.scalars(select(Nudge))).all() == []


async def test_the_employee_sees_what_was_read_and_where_it_came_from(
    cast: Cast, played: Played
) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin = Admin(cast)
    await admin.read_everything(await admin.connect(played))
    document = """{ evidence(first: 100) { nodes {
      source connectionName title url withdrawnAt details } } }"""
    shown = (await Asking(cast.place, acting(omar)).ask(document))["evidence"]["nodes"]
    assert len(shown) == len(issues_of(played.demo.world, "Omar Haddad"))
    assert {(one["source"], one["connectionName"]) for one in shown} == {("jira", "Our Jira")}
    assert all(one["url"].startswith(played.address) for one in shown)
    assert not any("description" in one["details"] for one in shown)


async def test_nobody_but_admins_sees_connections(cast: Cast, played: Played) -> None:
    connection = await Admin(cast).connect(played)
    for person in (cast.hua, cast.mei, cast.omar):
        asking = Asking(cast.place, acting(person))
        document = "query ($id: ID!) { dataConnection(id: $id) { id } }"
        told = await asking.ask(document, id=connection)
        assert told["dataConnection"] is None
    refused = await Asking(cast.place, acting(cast.hua)).ask(
        "mutation ($input: DataConnectionInput!) { testConnection(input: $input) {"
        " userErrors { message } } }",
        input={"connectionId": connection},
    )
    assert refused["testConnection"]["userErrors"] == [
        {"message": "Only an admin can connect systems"}
    ]


@pytest.mark.parametrize("way", ["CLOUD_TOKEN", "SERVER_TOKEN"])
async def test_changes_over_there_are_changes_here(cast: Cast, played: Played, way: str) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin = Admin(cast)
    connection = await admin.connect(played, way)
    await admin.read_everything(connection)
    site = {"site": "Demo Ltd"}
    open_one, other = [
        one.key for one in issues_of(played.demo.world, "Omar Haddad") if not one.resolved
    ][:2]
    await played.order("POST", f"/issues/{open_one}/resolve", **site)
    await played.order("POST", f"/issues/{other}/reassign", **site, to="Ana Souza")
    await admin.do("syncConnectionNow", connectionId=connection)
    await run_pending_jobs(cast.place)
    now = await filed(cast.place, omar.id)
    assert now[open_one].details["status"] in {"Done", "Resolved", "Closed"}
    assert now[open_one].details["resolution"] == "Done"
    assert other not in now


async def test_the_night_finds_what_no_webhook_told(cast: Cast, played: Played) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    gone, *_ = issues_of(played.demo.world, "Omar Haddad")
    before = await weeks(cast.place, omar.id)
    await played.order("DELETE", f"/issues/{gone.key}", site="Demo Ltd")
    async with open_work(cast.place, Actor.system()) as work:
        last = select(ObservedItem).order_by(ObservedItem.external_id.desc()).limit(1)
        await work.session.delete((await work.session.scalars(last)).one())
    async with open_work(cast.place, Actor.system()) as work:
        later(work, reconcile_connections)
    await run_pending_jobs(cast.place)
    kept = (await filed(cast.place, omar.id))[gone.key]
    assert kept.out_of_sight_at is not None
    assert await weeks(cast.place, omar.id) == before
    seen = await admin.seen(connection)
    assert seen["itemsRead"] == len(played.demo.world.issues) + 1


async def test_reading_again_changes_nothing(cast: Cast, played: Played) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    before = {key: piece.changed_at for key, piece in (await filed(cast.place, omar.id)).items()}
    await admin.do("syncConnectionNow", connectionId=connection)
    await run_pending_jobs(cast.place)
    after = {key: piece.changed_at for key, piece in (await filed(cast.place, omar.id)).items()}
    assert after == before


async def test_what_is_not_chosen_is_not_read_and_an_end_keeps_what_was(
    cast: Cast, played: Played
) -> None:
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin = Admin(cast)
    connection = await admin.connect(played)
    assert (await admin.seen(connection))["itemsRead"] == 0
    await admin.read_everything(connection)
    await admin.do("disconnectVendor", connectionId=connection)
    await run_pending_jobs(cast.place)
    assert (await admin.seen(connection))["state"] == "DISCONNECTED"
    assert len(await filed(cast.place, omar.id)) == len(issues_of(played.demo.world, "Omar Haddad"))
    again = await admin.connect(played)
    assert (await admin.seen(again))["siteName"] is not None
