"""Pushing in a line: points and evidence about the cast."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from domain.actor import Actor
from domain.people.person import Person
from domain.signals.commands import PushResult, push_evidence, push_metric_points
from domain.signals.pushed import EvidenceItem, MetricPointItem
from infra.database import Place
from tenants.work import open_work
from tests.people import NOON

MONDAY = date(2026, 6, 1)
"""Of the last week that is over at NOON."""
THIS_WEEK = -1
"""The week under way, as `ago`."""


def weeks_ago(weeks: int) -> date:
    """The Monday of the last week that is over, or so many weeks before."""
    return MONDAY - timedelta(weeks=weeks)


def a_point(person: Person, value: float, *, ago: int = 0, **other: Any) -> MetricPointItem:  # noqa: ANN401 - any field
    given: dict[str, Any] = {
        "person_id": person.id,
        "key": "issues_resolved",
        "name": "issues resolved",
        "unit": "issues",
        "source": "jira",
        "period_start": weeks_ago(ago),
        "value": value,
    }
    return MetricPointItem(**given | other)


def points_ending_now(person: Person, *values: float) -> list[MetricPointItem]:
    """One point a week, the last one of the week that is just over."""
    return points_ending(person, *values, ago=0)


def points_ending(person: Person, *values: float, ago: int) -> list[MetricPointItem]:
    """One point a week, the last one so many weeks before the last that is over."""
    return [
        a_point(person, value, ago=ago + len(values) - 1 - place)
        for place, value in enumerate(values)
    ]


def a_piece(person: Person, external_id: str = "KEY-1", **other: Any) -> EvidenceItem:  # noqa: ANN401 - any field
    given: dict[str, Any] = {
        "person_id": person.id,
        "source": "jira",
        "external_id": external_id,
        "kind": "issue",
        "title": "The door squeaks",
        "url": f"https://jira.test/browse/{external_id}",
        "occurred_at": NOON,
    }
    return EvidenceItem(**given | other)


async def push_points(
    place: Place,
    points: Sequence[MetricPointItem],
    *,
    actor: Actor | None = None,
    now: datetime = NOON,
) -> PushResult:
    async with open_work(place, actor or Actor.system(), now=now) as work:
        return await push_metric_points(work, points=points)


async def push_pieces(
    place: Place,
    items: Sequence[EvidenceItem],
    *,
    actor: Actor | None = None,
    now: datetime = NOON,
) -> PushResult:
    async with open_work(place, actor or Actor.system(), now=now) as work:
        return await push_evidence(work, items=items)
