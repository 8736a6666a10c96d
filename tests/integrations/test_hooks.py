"""Jira tells us, in every way it can go wrong."""

import hashlib
import hmac
import json
import time
from datetime import timedelta
from urllib.parse import urlsplit

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from sqlalchemy import func, select
from starlette.applications import Starlette

from domain.actor import Actor
from domain.people.person import Person
from infra import clock
from integrations.connection import Connection
from integrations.jobs import reconcile_connections
from integrations.observed import HeardDelivery, Hint
from tenants.jobs import later
from tenants.lifecycle import resume_tenant, suspend_tenant
from tenants.tenant import tenant_of
from tenants.work import open_work
from tests.api.conftest import HERE
from tests.integrations.admins import Admin
from tests.integrations.conftest import Played
from tests.integrations.consenting import consented
from tests.integrations.seen import filed, hire, issues_of, weeks
from tests.jobs import run_pending_jobs
from tests.people import Cast

SITE = {"site": "Demo Ltd"}


@pytest.fixture
async def omar(cast: Cast) -> Person:
    return await hire(cast.place, "Omar H.", "omar@demo.example")


@pytest.fixture
async def listening(
    cast: Cast, played: Played, tanlu: Starlette, omar: Person
) -> tuple[Admin, str]:
    """A connection by consent that has read everything and is told of changes."""
    admin, connection = await consented(cast, played, tanlu)
    await admin.read_everything(connection)
    assert len(played.jira.hooks.all) == 2
    return admin, connection


async def _settle(cast: Cast, played: Played) -> None:
    await played.order("POST", "/settle")
    await run_pending_jobs(cast.place)


async def _count(cast: Cast, kind: type[Hint] | type[HeardDelivery]) -> int:
    async with open_work(cast.place, Actor.system()) as work:
        return await work.session.scalar(select(func.count()).select_from(kind)) or 0


async def test_what_happens_is_read_at_once(
    cast: Cast, played: Played, listening: tuple[Admin, str], omar: Person
) -> None:
    key = next(one.key for one in issues_of(played.demo.world, "Omar Haddad") if not one.resolved)
    await played.order("POST", f"/issues/{key}/resolve", **SITE)
    await _settle(cast, played)
    assert (await filed(cast.place, omar.id))[key].details["resolution"] == "Done"
    await played.order("DELETE", f"/issues/{key}", **SITE)
    await _settle(cast, played)
    assert key not in await filed(cast.place, omar.id)
    assert {one.answers[-1] for one in played.jira.deliveries.all} == {204}


async def test_talk_is_not_fetched(
    cast: Cast, played: Played, listening: tuple[Admin, str], omar: Person
) -> None:
    key = issues_of(played.demo.world, "Omar Haddad")[0].key
    await played.order("DELETE", "/requests")
    await played.order("POST", f"/issues/{key}/comments", **SITE, body="Well done")
    await _settle(cast, played)
    assert [one.path for one in played.jira.asked if "/rest/" in one.path] == []


async def test_duplicates_count_once(
    cast: Cast, played: Played, listening: tuple[Admin, str], omar: Person
) -> None:
    key = issues_of(played.demo.world, "Omar Haddad")[0].key
    await played.order("POST", "/webhooks/trouble", kind="duplicate", times=1)
    await played.order("PATCH", f"/issues/{key}", **SITE, summary="Another word for it")
    await played.order("POST", "/settle")
    assert (len(played.jira.deliveries.all), await _count(cast, HeardDelivery)) == (2, 1)
    await run_pending_jobs(cast.place)
    assert (await filed(cast.place, omar.id))[key].title == f"{key} Another word for it"
    assert await _count(cast, Hint) == 0


async def test_out_of_order_the_last_state_stands(
    cast: Cast, played: Played, listening: tuple[Admin, str], omar: Person
) -> None:
    key = issues_of(played.demo.world, "Omar Haddad")[0].key
    await played.order("POST", "/webhooks/trouble", kind="hold", times=3)
    for word in ("One", "Two", "Three"):
        await played.order("PATCH", f"/issues/{key}", **SITE, summary=word)
    await _settle(cast, played)
    assert (await filed(cast.place, omar.id))[key].title == f"{key} Three"


async def test_a_lost_one_is_made_up_for_by_the_next_reading(
    cast: Cast, played: Played, listening: tuple[Admin, str], omar: Person
) -> None:
    admin, connection = listening
    key = issues_of(played.demo.world, "Omar Haddad")[0].key
    await played.order("POST", "/webhooks/trouble", kind="lose", times=1)
    await played.order("PATCH", f"/issues/{key}", **SITE, summary="Unheard")
    await _settle(cast, played)
    assert (await filed(cast.place, omar.id))[key].title != f"{key} Unheard"
    await admin.do("syncConnectionNow", connectionId=connection)
    await run_pending_jobs(cast.place)
    assert (await filed(cast.place, omar.id))[key].title == f"{key} Unheard"


async def test_a_registration_that_expired_is_made_again(
    cast: Cast, played: Played, listening: tuple[Admin, str]
) -> None:
    before = set(played.jira.hooks.all)
    await played.order("POST", "/webhooks/expire")
    async with open_work(cast.place, Actor.system()) as work:
        later(work, reconcile_connections)
    await run_pending_jobs(cast.place)
    alive = {
        number
        for number, hook in played.jira.hooks.all.items()
        if not hook.is_over(played.jira.clock.now())
    }
    assert len(alive) == 2
    assert not alive & before


async def test_a_registration_is_refreshed_long_before_its_end(
    cast: Cast, played: Played, listening: tuple[Admin, str]
) -> None:
    before = set(played.jira.hooks.all)
    played.jira.clock.advance(timedelta(days=20))
    async with open_work(cast.place, Actor.system()) as work:
        later(work, reconcile_connections)
    await run_pending_jobs(cast.place)
    assert set(played.jira.hooks.all) == before
    async with open_work(cast.place, Actor.system()) as work:
        ends = (await work.session.scalars(select(Connection.hooks_expire_at))).one()
    assert ends is not None
    assert ends - clock.now() > timedelta(days=49)


async def test_an_end_takes_the_registration_back(
    cast: Cast, played: Played, listening: tuple[Admin, str], tanlu: Starlette
) -> None:
    admin, connection = listening
    url = next(iter(played.jira.hooks.all.values())).url
    await admin.do("disconnectVendor", connectionId=connection)
    await run_pending_jobs(cast.place)
    assert played.jira.hooks.all == {}
    async with _stranger(tanlu) as client:
        assert (await client.post(url, content=b"{}")).status_code == 404


def _stranger(tanlu: Starlette) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=tanlu), base_url=HERE)


def _token(secret: str, **claims: object) -> str:
    told = {"iss": "fake-jira-client", "exp": int(time.time()) + 60} | claims
    return f"Bearer {jwt.encode({'alg': 'HS256'}, told, OctKey.import_key(secret))}"


BODY = json.dumps({"webhookEvent": "jira:issue_updated", "issue": {"id": "10001"}}).encode()


async def test_only_what_the_app_s_secret_has_signed_is_heard(
    cast: Cast, played: Played, listening: tuple[Admin, str], tanlu: Starlette
) -> None:
    url = next(iter(played.jira.hooks.all.values())).url
    good, other = "fake-jira-client-secret", "some-other-secret-of-32-letters-x"
    unsigned = "Bearer eyJhbGciOiJub25lIn0.eyJleHAiOjk5OTk5OTk5OTl9."
    attempts = {
        _token(good): 204,
        _token(other): 401,
        _token(good, exp=int(time.time()) - 3600): 401,
        unsigned: 401,
        "": 401,
        "Bearer x": 401,
    }
    async with _stranger(tanlu) as client:
        for header, expected in attempts.items():
            answer = await client.post(url, content=BODY, headers={"Authorization": header})
            assert answer.status_code == expected, header
        signed = {"Authorization": _token(good)}
        assert (await client.post(url, content=b"not json", headers=signed)).status_code == 400
        long = BODY[:-1] + b', "said": "' + b"x" * 1_000_000 + b'"}'
        assert (await client.post(url, content=long, headers=signed)).status_code == 204
        assert (await client.post(f"{url}x", content=BODY, headers=signed)).status_code == 404
        elsewhere = url.replace("jira", "jura")
        assert (await client.post(elsewhere, content=BODY, headers=signed)).status_code == 404


async def test_an_admin_s_webhook_signs_the_bytes(
    cast: Cast, played: Played, tanlu: Starlette, omar: Person
) -> None:
    admin = Admin(cast)
    connection = await admin.connect(played, "SERVER_TOKEN")
    await admin.read_everything(connection)
    hook = await admin.do("revealHook", "url secret", connectionId=connection)
    signature = hmac.new(hook["secret"].encode(), BODY, hashlib.sha256).hexdigest()
    async with _stranger(tanlu) as client:
        for told, expected in {
            f"sha256={signature}": 204,
            f"sha256={signature[:-1]}0": 401 if signature[-1] != "0" else 204,
            f"md5={signature}": 401,
            "": 401,
        }.items():
            answer = await client.post(hook["url"], content=BODY, headers={"X-Hub-Signature": told})
            assert answer.status_code == expected, told
        changed = BODY.replace(b"10001", b"10002")
        headers = {"X-Hub-Signature": f"sha256={signature}"}
        assert (await client.post(hook["url"], content=changed, headers=headers)).status_code == 401


async def test_a_webhook_is_answered_within_a_second(
    played: Played, listening: tuple[Admin, str], tanlu: Starlette
) -> None:
    url = next(iter(played.jira.hooks.all.values())).url
    started = time.perf_counter()
    async with _stranger(tanlu) as client:
        headers = {"Authorization": _token("fake-jira-client-secret")}
        await client.post(url, content=BODY, headers=headers)
    assert time.perf_counter() - started < 1


async def test_a_suspended_company_hears_nothing_until_it_is_back(
    cast: Cast, played: Played, tanlu: Starlette, listening: tuple[Admin, str]
) -> None:
    before = await _count(cast, HeardDelivery)
    slug = (await tenant_of(cast.place.tenant_id)).slug
    assert slug
    await suspend_tenant(slug)
    hook = next(iter(played.jira.hooks.all.values()))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=tanlu), base_url=HERE) as http:
        answer = await http.post(urlsplit(hook.url).path, json={})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "3600")
        assert answer.json()["errors"][0]["extensions"]["code"] == "TENANT_SUSPENDED"
        await resume_tenant(slug)
        answer = await http.post(urlsplit(hook.url).path, json={})
        assert answer.status_code == 401
    assert await _count(cast, HeardDelivery) == before


async def test_what_they_say_was_deleted_is_forgotten_as_far_as_a_tenth_goes(
    cast: Cast, played: Played, listening: tuple[Admin, str], omar: Person
) -> None:
    done = [one for one in issues_of(played.demo.world, "Omar Haddad") if one.resolved]
    for issue in done[:21]:
        await played.order("DELETE", f"/issues/{issue.key}", **SITE)
    await _settle(cast, played)
    found = await filed(cast.place, omar.id)
    gone = {issue.key for issue in done[:21]}
    assert {key for key, one in found.items() if one.out_of_sight_at is not None} == gone


async def test_what_is_not_there_and_was_not_deleted_is_only_out_of_sight(
    cast: Cast, played: Played, listening: tuple[Admin, str], omar: Person
) -> None:
    """Changed, and archived before we looked."""
    issue = next(one for one in issues_of(played.demo.world, "Omar Haddad") if one.resolved)
    counted = await weeks(cast.place, omar.id)
    await played.order("PATCH", f"/issues/{issue.key}", **SITE, summary="Another title")
    played.demo.world.remove_issue(issue)
    await _settle(cast, played)
    assert (await filed(cast.place, omar.id))[issue.key].out_of_sight_at is not None
    assert await weeks(cast.place, omar.id) == counted


async def test_what_a_webhook_says_was_deleted_and_is_there_stays(
    cast: Cast, played: Played, listening: tuple[Admin, str], omar: Person
) -> None:
    issue = next(one for one in issues_of(played.demo.world, "Omar Haddad") if one.resolved)
    await played.order("DELETE", f"/issues/{issue.key}", **SITE)
    played.demo.world.add_issue(issue)
    await _settle(cast, played)
    assert (await filed(cast.place, omar.id))[issue.key].out_of_sight_at is None
