"""What the tests of webhooks do again and again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain.actor import Actor
from domain.base import new_id
from domain.events import Event
from domain.goals.events import GoalActivated, GoalClosed
from infra import clock
from infra.database import Place
from tenants.work import open_work
from tests.asking import EVERY_SCOPE
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting
from webhooks.commands import Created, create_webhook_endpoint
from webhooks.delivery import Attempt, Delivery
from webhooks.endpoint import Endpoint

EVENTS = ("goal.activated", "goal.closed")


async def an_endpoint(cast: Cast, url: str, **other: Any) -> Created:  # noqa: ANN401 - any field
    """Wei's, for the goals that become active and end. As fast as can be, unless said otherwise."""
    wish = {"name": "HR system", "url": url, "events": list(EVENTS), "throttle": 200}
    now = other.pop("now", clock.now())
    async with open_work(cast.place, acting(cast.wei), now=now) as work:
        return await create_webhook_endpoint(work, **{"held": EVERY_SCOPE, **wish, **other})


async def announce(place: Place, *events: Event, now: datetime | None = None) -> None:
    async with open_work(place, Actor.system(), now=now or clock.now()) as work:
        for each in events:
            work.announce(each)


def activated(goal_id: UUID | None = None) -> GoalActivated:
    return GoalActivated(subject_id=goal_id or new_id(), owner_id=new_id())


def closed(goal_id: UUID | None = None) -> GoalClosed:
    return GoalClosed(
        subject_id=goal_id or new_id(),
        owner_id=new_id(),
        closure_id=new_id(),
        outcome="ACHIEVED",
    )


async def tell(place: Place, *events: Event, now: datetime | None = None) -> None:
    """Announce them and run everything that is due then."""
    await announce(place, *events, now=now)
    await run_pending_jobs(place, now=now)


async def deliveries(place: Place) -> Sequence[Delivery]:
    """All there are, the oldest event first."""
    async with open_work(place, Actor.system()) as work:
        return (await work.session.scalars(select(Delivery).order_by(Delivery.event_id))).all()


async def attempts(place: Place) -> Sequence[Attempt]:
    async with open_work(place, Actor.system()) as work:
        return (await work.session.scalars(select(Attempt).order_by(Attempt.made_at))).all()


async def endpoint_now(place: Place, endpoint_id: UUID) -> Endpoint:
    async with open_work(place, Actor.system()) as work:
        return await work.get(Endpoint, endpoint_id)
