"""The only clock: read once, at the edge of a unit of work."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this is the one place that reads the clock
