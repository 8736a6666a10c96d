"""Issues resolved by week and person: from the real set, or from a small one made here."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from domain.signals.metric import monday_of

ISSUES = Path(__file__).resolve().parents[3] / "shared/data/jira/fluid-issues.jsonl.gz"
WEEK = timedelta(weeks=1)

Weeks = Mapping[date, int]

OWN: Mapping[str, Iterable[int]] = {
    "Mary Major": (6, 5, 4, 0, 3, 2, 1),
    "John Stiles": (33, 18, 14, 2, 1, 5, 5, 4, 3, 2),
    "Jane Roe": (2, 1, 2, 1, 0),
}
"""Three episodes: one of Mary's, two of John's."""


def resolved_by_week() -> dict[str, Weeks]:
    """For each person, every week from the first with an issue to the last; none counts 0."""
    if not ISSUES.exists():
        start = date(2024, 1, 1)
        return {
            name: {start + place * WEEK: count for place, count in enumerate(counts)}
            for name, counts in OWN.items()
        }
    found: dict[str, Counter[date]] = defaultdict(Counter)
    with gzip.open(ISSUES, "rt", encoding="utf-8") as lines:
        for issue in map(json.loads, lines):
            if _resolved(issue):
                updated = date.fromisoformat(issue["updated"][:10])
                found[issue["assignee"]][monday_of(updated)] += 1
    return {name: _without_gaps(counts) for name, counts in found.items()}


def _resolved(issue: Mapping[str, object]) -> bool:
    done = issue["status"] in {"Closed", "Resolved"}
    return bool(issue.get("assignee")) and bool(issue.get("resolution")) and done


def _without_gaps(counts: Counter[date]) -> Weeks:
    first, last = min(counts), max(counts)
    return {
        first + place * WEEK: counts[first + place * WEEK]
        for place in range((last - first).days // 7 + 1)
    }


def episodes(people: Mapping[str, Weeks]) -> set[tuple[str, date]]:
    """Who fell three weeks in a row, and from which week: counted week by week, without runs."""
    return {
        (name, week)
        for name, weeks in people.items()
        for week in weeks
        if _falls(weeks, week, 3) and not _falls(weeks, week - WEEK, 1)
    }


def _falls(weeks: Weeks, first: date, times: int) -> bool:
    chain = [weeks.get(first + place * WEEK) for place in range(times + 1)]
    return all(
        earlier is not None and later is not None and later < earlier
        for earlier, later in pairwise(chain)
    )
