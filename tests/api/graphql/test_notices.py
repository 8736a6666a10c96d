"""Admins are told what needs them, as long as it does, and nobody else is."""

from datetime import timedelta
from typing import Any

import pytest

from api.scopes import Scope
from domain.actor import Actor
from domain.people.person import Person
from infra import clock
from integrations.connection import Connection, ConnectionState
from integrations.troubles import ConsentLost, Unusable, VendorTrouble
from tenants.work import open_work
from tests.api.graphql.test_jobs import buried
from tests.asking import EVERY_SCOPE, Asking
from tests.people import Cast, acting
from tests.webhooks.conftest import receiver
from tests.webhooks.receiver import Receiver
from tests.webhooks.story import activated, an_endpoint, tell
from webhooks.endpoint import Endpoint
from webhooks.replaying import resume_webhook_endpoint

__all__ = ["receiver"]

ASK = "{ adminNotices { kind message subjectId since } }"


async def told(cast: Cast, who: Person | None = None, **other: Any) -> Any:  # noqa: ANN401 - JSON
    asking = Asking(cast.place, acting(who or cast.wei), **other)
    return (await asking.ask(ASK))["adminNotices"]


async def failing(cast: Cast, endpoint: Endpoint, hours: float, failures: int = 3) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        kept = await work.get(Endpoint, endpoint.id)
        kept.failing_since = work.now - timedelta(hours=hours)
        kept.failures, kept.warnings = failures, 0


async def test_nothing_to_tell(cast: Cast, receiver: Receiver) -> None:
    await an_endpoint(cast, receiver.url)
    await tell(cast.place, activated())
    assert await told(cast) == []


@pytest.mark.parametrize(("hours", "said"), [(1.1, 1), (25, 24), (73, 72)])
async def test_an_endpoint_that_fails_is_told_of_until_it_works(
    cast: Cast, receiver: Receiver, hours: float, said: int
) -> None:
    endpoint = (await an_endpoint(cast, receiver.url)).endpoint
    receiver.answers(500)
    await tell(cast.place, activated())
    assert await told(cast) == [], "one failure is nobody's business"
    await failing(cast, endpoint, hours)
    await tell(cast.place, activated())
    [notice] = await told(cast)
    assert (notice["kind"], notice["subjectId"]) == ("ENDPOINT_FAILING", str(endpoint.id))
    assert notice["message"] == (
        f"Nothing has arrived at “HR system” for {said} h. After five days it is switched off."
    )
    assert notice["since"] is not None
    [chinese] = await told(cast, locale="zh-CN")
    assert chinese["message"] == f"“HR system”已连续 {said} 小时投递失败，满五天将被停用。"
    receiver.answers(200)
    await tell(cast.place, activated())
    assert await told(cast) == []


async def test_an_endpoint_that_was_switched_off_is_told_of_until_it_is_resumed(
    cast: Cast, receiver: Receiver
) -> None:
    endpoint = (await an_endpoint(cast, receiver.url)).endpoint
    receiver.answers(500)
    await failing(cast, endpoint, 24 * 5 + 1, failures=20)
    await tell(cast.place, activated())
    [notice] = await told(cast)
    assert notice["kind"] == "ENDPOINT_SWITCHED_OFF"
    assert notice["message"].startswith("Nothing is sent to “HR system” any more: all failed")
    async with open_work(cast.place, acting(cast.wei)) as work:
        await resume_webhook_endpoint(work, endpoint_id=endpoint.id, held=frozenset(Scope))
    assert await told(cast) == []
    receiver.answers(410)
    await tell(cast.place, activated())
    assert "it is gone (410)" in (await told(cast))[0]["message"]


@pytest.mark.parametrize(
    ("trouble", "kind", "message"),
    [
        (
            ConsentLost("Jira forgot us.", zh="Jira 授权失效。"),
            "CONNECTION_REAUTH_REQUIRED",
            "“Our Jira” reads nothing until you connect it again. Jira forgot us.",
        ),
        (
            Unusable("It has no boards.", zh="没有看板。"),
            "CONNECTION_DEGRADED",
            "“Our Jira” has trouble and goes on trying. It has no boards.",
        ),
    ],
)
async def test_a_connection_in_trouble_is_told_of_until_it_works(
    cast: Cast, trouble: VendorTrouble, kind: str, message: str
) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        connection = Connection(
            vendor="jira", way="token", name="Our Jira", settings={}, sealed_secrets="",
            by_consent=False, created_at=clock.now(), state=ConnectionState.CONNECTED,
        )  # fmt: skip
        work.add(connection)
        connection.went_wrong(trouble, work.now)
    [notice] = await told(cast)
    assert (notice["kind"], notice["message"]) == (kind, message)
    assert notice["subjectId"] == str(connection.id)
    assert trouble.zh in (await told(cast, locale="zh-CN"))[0]["message"]
    async with open_work(cast.place, Actor.system()) as work:
        (await work.get(Connection, connection.id)).went_well()
    assert await told(cast) == []


async def test_jobs_that_were_given_up(cast: Cast) -> None:
    await buried(cast.place)
    [notice] = await told(cast)
    assert (notice["kind"], notice["subjectId"]) == ("JOBS_FAILED", None)
    assert notice["message"].startswith("Tanlu gave up on a job in the background.")


async def test_only_for_admins_and_only_of_what_they_may_see(cast: Cast) -> None:
    await buried(cast.place)
    for other in (cast.hua, cast.mei, cast.omar):
        assert await told(cast, other) == []
    assert await told(cast, scopes=EVERY_SCOPE - {"jobs:manage"}) == []
    assert len(await told(cast, scopes=frozenset({"jobs:manage"}))) == 1
