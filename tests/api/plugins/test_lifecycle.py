"""What a plugin is told of itself and of others' doings, and how it ends, however it behaves."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from aiohttp import web
from sqlalchemy import select

from api import auth
from domain.actor import Actor
from domain.events import StoredEvent
from domain.records.events import RecordAcknowledged
from domain.records.record import Record
from infra import clock, posting
from infra.posting import close_posting
from integrations.plugins.approving import Approval
from integrations.plugins.commands import resume_plugin, suspend_plugin, uninstall_plugin
from integrations.plugins.installation import PluginInstallation
from tenants.client import find_client
from tenants.work import open_work
from tests.api.plugins.conftest import Home, ask_token, installed
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting
from tests.plugins import opened
from tests.talks import shared
from tests.webhooks.receiver import Received, Receiver, a_receiver
from webhooks.delivery import Attempt
from webhooks.endpoint import Endpoint

QUERY = "query ($id: ID!) { record(id: $id) { state versions { id } } }"
EVENTS = [{"id": "records", "types": ["record.acknowledged"], "url": "/events", "query": QUERY}]


@pytest.fixture
async def plugin(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Receiver]:
    """Takes whatever it is told, at every address of its home."""
    async with a_receiver() as receiver:
        with opened(monkeypatch, receiver.peer):
            yield receiver
            await close_posting()


def home_of(plugin: Receiver) -> Home:
    return Home(port=int(plugin.peer.rpartition(":")[2]))


async def do(cast: Cast, approval: Approval, deed: Callable[..., Any]) -> None:
    async with open_work(cast.place, acting(cast.wei)) as work:
        await deed(work, installation_id=approval.installation.id)
    await run_pending_jobs(cast.place)


async def acknowledge(cast: Cast, record: Record) -> None:
    """As far as others hear: that it happens again and again saves telling a story each time."""
    async with open_work(cast.place, acting(cast.omar)) as work:
        work.announce(RecordAcknowledged.of(record))
    await run_pending_jobs(cast.place)


def types(plugin: Receiver) -> list[str]:
    return [each.json["type"] for each in plugin.received]


async def state(cast: Cast, approval: Approval) -> str:
    async with open_work(cast.place, Actor.system()) as work:
        return (await work.get(PluginInstallation, approval.installation.id)).state.value


async def test_it_is_told_of_itself_and_never_a_secret(cast: Cast, plugin: Receiver) -> None:
    approval = await installed(cast, home_of(plugin))
    await run_pending_jobs(cast.place)
    created = plugin.received[0]
    assert created.json["data"] == {
        "installationId": str(approval.installation.id),
        "tenantId": str(cast.place.tenant_id),
        "pluginId": "dev.acme.weekly",
        "manifestSha256": created.json["data"]["manifestSha256"],
        "grantedScopes": ["records:read", "people:read"],
        "issuer": "http://127.0.0.1:8000",
        "tokenUrl": "http://127.0.0.1:8000/oauth/token",
        "apiUrl": "http://127.0.0.1:8000/graphql",
    }
    assert created.json["installationId"] == str(approval.installation.id)
    assert " v1a," in created.headers["webhook-signature"]
    assert approval.client_secret
    assert not any(approval.client_secret.encode() in each.body for each in plugin.received)


async def test_each_step_is_told_once_and_in_order(
    http: httpx2.AsyncClient, cast: Cast, plugin: Receiver
) -> None:
    approval = await installed(cast, home_of(plugin))
    assert (await ask_token(http, approval)).status_code == 200
    for deed in (suspend_plugin, resume_plugin, uninstall_plugin):
        await do(cast, approval, deed)
    await run_pending_jobs(cast.place)
    assert types(plugin) == [
        "installation.created",
        "installation.suspended",
        "installation.resumed",
        "installation.uninstalled",
    ]
    sequences = [each.json["sequence"] for each in plugin.received]
    assert sequences == sorted(set(sequences))


async def test_another_plugin_hears_nothing_of_it(cast: Cast, plugin: Receiver) -> None:
    mine = await installed(cast, home_of(plugin))
    other = await installed(cast, home_of(plugin), id="dev.acme.other")
    await do(cast, mine, uninstall_plugin)
    heard = {
        (each.json["type"], each.json["installationId"], each.json["data"]["pluginId"])
        for each in plugin.received
    }
    assert heard == {
        ("installation.created", str(mine.installation.id), "dev.acme.weekly"),
        ("installation.created", str(other.installation.id), "dev.acme.other"),
        ("installation.uninstalled", str(mine.installation.id), "dev.acme.weekly"),
    }


async def test_it_hears_from_its_first_token_on_and_only_what_there_is(
    http: httpx2.AsyncClient, cast: Cast, plugin: Receiver
) -> None:
    approval = await installed(cast, home_of(plugin), events=EVENTS)
    record = await shared(cast)
    await acknowledge(cast, record)
    assert types(plugin) == ["installation.created"]

    await ask_token(http, approval)
    await acknowledge(cast, record)
    heard = plugin.received[-1].json
    assert (heard["type"], heard["installationId"]) == (
        "record.acknowledged",
        str(approval.installation.id),
    )
    # What the two said to each other stays theirs, the scope notwithstanding.
    assert heard["data"]["document"] == {"record": {"state": "SHARED", "versions": []}}

    for deed in (suspend_plugin, resume_plugin, uninstall_plugin):
        await do(cast, approval, deed)
        await acknowledge(cast, record)
    assert types(plugin)[2:] == [
        "installation.suspended",
        "installation.resumed",
        "record.acknowledged",
        "installation.uninstalled",
    ]


async def test_when_it_was_told_nothing_is_left_that_opens_anything(
    http: httpx2.AsyncClient, cast: Cast, plugin: Receiver
) -> None:
    approval = await installed(cast, home_of(plugin), events=EVENTS)
    await ask_token(http, approval)
    await do(cast, approval, uninstall_plugin)
    assert await state(cast, approval) == "UNINSTALLING"
    await run_pending_jobs(cast.place, now=clock.now() + timedelta(minutes=2))
    assert await state(cast, approval) == "UNINSTALLED"
    assert await find_client(approval.installation.id) is None
    async with open_work(cast.place, Actor.system()) as work:
        assert (await work.session.scalars(select(Endpoint))).all() == []
        of = select(StoredEvent.name).where(StoredEvent.subject_id == approval.installation.id)
        assert (await work.session.scalars(of.order_by(StoredEvent.id))).all() == [
            "plugin.submitted",
            "plugin.approved",
            "plugin.activated",
            "plugin.uninstalled",
            "plugin.purged",
        ]
    assert (await ask_token(http, approval)).json()["error"] == "invalid_client"


def _huge(_: Received) -> web.StreamResponse:
    return web.Response(body=b"x" * 10_000_000, status=500)


def _elsewhere(_: Received) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "http://169.254.169.254/latest"})


def _broken(_: Received) -> web.StreamResponse:
    return web.Response(status=500)


@pytest.mark.parametrize("answer", [_huge, _elsewhere, _broken, None])
async def test_a_hostile_plugin_is_shut_out_and_in_the_end_given_up_on(
    http: httpx2.AsyncClient,
    cast: Cast,
    plugin: Receiver,
    answer: Callable[[Received], web.StreamResponse] | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It takes 75 hours to give up telling it; its tokens are dead from the first minute."""
    monkeypatch.setattr(auth, "REMEMBERED_FOR", 0.0)
    if answer is None:
        monkeypatch.setattr(posting, "TOTAL_SECONDS", 0.05)
        plugin.wait = 0.2
    else:
        plugin.answer = answer
    approval = await installed(cast, home_of(plugin))
    token = (await ask_token(http, approval)).json()["access_token"]
    began = clock.now()
    await do(cast, approval, uninstall_plugin)
    asked = await http.post(
        "/graphql",
        json={"query": "{ people(first: 1) { totalCount } }"},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert asked.status_code == 401
    assert await state(cast, approval) == "UNINSTALLING"
    days = 0
    while await state(cast, approval) == "UNINSTALLING" and days < 20:
        days += 1
        await run_pending_jobs(cast.place, now=began + timedelta(days=days))
    assert await state(cast, approval) == "UNINSTALLED"
    assert types(plugin).count("installation.uninstalled") == 10


async def test_what_a_hostile_plugin_answers_is_kept_only_so_far(
    cast: Cast, plugin: Receiver
) -> None:
    plugin.answer = _huge
    await installed(cast, home_of(plugin))
    await run_pending_jobs(cast.place)
    await asyncio.sleep(0)
    async with open_work(cast.place, Actor.system()) as work:
        kept = (await work.session.scalars(select(Attempt))).first()
    assert kept is not None
    assert kept.status == 500
    assert len(kept.answer or "") <= 4096
