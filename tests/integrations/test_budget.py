"""The hourly points that all companies share: each has its part, and what is left over is used."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from domain.actor import Actor
from domain.base import new_id
from infra.database import Place
from integrations.budget import AppHour, AppShare, part_of, spend, stop_app
from integrations.troubles import TryLater
from tenants.provisioning import create_tenant
from tenants.work import open_work
from tests.integrations.conftest import Played
from tests.integrations.consenting import consented
from tests.people import Cast

HOUR = datetime(2026, 6, 10, 12, tzinfo=UTC)
LIMIT = 900


@pytest.fixture
async def rival(platform: None) -> Place:
    return await create_tenant(f"rival-{new_id()}", "Rival")


@pytest.fixture
def app() -> str:
    """An app of this test's own: the table is everybody's."""
    return f"jira:{new_id()}"


async def _spent(place: Place, app: str, points: int, at: datetime) -> bool:
    """Whether it was allowed."""
    refused = await _refusal(place, app, points, at)
    if refused is None:
        return True
    assert refused.expected
    assert refused.until is not None
    assert at < refused.until <= at.replace(minute=0, second=0) + timedelta(hours=1)
    return False


async def _refusal(place: Place, app: str, points: int, at: datetime) -> TryLater | None:
    try:
        async with open_work(place, Actor.system(), now=at) as work:
            await spend(work, app, points, limit=LIMIT)
    except TryLater as refused:
        return refused
    return None


async def test_one_alone_has_half_at_once_and_the_rest_as_the_hour_passes(
    acme: Place, app: str
) -> None:
    assert await _spent(acme, app, 450, HOUR)
    assert not await _spent(acme, app, 1, HOUR + timedelta(minutes=1))
    assert await _spent(acme, app, 200, HOUR + timedelta(minutes=45))
    assert not await _spent(acme, app, 300, HOUR + timedelta(minutes=59))
    assert await _spent(acme, app, 450, HOUR + timedelta(minutes=60))


async def test_a_greedy_company_leaves_a_part_for_one_that_comes_later(
    acme: Place, rival: Place, app: str
) -> None:
    while await _spent(acme, app, 10, HOUR):
        pass
    taken = 0
    while await _spent(rival, app, 10, HOUR + timedelta(minutes=5)):
        taken += 10
    assert taken == part_of(LIMIT, 2) == 300


async def test_what_is_refused_is_not_taken(acme: Place, app: str) -> None:
    await _spent(acme, app, 450, HOUR)
    for _ in range(5):
        assert not await _spent(acme, app, 100, HOUR)
    async with open_work(acme, Actor.system()) as work:
        shares = select(AppShare.points).where(AppShare.app == app)
        assert (await work.session.scalars(shares)).one() == 450


async def test_a_stop_holds_for_all_companies(acme: Place, rival: Place, app: str) -> None:
    async with open_work(acme, Actor.system(), now=HOUR) as work:
        await stop_app(work, app, HOUR + timedelta(minutes=20))
    assert not await _spent(rival, app, 1, HOUR + timedelta(minutes=19))
    assert await _spent(rival, app, 1, HOUR + timedelta(minutes=20))


async def test_a_company_sees_its_own_share_and_the_sum_of_all(
    acme: Place, rival: Place, app: str
) -> None:
    await _spent(acme, app, 10, HOUR)
    await _spent(rival, app, 20, HOUR)
    async with open_work(acme, Actor.system()) as work:
        shares = select(AppShare.tenant_id, AppShare.points).where(AppShare.app == app)
        every = select(AppHour.points).where(AppHour.app == app)
        assert (await work.session.execute(shares)).all() == [(acme.tenant_id, 10)]
        assert (await work.session.scalars(every)).one() == 30


async def test_what_a_call_costs_in_the_end_is_what_is_counted(
    cast: Cast, played: Played, tanlu: Starlette
) -> None:
    """Our count is never below Jira's own, and close to it."""
    admin, connection = await consented(cast, played, tanlu)
    await admin.read_everything(connection)
    document = "query ($id: ID!) { dataConnection(id: $id) { pointsSpent pointsSpentByAll } }"
    told = (await admin.asking.ask(document, id=connection))["dataConnection"]
    assert played.jira.quota.spent <= told["pointsSpent"] <= played.jira.quota.spent * 1.5
    assert told["pointsSpent"] <= told["pointsSpentByAll"]
