"""A plugin that was let in has a minute to show itself; one that fails can be tried again."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest
from aiohttp import web
from joserfc.jwk import ECKey
from sqlalchemy import select
from starlette.responses import JSONResponse

from domain.actor import Actor
from domain.errors import Conflict, NotAllowed
from domain.events import StoredEvent
from infra import clock
from integrations.plugins.approving import Approval
from integrations.plugins.commands import resume_plugin, retry_plugin, uninstall_plugin
from tenants.work import open_work
from tests.api.plugins.conftest import Home, ask_token, installed
from tests.api.plugins.consenting import ACTING
from tests.api.plugins.test_lifecycle import home_of, plugin, state, types
from tests.api.plugins.test_tokens import KEYED, ask_by_key, signed
from tests.asking import Asking
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting
from tests.webhooks.receiver import Received, Receiver

__all__ = ["plugin"]

NOTICES = "{ adminNotices { kind subjectId message } }"


async def after(cast: Cast, **passed: float) -> None:
    await run_pending_jobs(cast.place, now=clock.now() + timedelta(**passed))


async def happened(cast: Cast, approval: Approval) -> list[str]:
    of = select(StoredEvent.name).where(StoredEvent.subject_id == approval.installation.id)
    async with open_work(cast.place, Actor.system()) as work:
        return list(await work.session.scalars(of.order_by(StoredEvent.id)))


async def retried(cast: Cast, approval: Approval) -> None:
    """Five seconds after it failed."""
    now = clock.now() + timedelta(seconds=70)
    async with open_work(cast.place, acting(cast.wei), now=now) as work:
        await retry_plugin(work, installation_id=approval.installation.id)
    await run_pending_jobs(cast.place, now=now)


def _refusing(_: Received) -> web.StreamResponse:
    return web.Response(status=401, text="I do not know you")


def _wrong(_: Received) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "http://169.254.169.254/latest"})


@pytest.mark.parametrize("answer", [_refusing, _wrong, None])
async def test_who_does_not_come_within_a_minute_has_failed(
    cast: Cast,
    plugin: Receiver,
    answer: Any,  # noqa: ANN401 - a function
) -> None:
    """Whatever it answered to being told; then its key gets it nothing until it is tried again."""
    if answer is not None:
        plugin.answer = answer
    approval = await installed(cast, home_of(plugin), auth=KEYED)
    await run_pending_jobs(cast.place)
    await after(cast, seconds=55)
    assert await state(cast, approval) == "INSTALLING"
    await after(cast, seconds=65)
    assert await state(cast, approval) == "FAILED"
    [notice] = (await Asking(cast.place, acting(cast.wei)).ask(NOTICES))["adminNotices"]
    assert (notice["kind"], notice["subjectId"]) == (
        "PLUGIN_FAILED",
        str(approval.installation.id),
    )
    assert notice["message"].startswith("dev.acme.weekly did not show itself")
    told = types(plugin).count("installation.created")

    plugin.answer = None
    await retried(cast, approval)
    assert await state(cast, approval) == "INSTALLING"
    assert types(plugin).count("installation.created") == told + 1
    await after(cast, seconds=125)
    assert await state(cast, approval) == "INSTALLING"
    await after(cast, seconds=135)
    assert await state(cast, approval) == "FAILED"
    assert [name for name in await happened(cast, approval) if name != "plugin.submitted"] == [
        "plugin.approved",
        "plugin.failed",
        "plugin.retried",
        "plugin.failed",
    ]


async def test_who_comes_too_late_is_refused_and_comes_after_it_was_tried_again(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    key = ECKey.generate_key("P-256", {"kid": "one"})
    home.answers["/jwks.json"] = _keys(key)
    approval = await installed(cast, home, auth=KEYED)
    await run_pending_jobs(cast.place)
    await after(cast, seconds=65)
    late = await ask_by_key(http, signed(approval, key))
    assert (late.status_code, late.json()["error"]) == (400, "unauthorized_client")
    await retried(cast, approval)
    forged = await ask_by_key(http, signed(approval, ECKey.generate_key("P-256", {"kid": "one"})))
    assert (forged.status_code, forged.json()["error"]) == (401, "invalid_client")
    assert await state(cast, approval) == "INSTALLING"
    assert (await ask_by_key(http, signed(approval, key))).status_code == 200
    await after(cast, seconds=135)
    assert await state(cast, approval) == "ACTIVE"
    assert (await Asking(cast.place, acting(cast.wei)).ask(NOTICES))["adminNotices"] == []


def _keys(key: ECKey) -> JSONResponse:
    return JSONResponse({"keys": [key.as_dict(private=False)]})


async def test_who_waits_for_people_has_more_time(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    """For an admin who carries the secret a day; for the first person who lets it, any."""
    carried = await installed(cast, home)
    asking = {**ACTING, "grants": ["authorization_code"]}
    for_people = await installed(cast, home, id="dev.acme.other", auth=asking)
    await run_pending_jobs(cast.place)
    await after(cast, hours=23)
    assert await state(cast, carried) == "INSTALLING"
    await after(cast, hours=25)
    assert await state(cast, carried) == "FAILED"
    await after(cast, days=400)
    assert await state(cast, for_people) == "INSTALLING"
    assert (await ask_token(http, carried)).json()["error"] == "unauthorized_client"


async def test_only_what_failed_is_tried_again_and_only_by_admins(
    cast: Cast, plugin: Receiver
) -> None:
    approval = await installed(cast, home_of(plugin), auth=KEYED)
    here = approval.installation.id
    with pytest.raises(Conflict, match="did not fail"):
        async with open_work(cast.place, acting(cast.wei)) as work:
            await retry_plugin(work, installation_id=here)
    await run_pending_jobs(cast.place)
    await after(cast, seconds=65)
    for other in (cast.hua, cast.omar):
        with pytest.raises(NotAllowed):
            async with open_work(cast.place, acting(other)) as work:
                await retry_plugin(work, installation_id=here)
    with pytest.raises(Conflict):
        async with open_work(cast.place, acting(cast.wei)) as work:
            await resume_plugin(work, installation_id=here)
    async with open_work(cast.place, acting(cast.wei)) as work:
        await uninstall_plugin(work, installation_id=here)
    assert await state(cast, approval) == "UNINSTALLING"
