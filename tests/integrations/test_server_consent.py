"""Data Center with an application link: its own consent page, form-encoded, with a proof key."""

from urllib.parse import parse_qs, urlsplit

from sqlalchemy import select
from starlette.applications import Starlette

from domain.actor import Actor
from integrations.connection import Connection
from tenants.work import open_work
from tests.integrations.admins import Admin
from tests.integrations.conftest import Played
from tests.integrations.consenting import Browser, consented
from tests.integrations.seen import filed, hire, issues_of, resolved_by_week, weeks
from tests.jobs import run_pending_jobs
from tests.people import Cast

WAY = "SERVER_OAUTH"
TOKEN = "/dc/rest/oauth2/latest/token"


async def _versions(cast: Cast) -> int:
    async with open_work(cast.place, Actor.system()) as work:
        version: int = (await work.session.scalars(select(Connection.grant_version))).one()
        return version


async def test_it_is_consented_to_read_renewed_and_consented_to_again(
    cast: Cast, played: Played, tanlu: Starlette
) -> None:
    world = played.jira.server.world
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin, connection = await consented(cast, played, tanlu, way=WAY)
    seen = await admin.read_everything(connection)
    assert (seen["state"], seen["lastError"], seen["siteName"]) == (
        "CONNECTED",
        None,
        "Data Center",
    )
    assert seen["itemsRead"] == len(world.issues)
    assert set(await filed(cast.place, omar.id)) == {
        one.key for one in issues_of(world, "Omar Haddad")
    }
    assert await weeks(cast.place, omar.id) == resolved_by_week(world, "Omar Haddad")

    await played.order("POST", "/end-access")
    await admin.do("syncConnectionNow", connectionId=connection)
    await run_pending_jobs(cast.place)
    assert ((await admin.seen(connection))["state"], await _versions(cast)) == ("CONNECTED", 2)

    await played.order("POST", "/revoke")
    await admin.do("syncConnectionNow", connectionId=connection)
    await run_pending_jobs(cast.place)
    seen = await admin.seen(connection)
    assert seen["state"] == "REAUTH_REQUIRED"
    assert seen["lastError"].startswith("The consent has ended or was withdrawn")

    browser = Browser(tanlu, played)
    await browser.sign_in(cast)
    await browser.come_back(await browser.consent(await browser.leave(seen["consentPath"])))
    await run_pending_jobs(cast.place)
    assert (await admin.seen(connection))["state"] == "CONNECTED"
    assert {one.status for one in played.jira.asked if one.path == TOKEN} == {200, 400}


async def test_it_asks_for_reading_alone_and_proves_who_comes_back(
    cast: Cast, played: Played, tanlu: Starlette
) -> None:
    admin, browser = Admin(cast), Browser(tanlu, played)
    connection = await admin.connect(played, WAY)
    await browser.sign_in(cast)
    away = await browser.leave((await admin.seen(connection))["consentPath"])
    asked = parse_qs(urlsplit(away).query)
    assert away.startswith(f"{played.address}/dc/rest/oauth2/latest/authorize?")
    assert (asked["scope"], asked["code_challenge_method"]) == (["READ"], ["S256"])
    await browser.come_back(await browser.consent(away, decision="cancel"))
    seen = await admin.seen(connection)
    assert (seen["state"], seen["lastError"]) == ("REAUTH_REQUIRED", "Consent was not given")
