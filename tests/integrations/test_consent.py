"""Connecting by consent: out, back once, one site chosen among several, tokens renewed."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE

from sqlalchemy import select
from starlette.applications import Starlette

from domain.actor import Actor
from integrations.connection import Connection
from integrations.jira.connector import Jira
from integrations.jira.settings import CloudConsent
from integrations.jira.ways import CLOUD_OAUTH
from integrations.renewing import good_grant
from tenants.work import open_work
from tests.api.conftest import bearer
from tests.integrations.admins import Admin
from tests.integrations.conftest import Played
from tests.integrations.consenting import BACK, Browser, consented
from tests.jobs import run_pending_jobs
from tests.people import Cast


async def test_an_admin_consents_and_everything_is_read(
    cast: Cast, played: Played, tanlu: Starlette
) -> None:
    admin, connection = await consented(cast, played, tanlu)
    seen = await admin.read_everything(connection)
    assert (seen["state"], seen["siteName"]) == ("CONNECTED", "Demo Ltd")
    assert seen["itemsRead"] == len(played.demo.world.issues)


async def test_of_several_sites_one_is_chosen(cast: Cast, played: Played, tanlu: Starlette) -> None:
    sites = [site.id for site in played.jira.cloud_sites]
    admin, connection = await consented(cast, played, tanlu, *sites)
    seen = await admin.seen(connection)
    assert (seen["siteName"], {one["kind"] for one in seen["sources"]}) == (None, {"SITE"})
    chosen = next(one["id"] for one in seen["sources"] if one["name"] == "Demo Ltd")
    await admin.do("chooseSite", connectionId=connection, sourceId=chosen)
    await run_pending_jobs(cast.place)
    seen = await admin.seen(connection)
    assert seen["siteName"] == "Demo Ltd"
    assert {one["key"] for one in seen["sources"] if one["kind"] == "PROJECT"} == {"TEAM"}


async def test_a_return_counts_once_and_only_for_the_session_that_left(
    cast: Cast, played: Played, tanlu: Starlette
) -> None:
    admin, browser, other = Admin(cast), Browser(tanlu, played), Browser(tanlu, played)
    connection = await admin.connect(played, "CLOUD_OAUTH")
    path = (await admin.seen(connection))["consentPath"]
    await browser.sign_in(cast)
    back = await browser.consent(await browser.leave(path), played.demo.id)
    assert (await other.come_back(back)).status_code == 401
    strangers = await browser.ours.get(back.replace("state=", "state=x"), headers=BACK)
    assert strangers.status_code == 400
    assert (await browser.come_back(back)).status_code == 303
    assert (await browser.come_back(back)).status_code == 400


async def test_other_sites_cannot_send_an_admin_out(
    cast: Cast, played: Played, tanlu: Starlette
) -> None:
    admin, browser = Admin(cast), Browser(tanlu, played)
    connection = await admin.connect(played, "CLOUD_OAUTH")
    await browser.sign_in(cast)
    path = (await admin.seen(connection))["consentPath"]
    assert (await browser.ours.get(path, headers=BACK)).status_code == 403
    as_token = await bearer(cast, cast.wei)
    browser.ours.cookies.clear()
    assert (await browser.ours.get(path, headers=as_token)).status_code == 401


async def test_who_says_no_is_told_what_to_do(cast: Cast, played: Played, tanlu: Starlette) -> None:
    admin, browser = Admin(cast), Browser(tanlu, played)
    connection = await admin.connect(played, "CLOUD_OAUTH")
    await browser.sign_in(cast)
    away = await browser.leave((await admin.seen(connection))["consentPath"])
    await browser.come_back(await browser.consent(away, decision="cancel"))
    seen = await admin.seen(connection)
    assert (seen["state"], seen["lastError"]) == ("REAUTH_REQUIRED", "Consent was not given")


async def _version(cast: Cast) -> int:
    async with open_work(cast.place, Actor.system()) as work:
        version: int = (await work.session.scalars(select(Connection.grant_version))).one()
        return version


async def test_many_who_need_a_new_token_ask_for_one(
    cast: Cast, played: Played, tanlu: Starlette
) -> None:
    await consented(cast, played, tanlu)
    await played.order("POST", "/end-access")
    await played.order("DELETE", "/requests")
    async with open_work(cast.place, Actor.system()) as work:
        row = (await work.session.scalars(select(Connection))).one()
    before, app = row.grant_version, Jira().authorize(CLOUD_OAUTH, CloudConsent())
    assert app is not None
    grants = await asyncio.gather(
        *(good_grant(cast.place, row.id, app, refused=before) for _ in range(8))
    )
    assert len({grant.token for grant in grants}) == 1
    assert await _version(cast) == before + 1
    asked = [one for one in played.jira.asked if one.path == "/oauth/token"]
    assert len(asked) == 1


async def test_two_processes_at_one_moment_renew_once_and_both_go_on(
    cast: Cast, played: Played, tanlu: Starlette
) -> None:
    _, connection = await consented(cast, played, tanlu)
    await played.order("POST", "/end-access")
    await played.order("DELETE", "/requests")
    await played.order("POST", "/faults", kind="slow", seconds=0.5, path="/oauth/token")
    command = ["-m", "tests.integrations.renewer", str(cast.place.tenant_id), connection, "1"]
    both = [
        await asyncio.create_subprocess_exec(sys.executable, *command, stdin=PIPE, stdout=PIPE)
        for _ in range(2)
    ]
    for one in both:
        assert one.stdout
        assert await asyncio.wait_for(one.stdout.readline(), 20) == b"ready\n"
    told = [
        json.loads(out) for out, _ in await asyncio.gather(*(p.communicate(b"\n") for p in both))
    ]
    assert told[0] == told[1]
    token, version = told[0]
    assert version == await _version(cast) == 2
    assert played.jira.cloud_grants.behind(token) is not None
    assert [one.status for one in played.jira.asked if one.path == "/oauth/token"] == [200]


async def test_an_access_token_that_ended_is_renewed_on_the_way(
    cast: Cast, played: Played, tanlu: Starlette
) -> None:
    admin, connection = await consented(cast, played, tanlu)
    await played.order("POST", "/end-access")
    seen = await admin.read_everything(connection)
    assert (seen["state"], seen["lastError"]) == ("CONNECTED", None)
    assert await _version(cast) == 2


async def test_a_revoked_consent_is_asked_for_again(
    cast: Cast, played: Played, tanlu: Starlette
) -> None:
    admin, connection = await consented(cast, played, tanlu)
    await played.order("POST", "/revoke")
    seen = await admin.read_everything(connection)
    assert seen["state"] == "REAUTH_REQUIRED"
    assert seen["lastError"].startswith("The consent has ended or was withdrawn")
    browser = Browser(tanlu, played)
    await browser.sign_in(cast)
    away = await browser.leave(seen["consentPath"])
    await browser.come_back(await browser.consent(away, played.demo.id))
    await run_pending_jobs(cast.place)
    seen = await admin.seen(connection)
    assert (seen["state"], seen["itemsRead"]) == ("CONNECTED", len(played.demo.world.issues))
