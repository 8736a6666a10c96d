"""Issues resolved week by week, and an independent count of the falls among them.

This is the demo's own arithmetic: what the product finds is compared with it, so it shares no
code with the product.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from demo.issues import WEEK, Issue

FALLS_TO_NOTICE = 3


@dataclass(frozen=True, order=True)
class Fall:
    """A metric that fell so many weeks in a row; `ended` is the Monday of the last of them."""

    ended: date
    person: str
    values: tuple[int, ...]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def resolved_by_week(
    issues: Iterable[Issue], before: date = date.min
) -> dict[str, dict[date, int]]:
    """Issues resolved per person, from their first week on; one without any is 0.

    `before` is the Monday of the first week that is not over; without it, each ends with their
    own last week.
    """
    counted: dict[str, Counter[date]] = defaultdict(Counter)
    for issue in issues:
        if issue.done and issue.assignee:
            counted[issue.assignee][monday_of(issue.updated.date())] += 1
    return {person: _without_gaps(weeks, before) for person, weeks in counted.items()}


def _without_gaps(weeks: Counter[date], before: date) -> dict[date, int]:
    first, last = min(weeks), max(weeks)
    last = max(last, before - WEEK) if before > date.min else last
    count = (last - first) // WEEK + 1
    return {first + number * WEEK: weeks[first + number * WEEK] for number in range(count)}


def falls(by_person: dict[str, dict[date, int]]) -> list[Fall]:
    """Where a metric strictly falls three weeks in a row for the first time in a row of falls."""
    found: list[Fall] = []
    for person, weeks in by_person.items():
        values = list(weeks.items())
        length = 0
        for (_, before), (monday, now) in pairwise(values):
            length = length + 1 if now < before else 0
            if length == FALLS_TO_NOTICE:
                last = [weeks[monday - back * WEEK] for back in range(FALLS_TO_NOTICE, -1, -1)]
                found.append(Fall(monday, person, tuple(last)))
    return sorted(found)


def weeks_until(fall: Fall, today: date) -> int:
    """By how many whole weeks all dates move so that this fall ends in the last week that is over:
    the one under way is judged when it is.
    """
    return (monday_of(today) - fall.ended) // WEEK - 1
