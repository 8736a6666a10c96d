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


_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)
"""What anybody may mean by a day. Near the ends of the calendar the driver takes days for
infinity, and a day added to the last one is none."""


def moment(text: str) -> datetime:
    """A moment without an offset is nobody's moment, so it is refused. Raises Refused."""
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise _refused(_NO_MOMENT) from None
    if found.tzinfo is None:
        raise _refused(_NO_MOMENT)
    _require_within_reach(found.date())
    return found.astimezone(UTC)


def _day(text: str) -> date:
    """Raises Refused."""
    try:
        found = date.fromisoformat(text)
    except (TypeError, ValueError):
        raise _refused(_NO_DAY) from None
    _require_within_reach(found)
    return found


_NO_DAY = (
    "There is no such day; write it as year, month and day, such as 2026-01-31",
    "没有这一天，请按“年-月-日”填写，例如 2026-01-31",
)
_NO_MOMENT = (
    "There is no such moment; write it with its offset from UTC, such as 2026-01-31T09:00:00+08:00",
    "没有这个时间，请连同时区填写，例如 2026-01-31T09:00:00+08:00",
)
_BEYOND = (
    f"Choose a day between {_FIRST} and {_LAST}",
    f"请选择 {_FIRST} 至 {_LAST} 之间的日期",
)


def _require_within_reach(day: date) -> None:
    if not _FIRST <= day <= _LAST:
        raise _refused(_BEYOND)


def _refused(sentence: tuple[str, str]) -> Refused:
    return Refused(Code.BAD_USER_INPUT, sentence[0], zh=sentence[1])


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
