"""How ids, dates and moments are spelled; the planner's SQL spells them the same way."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from uuid import UUID

import strawberry
from strawberry.types.scalar import ScalarDefinition

from api.refusals import Code, Refused


def _spelled(moment: datetime) -> str:
    """As PostgreSQL writes JSON: ISO 8601 in UTC, no zeros at the end of a fraction."""
    text = moment.astimezone(UTC).isoformat()
    whole, dot, rest = text.partition(".")
    if not dot:
        return text
    fraction = rest.removesuffix("+00:00").rstrip("0")
    return f"{whole}.{fraction}+00:00"


_BEYOND = "The calendar goes from 0001-01-02 to 9999-12-30"
"""The driver takes the last moment and the last day for infinity, and the first ones too."""


def moment(text: str) -> datetime:
    """A moment without an offset is nobody's moment, so it is refused."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("A moment needs an offset from UTC, such as 2026-01-31T09:00:00+08:00")
    found = found.astimezone(UTC)
    if found in {end.replace(tzinfo=UTC) for end in (datetime.min, datetime.max)}:  # noqa: DTZ901
        raise ValueError(_BEYOND)
    return found


def _day(text: str) -> date:
    found = date.fromisoformat(text)
    if found in {date.min, date.max}:
        raise ValueError(_BEYOND)
    return found


def as_id(text: str) -> UUID:
    """Raises Refused for what is no id of ours."""
    try:
        return UUID(text)
    except ValueError:
        raise Refused(
            Code.BAD_USER_INPUT, "That is not an id of this service", zh="这不是本服务的编号"
        ) from None


SCALARS: Mapping[object, ScalarDefinition] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="A moment, ISO 8601 with an offset; answers are in UTC.",
        serialize=_spelled,
        parse_value=moment,
    ),
    date: strawberry.scalar(
        name="Date",
        description="A day, ISO 8601.",
        serialize=date.isoformat,
        parse_value=_day,
    ),
}
