"""What the demo plays with: the issues of a real Jira, or a small set of its own."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

REAL = Path(__file__).resolve().parent.parent.parent / "shared/data/jira/fluid-issues.jsonl.gz"
WEEK = timedelta(weeks=1)
NOBODY = "Unassigned (Jira)"
"""Whom the issues are filed under that have neither assignee nor reporter."""


@dataclass(frozen=True)
class Issue:
    """One issue, as far as it tells of somebody's work. Dates as written in the source."""

    key: str
    summary: str
    status: str
    assignee: str | None
    reporter: str | None
    created: datetime
    updated: datetime
    done: bool
    """It ended as work that was done, with a resolution or without, and is somebody's."""

    @property
    def person(self) -> str:
        """Whose work it shows; a few issues name nobody at all."""
        return self.assignee or self.reporter or NOBODY

    def moved(self, weeks: int) -> "Issue":
        by = weeks * WEEK
        return replace(self, created=self.created + by, updated=self.updated + by)


def load() -> tuple[list[Issue], bool]:
    """The issues, and whether they are the real ones."""
    if REAL.exists():
        with gzip.open(REAL, "rt", encoding="utf-8") as lines:
            return [_read(json.loads(line)) for line in lines], True
    return list(_made_up()), False


def _read(raw: dict[str, str | None]) -> Issue:
    status, resolution = raw["status"] or "", raw.get("resolution")
    assignee = raw.get("assignee")
    return Issue(
        key=raw["key"] or "",
        summary=raw["summary"] or "",
        status=status,
        assignee=assignee,
        reporter=raw.get("reporter"),
        created=read_moment(raw["date"] or ""),
        updated=read_moment(raw["updated"] or ""),
        done=bool(assignee and status in _DONE and resolution not in DROPPED),
    )


_DONE = {"Closed", "Resolved", "Done"}
DROPPED = {"Won't Fix", "Won't Do", "Duplicate", "Cannot Reproduce", "Incomplete", "Not A Bug"}


def read_moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f%z")


_FALLING = {
    "Lin Tao": (2, 5, 3, 1, 0, 2, 6, 5, 4),
    "Zhao Min": (4, 4, 3, 3, 5, 2, 2, 3, 1),
    "Sam Reyes": (1, 3, 7, 6, 5, 4, 3, 1, 2),
}
"""Resolved week by week: Lin Tao falls twice, Zhao Min never, Sam Reyes once and for long."""


def _made_up() -> Iterator[Issue]:
    monday = date(2018, 1, 15)
    for person, weeks in _FALLING.items():
        for number, count in enumerate((*weeks, 0)):
            for place in range(count):
                yield _done_by(person, monday, number, place)
        yield _done_by(person, monday, len(weeks) + 1, 0)


def _done_by(person: str, monday: date, number: int, place: int) -> Issue:
    week = monday + number * WEEK
    at = datetime.fromisoformat(f"{week + timedelta(days=place % 5)}T09:30:00+08:00")
    return Issue(
        key=f"DEMO-{person[:1]}{week:%y%m%d}{place}",
        summary=f"Task {place + 1} of week {number + 1}",
        status="Closed",
        assignee=person,
        reporter="Chen Wei",
        created=at - 2 * WEEK,
        updated=at,
        done=True,
    )
