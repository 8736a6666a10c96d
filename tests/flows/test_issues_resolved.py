"""Issues resolved, week by week, become one nudge for each time somebody's number fell."""

import random
from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.base import new_id
from domain.nudges.nudge import Nudge
from domain.people.import_rows import PersonItem
from domain.people.importing import import_people
from domain.people.person import Person
from domain.policy.trigger_firing import TriggerFiring
from domain.signals.pushed import MetricPointItem
from infra.database import Place
from tenants.work import open_work
from tests.flows.issues import ISSUES, episodes, resolved_by_week
from tests.jobs import run_pending_jobs
from tests.people import NOON
from tests.signals import push_points

A_CLIENT = Actor.plugin(new_id())
"""Whoever pushes says it on purpose, however long ago it was."""


async def _hire(place: Place, names: list[str]) -> dict[str, UUID]:
    items = [
        PersonItem(name=name, email=f"p{place_}@acme.test") for place_, name in enumerate(names)
    ]
    async with open_work(place, Actor.system(), now=NOON) as work:
        await import_people(work, items=items)
        return {person.name: person.id for person in await work.session.scalars(select(Person))}


def _points(ids: dict[str, UUID]) -> list[MetricPointItem]:
    return [
        MetricPointItem(
            person_id=ids[name],
            key="issues_resolved",
            name="issues resolved",
            unit="issues",
            source="jira",
            period_start=week,
            value=count,
        )
        for name, weeks in resolved_by_week().items()
        for week, count in weeks.items()
    ]


def _pushes(points: list[MetricPointItem], seed: int) -> Iterator[list[MetricPointItem]]:
    """Four people at a time, their weeks in a random order, and then some of them once more."""
    chance = random.Random(seed)  # noqa: S311 - an order, not a secret
    ids = sorted({point.person_id for point in points if point.person_id})
    for four in (ids[place : place + 4] for place in range(0, len(ids), 4)):
        theirs = [point for point in points if point.person_id in four]
        shuffled = chance.sample(theirs, len(theirs))
        yield from (shuffled[start : start + 500] for start in range(0, len(shuffled), 500))
        yield shuffled[-100:] + shuffled[:100] if len(shuffled) > 200 else shuffled


async def _told(place: Place) -> list[tuple[str, date | None]]:
    standing = (
        select(Person.name, TriggerFiring.first_period)
        .join(TriggerFiring, TriggerFiring.person_id == Person.id)
        .join(Nudge, Nudge.firing_id == TriggerFiring.id)
        .where(TriggerFiring.withdrawn_at.is_(None))
    )
    async with open_work(place, Actor.system()) as work:
        return sorted(tuple(row) for row in await work.session.execute(standing))


@pytest.mark.requirement(139)
async def test_one_nudge_for_each_fall_whatever_the_order_of_the_pushes(acme: Place) -> None:
    people = resolved_by_week()
    for push in _pushes(_points(await _hire(acme, list(people))), seed=8):
        await push_points(acme, push, actor=A_CLIENT)
        await run_pending_jobs(acme, now=NOON)
    told = await _told(acme)
    assert told == sorted(episodes(people))
    assert len(told) == (8 if ISSUES.exists() else 3)
