"""A touchpoint in a line: Omar's metric fell, so Mei is to coach him."""

from sqlalchemy import select

from domain.actor import Actor
from domain.nudges.nudge import Nudge
from domain.people.person import Person
from domain.policy.touchpoint import Touchpoint
from infra.database import Place
from tenants.work import open_work
from tests.jobs import run_pending_jobs
from tests.people import NOON, Cast
from tests.signals import points_ending_now, push_points


async def a_touchpoint(cast: Cast, person: Person | None = None) -> Touchpoint:
    """Coaching for Omar, or for whom is given."""
    about = person or cast.omar
    await push_points(cast.place, points_ending_now(about, 6, 5, 4, 0))
    await run_pending_jobs(cast.place, now=NOON)
    async with open_work(cast.place, Actor.system()) as work:
        theirs = select(Touchpoint).where(Touchpoint.subject_id == about.id)
        return (await work.session.scalars(theirs)).one()


async def touchpoint_now(place: Place, touchpoint: Touchpoint) -> Touchpoint:
    async with open_work(place, Actor.system()) as work:
        return await work.get(Touchpoint, touchpoint.id)


async def nudge_for(place: Place, touchpoint: Touchpoint) -> Nudge:
    async with open_work(place, Actor.system()) as work:
        about = select(Nudge).where(Nudge.touchpoint_id == touchpoint.id)
        return (await work.session.scalars(about)).one()
