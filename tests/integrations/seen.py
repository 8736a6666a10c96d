"""What came of reading, looked up in the company's own tables."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from domain.actor import Actor
from domain.people.commands import add_person
from domain.people.person import Person
from domain.signals.evidence import Evidence
from domain.signals.metric import MetricPoint, MetricSeries
from fakes.jira.world import Issue, World
from infra import clock
from infra.database import Place
from tenants.work import open_work


async def hire(place: Place, name: str, email: str) -> Person:
    async with open_work(place, Actor.system()) as work:
        return await add_person(work, name=name, email=email)


async def filed(place: Place, person: UUID) -> dict[str, Evidence]:
    """The evidence that stands about somebody, by the issue's key."""
    async with open_work(place, Actor.system()) as work:
        about = select(Evidence).where(
            Evidence.person_id == person, Evidence.withdrawn_at.is_(None)
        )
        return {piece.details["key"]: piece for piece in await work.session.scalars(about)}


async def weeks(place: Place, person: UUID, key: str = "issues_resolved") -> dict[date, float]:
    points = (
        select(MetricPoint.period_start, MetricPoint.value)
        .join(MetricSeries, MetricSeries.id == MetricPoint.series_id)
        .where(MetricSeries.person_id == person, MetricSeries.key == key)
    )
    async with open_work(place, Actor.system()) as work:
        rows = (await work.session.execute(points)).all()
    return {row.period_start: row.value for row in rows}


def issues_of(world: World, name: str) -> list[Issue]:
    return [one for one in world.issues.values() if one.assignee and one.assignee.name == name]


def resolved_by_week(world: World, name: str) -> dict[date, float]:
    """Counted here by hand, from what the fake holds: weeks that are over, from the first on."""
    today = clock.now().date()
    monday = today - timedelta(days=today.weekday())
    counted: Counter[date] = Counter()
    for issue in issues_of(world, name):
        if issue.resolved is not None:
            day = issue.resolved.date()
            counted[day - timedelta(days=day.weekday())] += 1
    first = min(counted)
    whole = (monday - first) // timedelta(weeks=1)
    every = [first + timedelta(weeks=number) for number in range(whole)]
    return {week: float(counted[week]) for week in every}
