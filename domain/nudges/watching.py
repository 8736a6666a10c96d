"""A worsening metric makes us speak to the employee's manager, once for each fall or rise.

Decided by all the weeks that are over, under the lock of the series. So it does not matter in
which order, how often, or from how many sides they came. A week under way is not judged: half of
it would look like a fall.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain.actor import ActorKind
from domain.events import StoredEvent
from domain.nudges import wording
from domain.nudges.events import NudgeWithdrawn
from domain.nudges.nudge import Nudge
from domain.nudges.speaking import nudge_once
from domain.people.person import Person
from domain.people.queries import today
from domain.policy.commands import standing_rule
from domain.policy.firing import Occasion, fire_once, take_back
from domain.policy.rules import Point, Run, Spoken, falling_runs, judge, rising_runs
from domain.policy.touchpoint import Touchpoint
from domain.policy.trigger_firing import TriggerFiring
from domain.policy.trigger_rule import RuleKind, TriggerRule
from domain.reaction import reaction
from domain.signals.metric import WEEK, Better, MetricPoint, MetricSeries, monday_of
from domain.work import UnitOfWork

_RUNS: Mapping[Better, Callable[[Sequence[Point]], list[Run]]] = {
    Better.HIGHER: falling_runs,
    Better.LOWER: rising_runs,
    Better.NEITHER: lambda _: [],
}


@dataclass(frozen=True)
class _Said:
    """What was said about one fall: the firing, what is due because of it, and the nudge."""

    firing: TriggerFiring
    touchpoint: Touchpoint
    nudge: Nudge

    @property
    def spoken(self) -> Spoken:
        firing = self.firing
        if firing.first_period is None or firing.last_period is None or firing.weeks is None:
            raise ValueError("A firing about a series names its weeks")
        return Spoken(
            firing_id=firing.id,
            first=firing.first_period,
            last=firing.last_period,
            weeks=firing.weeks,
            acted_on=self.touchpoint.acted_on or not self.nudge.standing,
        )


@reaction("signals.watch_metric")
async def watch_metric(work: UnitOfWork, event: StoredEvent) -> None:
    """Speak about new falls, and take back what corrected numbers no longer bear out."""
    await watch_series(work, event.subject_id, was_read=event.actor_kind == ActorKind.SYSTEM)


async def watch_series(work: UnitOfWork, series_id: UUID, *, was_read: bool) -> None:
    """As `watch_metric`. What a connection has read is no news where it is long ago."""
    series = await work.get(MetricSeries, series_id, lock=True)
    rule = await standing_rule(work, RuleKind.METRIC_DECLINE, series.key)
    said = await _said_about(work, series.id)
    verdict = judge(
        _RUNS[series.better](await _points(work, series.id)),
        [one.spoken for one in said.values()],
        weeks=rule.weeks if rule.enabled else None,
        since=_news_since(work, rule) if was_read else date.min,
    )
    for spoken in verdict.merged:
        _take_back(work, said[spoken.firing_id], wording.MERGED)
    for spoken in verdict.vanished:
        _take_back(work, said[spoken.firing_id], wording.VANISHED)
    # What is taken back makes room before another firing takes over its first week.
    await work.session.flush()
    person = await work.get(Person, series.person_id)
    for spoken, run in verdict.kept:
        _keep(said[spoken.firing_id], series, person, run)
    await work.session.flush()
    # Whoever has left has no conversation to be held, and no manager to hold it.
    for run in verdict.new if person.works_on(today(work)) else ():
        await _speak(work, rule, series, person, run)


def _news_since(work: UnitOfWork, rule: TriggerRule) -> date:
    """The week from which on a fall that was read is news.

    A connection reads the history of years and means nothing by it. Who pushes numbers, however
    old, tells them on purpose.
    """
    if rule.look_back_weeks is None:
        return date.min
    return monday_of(today(work)) - rule.look_back_weeks * WEEK


async def _points(work: UnitOfWork, series_id: UUID) -> list[Point]:
    known = select(MetricPoint.id, MetricPoint.period_start, MetricPoint.value).where(
        MetricPoint.series_id == series_id, MetricPoint.period_start < monday_of(today(work))
    )
    return [Point(*row) for row in await work.session.execute(known)]


async def _said_about(work: UnitOfWork, series_id: UUID) -> dict[UUID, _Said]:
    oldest_first = (
        select(TriggerFiring, Touchpoint, Nudge)
        .join(Touchpoint, Touchpoint.firing_id == TriggerFiring.id)
        .join(Nudge, Nudge.firing_id == TriggerFiring.id)
        .where(TriggerFiring.series_id == series_id, TriggerFiring.withdrawn_at.is_(None))
        .order_by(TriggerFiring.fired_at, TriggerFiring.id)
        .with_for_update()
    )
    rows = await work.session.execute(oldest_first)
    return {firing.id: _Said(firing, touchpoint, nudge) for firing, touchpoint, nudge in rows}


def _take_back(work: UnitOfWork, said: _Said, because: dict[str, Any]) -> None:
    take_back(work, said.firing, said.touchpoint, because)
    if said.nudge.withdraw(because, work.now):
        work.announce(NudgeWithdrawn.of(said.nudge))


def _keep(said: _Said, series: MetricSeries, person: Person, run: Run) -> None:
    occasion = _occasion(series, run, weeks=said.spoken.weeks)
    said.firing.dedupe_key, said.firing.evidence = occasion.dedupe_key, occasion.evidence
    said.firing.first_period, said.firing.last_period = run.first, run.last
    said.nudge.reword(wording.why_decline(person.name, series.name, run))


async def _speak(
    work: UnitOfWork, rule: TriggerRule, series: MetricSeries, person: Person, run: Run
) -> None:
    occasion = _occasion(series, run, weeks=rule.weeks)
    firing, touchpoint = await fire_once(work, rule, occasion)
    await nudge_once(
        work,
        firing,
        touchpoint,
        why=wording.why_decline(person.name, series.name, run),
        what=wording.what_coaching(person.name),
    )


def _occasion(series: MetricSeries, run: Run, *, weeks: int | None) -> Occasion:
    points = [
        {"id": str(point.id), "period_start": str(point.period), "value": point.value}
        for point in run.points
    ]
    return Occasion(
        person_id=series.person_id,
        dedupe_key=f"{series.id}:{run.first}",
        evidence={
            "metric": series.key,
            "name": series.name,
            "unit": series.unit,
            "source": series.source,
            "points": points,
        },
        series_id=series.id,
        first_period=run.first,
        last_period=run.last,
        weeks=weeks,
    )
