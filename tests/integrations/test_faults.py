"""Jira refuses, breaks, dawdles, or we die: nothing is lost, nothing is there twice."""

from collections.abc import AsyncGenerator, Mapping
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from sqlalchemy import func, select, update
from starlette.applications import Starlette

from domain.actor import Actor
from domain.base import new_id
from infra import clock
from infra.database import Place
from integrations import registry, syncing
from integrations.budget import AppHour
from integrations.connection import Connection
from integrations.connector import Door
from integrations.jira import client as jira_client
from integrations.jira.connector import Jira
from integrations.jobs import look_again_at_hints
from integrations.observation import Page
from integrations.observed import Hint, ObservedItem
from tenants.jobs import Run, later
from tenants.work import open_work
from tests.integrations.admins import Admin
from tests.integrations.conftest import Played
from tests.integrations.consenting import consented
from tests.integrations.seen import filed, hire, issues_of
from tests.jobs import run_pending_jobs
from tests.people import Cast


async def _read(cast: Cast, admin: Admin, connection: str) -> Any:  # noqa: ANN401 - JSON
    await admin.do("syncConnectionNow", connectionId=connection)
    await run_pending_jobs(cast.place)
    return await admin.seen(connection)


async def _row(cast: Cast) -> Connection:
    async with open_work(cast.place, Actor.system()) as work:
        return (await work.session.scalars(select(Connection))).one()


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "5xx", "status": 503, "retry_after": 0},
        {"kind": "5xx", "status": 500, "retry_after": None},
        {"kind": "429", "retry_after": 0, "reason": "jira-burst-based"},
        {"kind": "429", "retry_after": None, "reason": ""},
        {"kind": "429", "retry_after": 0, "reason": "jira-cost-based"},
    ],
)
async def test_what_passes_within_moments_is_nobody_s_business(
    cast: Cast, played: Played, fault: dict[str, object]
) -> None:
    admin = Admin(cast)
    connection = await admin.connect(played)
    await played.order("POST", "/faults", **fault, times=2, path="search")
    seen = await admin.read_everything(connection)
    assert (seen["state"], seen["lastError"]) == ("CONNECTED", None)
    assert seen["itemsRead"] == len(played.demo.world.issues)


@pytest.mark.parametrize(
    "fault", [{"kind": "5xx", "status": 502, "retry_after": None}, {"kind": "slow", "seconds": 1}]
)
async def test_what_lasts_is_said_in_words_and_tried_again(
    cast: Cast, played: Played, monkeypatch: pytest.MonkeyPatch, fault: dict[str, object]
) -> None:
    admin = Admin(cast)
    connection = await admin.connect(played)
    await played.order("POST", "/faults", **fault, times=500)
    monkeypatch.setattr(jira_client, "TIMEOUT", httpx2.Timeout(0.1))
    seen = await admin.read_everything(connection)
    assert (seen["state"], seen["lastError"]) == (
        "CONNECTED",
        "Jira does not answer, or only with errors; Tanlu goes on trying",
    )
    async with open_work(cast.place, Actor.system()) as work:
        long_ago = clock.now() - timedelta(minutes=20)
        await work.session.execute(update(Connection).values(troubled_since=long_ago))
    seen = await _read(cast, admin, connection)
    assert seen["state"] == "DEGRADED"
    await played.order("DELETE", "/faults")
    monkeypatch.setattr(jira_client, "TIMEOUT", httpx2.Timeout(15.0))
    seen = await _read(cast, admin, connection)
    assert (seen["state"], seen["lastError"]) == ("CONNECTED", None)
    assert seen["itemsRead"] == len(played.demo.world.issues)


async def test_a_long_wait_is_left_to_a_later_job(cast: Cast, played: Played) -> None:
    admin = Admin(cast)
    connection = await admin.connect(played)
    await played.order("POST", "/faults", kind="429", retry_after=600, times=1, path="search/jql")
    await admin.read_everything(connection)
    row = await _row(cast)
    assert (row.synced_at, row.failures) == (None, 1)
    await played.order("DELETE", "/requests")
    await _read(cast, admin, connection)
    await _hint(cast, row)
    await run_pending_jobs(cast.place)
    assert [
        one.path for one in played.jira.asked if "search/jql" in one.path or "issue" in one.path
    ] == []
    assert await run_pending_jobs(cast.place, now=clock.now() + timedelta(minutes=11)) > 0
    assert (await _row(cast)).synced_at is not None


async def test_a_quota_stops_every_company_of_the_app(
    cast: Cast, played: Played, tanlu: Starlette
) -> None:
    admin, connection = await consented(cast, played, tanlu)
    await played.order("POST", "/faults", kind="429", retry_after=1800, times=1,
                       path="search", reason="jira-quota-global-based")  # fmt: skip
    seen = await admin.read_everything(connection)
    assert (seen["state"], seen["lastError"], seen["itemsRead"]) == ("CONNECTED", None, 0)
    async with open_work(cast.place, Actor.system()) as work:
        ours = AppHour.app == "jira:fake-jira-client"
        stopped = await work.session.scalar(select(AppHour.stopped_until).where(ours))
        # For whoever comes next: the table is everybody's.
        await work.session.execute(update(AppHour).where(ours).values(stopped_until=None))
    assert stopped is not None
    assert timedelta(minutes=29) < stopped - clock.now() < timedelta(minutes=31)
    await played.order("DELETE", "/requests")
    await _read(cast, admin, connection)
    assert played.jira.asked == []


async def test_a_token_that_is_no_good_asks_for_another(cast: Cast, played: Played) -> None:
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    played.jira.api_tokens.clear()
    seen = await _read(cast, admin, connection)
    assert seen["state"] == "REAUTH_REQUIRED"
    assert seen["lastError"].startswith("Jira no longer accepts these credentials")
    played.jira.api_tokens.add("a-new-token")
    settings = {
        "site_url": f"{played.address}{played.demo.path}",
        "email": "jira.admin@demo.example",
        "api_token": "a-new-token",
    }
    await admin.do("changeConnection", connectionId=connection, settings=settings)
    await run_pending_jobs(cast.place)
    assert (await admin.seen(connection))["state"] == "CONNECTED"


async def test_what_is_not_jira_or_not_public_is_said(cast: Cast, played: Played) -> None:
    admin = Admin(cast)
    cloud_as_server = {"base_url": f"{played.address}{played.demo.path}", "token": "x"}
    made = await admin.do(
        "connectVendor", vendor="jira", way="SERVER_TOKEN", name="x", settings=cloud_as_server
    )
    await run_pending_jobs(cast.place)
    seen = await admin.seen(made["connection"]["id"])
    assert seen["lastError"] == "This is a Jira Cloud: choose the way for it"
    document = (
        "mutation ($input: ConnectVendorInput!) { connectVendor(input: $input) {"
        " userErrors { message field } } }"
    )
    for address in ("http://127.0.0.1:1/", "https://169.254.169.254", "https://u:p@jira.test"):
        told = await admin.asking.ask(
            document,
            input={
                "vendor": "jira",
                "way": "SERVER_TOKEN",
                "name": "x",
                "settings": {"baseUrl": address, "token": "x"},
            },
        )
        (error,) = told["connectVendor"]["userErrors"]
        assert error["field"] == ["settings", "baseUrl"], error


class _Dying(Jira):
    """Reads some pages, then is no more."""

    def __init__(self, pages: int) -> None:
        self.pages = pages

    async def changes_since(
        self, door: Door, cursor: Mapping[str, Any]
    ) -> AsyncGenerator[Page, None]:
        read = 0
        async for page in super().changes_since(door, cursor):
            if read == self.pages:
                raise KeyboardInterrupt
            read += 1
            yield page


async def _items(place: Place) -> int:
    async with open_work(place, Actor.system()) as work:
        return await work.session.scalar(select(func.count()).select_from(ObservedItem)) or 0


async def _hint(cast: Cast, connection: Connection) -> None:
    """As a webhook does."""
    async with open_work(cast.place, Actor.system()) as work:
        work.add(Hint(connection_id=connection.id, external_id="10001", heard_at=work.now))
        later(work, look_again_at_hints, connection_id=connection.id)


@pytest.mark.parametrize("way", ["CLOUD_TOKEN", "SERVER_TOKEN"])
async def test_a_reading_that_was_killed_goes_on_where_it_was(
    cast: Cast, played: Played, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr("integrations.jira.search.A_PAGE", 10)
    omar = await hire(cast.place, "Omar H.", "omar@demo.example")
    admin = Admin(cast)
    connection = await admin.connect(played, way)
    sources = (await admin.seen(connection))["sources"]
    wanted = [source["id"] for source in sources if source["kind"] == "PROJECT"]
    await admin.do("chooseSources", connectionId=connection, sourceIds=wanted)
    row = await _row(cast)
    run = Run(cast.place, new_id())
    with monkeypatch.context() as dying:
        dying.setattr(registry, "CONNECTORS", {"jira": _Dying(pages=3)})
        with pytest.raises(KeyboardInterrupt):
            await syncing.sync(run, row.id)
    assert 20 <= await _items(cast.place) < len(played.demo.world.issues)
    assert await syncing.sync(Run(cast.place, new_id()), row.id) is not None  # the lease holds
    await played.order("DELETE", "/requests")
    assert await syncing.sync(run, row.id) is None
    searches = [one for one in played.jira.asked if "/search" in one.path]
    assert await _items(cast.place) == len(played.demo.world.issues)
    assert len(searches) < len(played.demo.world.issues) // 10 + 2
    await run_pending_jobs(cast.place)
    assert len(await filed(cast.place, omar.id)) == len(issues_of(played.demo.world, "Omar Haddad"))
