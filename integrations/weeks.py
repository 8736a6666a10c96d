"""From measures by day to one number a week. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from statistics import median
from typing import TypeAlias

from domain.signals.metric import WEEK, monday_of
from integrations.terms import MetricKind

Weeks: TypeAlias = dict[date, float]


def weekly(
    metric: MetricKind,
    measured: Mapping[date, Sequence[float]],
    known: Sequence[date],
    *,
    before: date,
    until: date = date.max,
) -> Weeks:
    """The weeks of one metric of one person.

    Args:
        metric: how values become a number.
        measured: the values by day.
        known: weeks that were told of before: where nothing is left, that is told too.
        before: the Monday of the first week that is not over, or not known yet.
        until: from then on silence says nothing, because they work here no longer.
    """
    by_week: dict[date, list[float]] = defaultdict(list)
    for day, values in measured.items():
        by_week[monday_of(day)] += values
    over = {week: values for week, values in by_week.items() if week < before}
    weeks = {
        week: median(values) if metric.median else sum(values) for week, values in over.items()
    }
    if metric.gaps_are_zero:
        ends = min(before, until)
        weeks |= {week: 0.0 for week in _from_first(weeks, ends) if week not in weeks}
    if not metric.median:
        weeks |= {week: 0.0 for week in known if week not in weeks and week < before}
    return weeks


def _from_first(weeks: Weeks, before: date) -> Iterator[date]:
    week = min(weeks, default=date.max)
    while week < before:
        yield week
        week += WEEK
