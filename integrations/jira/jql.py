"""Questions in JQL. Pure. Its moments have no seconds and are read in the asker's time zone."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from integrations.jira.reading import moment
from integrations.terms import Source

PROJECT, BOARD = "PROJECT", "BOARD"
OVERLAP = timedelta(minutes=5)
"""Read again each time: an issue may have been saved a little before it could be found."""
_AN_HOUR = timedelta(hours=1)
_EARLIEST = datetime(1971, 1, 1, tzinfo=UTC)


def projects_in(sources: Sequence[Source]) -> list[Source]:
    return [source for source in sources if source.kind == PROJECT]


def changed_since(projects: Iterable[Source], since: datetime, zone: tzinfo) -> str:
    """Issues that changed in or after that minute, in the order in which they did."""
    return (
        f'{_within(projects)} AND updated >= "{_spelled(since, zone)}"'
        " ORDER BY updated ASC, key ASC"
    )


def all_issues(projects: Iterable[Source]) -> str:
    return f"{_within(projects)} ORDER BY key ASC"


def in_version(version_id: str) -> str:
    return f"fixVersion = {int(version_id)}"


def heard_of(projects: Iterable[Source]) -> str:
    """As far as the filters of webhooks go."""
    keys = ", ".join(f'"{_safe(project.key)}"' for project in projects)
    return f"project IN ({keys})"


def begins(told: object) -> datetime:
    """From when on to read: a moment of an earlier cursor, or the beginning."""
    return moment(told) or _EARLIEST


def is_unclear(at: datetime, zone: tzinfo) -> bool:
    """Whether the clock there shows that hour twice, on the night that summer ends."""
    local = at.astimezone(zone)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _within(projects: Iterable[Source]) -> str:
    return f"project in ({', '.join(str(int(project.external_id)) for project in projects)})"


def _spelled(since: datetime, zone: tzinfo) -> str:
    # Of the two hours that look alike the first is meant.
    since = since - _AN_HOUR if is_unclear(since, zone) else since
    return f"{since.astimezone(zone):%Y/%m/%d %H:%M}"


def _safe(key: str) -> str:
    return "".join(letter for letter in key if letter.isalnum() or letter in "_-")
