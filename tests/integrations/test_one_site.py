"""One site is read once, however it was connected, and however often."""

import asyncio
from uuid import UUID

from sqlalchemy import func, select
from starlette.applications import Starlette

from domain.actor import Actor
from domain.signals.evidence import Evidence
from domain.work import UnitOfWork
from infra.database import Place
from integrations.connection import Connection
from integrations.external_identity import ExternalAccount
from integrations.jobs import reconcile_connections
from integrations.sites import settle_on
from tenants.jobs import later
from tenants.work import open_work
from tests.integrations.admins import Admin
from tests.integrations.conftest import Played
from tests.integrations.consenting import consented
from tests.integrations.seen import filed, hire, issues_of, resolved_by_week, weeks
from tests.jobs import run_pending_jobs
from tests.people import Cast

TAKEN = "Demo Ltd is connected already: disconnect one of the two"


async def _evidence(place: Place) -> int:
    async with open_work(place, Actor.system()) as work:
        return await work.session.scalar(select(func.count()).select_from(Evidence)) or 0


async def test_a_consent_to_a_site_that_a_token_reads_is_refused(
    cast: Cast, played: Played, tanlu: Starlette
) -> None:
    admin = Admin(cast)
    await admin.connect(played)
    _, second = await consented(cast, played, tanlu)
    seen = await admin.seen(second)
    assert (seen["state"], seen["lastError"], seen["siteName"]) == ("DEGRADED", TAKEN, None)


async def test_a_token_for_a_site_that_was_consented_to_is_refused(
    cast: Cast, played: Played, tanlu: Starlette
) -> None:
    admin, _ = await consented(cast, played, tanlu)
    second = await admin.connect(played)
    seen = await admin.seen(second)
    assert (seen["state"], seen["lastError"], seen["siteName"]) == ("DEGRADED", TAKEN, None)


async def test_of_several_sites_one_that_a_token_reads_cannot_be_chosen(
    cast: Cast, played: Played, tanlu: Starlette
) -> None:
    admin = Admin(cast)
    await admin.connect(played)
    sites = [site.id for site in played.jira.cloud_sites]
    _, second = await consented(cast, played, tanlu, *sites)
    sources = (await admin.seen(second))["sources"]
    demo = next(one["id"] for one in sources if one["name"] == "Demo Ltd")
    told = await admin.asking.ask(
        "mutation ($input: ChooseSiteInput!) { chooseSite(input: $input) {"
        " userErrors { message } } }",
        input={"connectionId": second, "sourceId": demo},
    )
    assert told["chooseSite"]["userErrors"] == [{"message": "Demo Ltd is connected already"}]


async def test_two_that_settle_at_the_same_moment_do_not_overlook_each_other(acme: Place) -> None:
    first, second = [await _unsettled(acme) for _ in range(2)]
    async with open_work(acme, Actor.system()) as work:
        assert await _settled(work, first)
        other = asyncio.create_task(_settled_apart(acme, second))
        _, waiting = await asyncio.wait([other], timeout=0.5)
        assert waiting
    assert await other is False


async def _unsettled(place: Place) -> UUID:
    async with open_work(place, Actor.system()) as work:
        connection = Connection(
            vendor="jira",
            way="token",
            name="Jira",
            settings={},
            sealed_secrets="",
            by_consent=False,
            created_at=work.now,
        )
        work.add(connection)
    return connection.id


async def _settled(work: UnitOfWork, connection_id: UUID) -> bool:
    connection = await work.get(Connection, connection_id, lock=True)
    # By a token a site has another id than by consent.
    other = str(connection_id)
    return await settle_on(work, connection, id=other, name="Demo", url="https://demo.example")


async def _settled_apart(place: Place, connection_id: UUID) -> bool:
    async with open_work(place, Actor.system()) as work:
        return await _settled(work, connection_id)


async def test_a_site_that_is_connected_again_counts_once(
    cast: Cast, played: Played, tanlu: Starlette
) -> None:
    """By token, ended, by token again, ended, and by consent at last."""
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin, world = Admin(cast), played.demo.world
    for _ in range(2):
        connection = await admin.connect(played)
        await admin.read_everything(connection)
        await admin.do("disconnectVendor", connectionId=connection)
        await run_pending_jobs(cast.place)
    _, connection = await consented(cast, played, tanlu)
    await admin.read_everything(connection)
    keys = {one.key for one in issues_of(world, "Omar Haddad")}
    assert set(await filed(cast.place, omar.id)) == keys
    assert await _evidence(cast.place) == len(keys)
    assert await weeks(cast.place, omar.id) == resolved_by_week(world, "Omar Haddad")
    gone = next(one for one in issues_of(world, "Omar Haddad") if one.resolved)
    await played.order("DELETE", f"/issues/{gone.key}", site="Demo Ltd")
    async with open_work(cast.place, Actor.system()) as work:
        later(work, reconcile_connections)
    await run_pending_jobs(cast.place)
    assert set(await filed(cast.place, omar.id)) == keys - {gone.key}
    assert await weeks(cast.place, omar.id) == resolved_by_week(world, "Omar Haddad")


async def test_who_was_confirmed_once_is_known_when_the_site_is_connected_again(
    cast: Cast, played: Played
) -> None:
    ivan = await hire(cast.place, "Ivan P.", "ivan.p@acme.test")
    admin = Admin(cast)
    first = await admin.connect(played)
    await admin.read_everything(first)
    account = await admin.asking.ask(
        "query ($id: ID!) { dataConnection(id: $id) {"
        " accounts(first: 50) { nodes { id name } } } }",
        id=first,
    )
    nodes = account["dataConnection"]["accounts"]["nodes"]
    shy = next(one["id"] for one in nodes if one["name"] == "Ivan Petrov")
    await admin.do("matchAccount", "account { id }", accountId=shy, personId=str(ivan.id))
    await admin.do("disconnectVendor", connectionId=first)
    await run_pending_jobs(cast.place)
    before = await weeks(cast.place, ivan.id)
    await admin.read_everything(await admin.connect(played))
    async with open_work(cast.place, Actor.system()) as work:
        matched = select(ExternalAccount.person_id).where(ExternalAccount.name == "Ivan Petrov")
        assert (await work.session.scalars(matched)).all() == [ivan.id, ivan.id]
    assert await weeks(cast.place, ivan.id) == before
    assert sum(before.values()) == 10
