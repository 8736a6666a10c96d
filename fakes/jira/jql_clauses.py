"""How a clause of JQL becomes a test: by words, by moment or by text."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from fakes.jira.world import Account, Issue, World

Test = Callable[[Issue], bool]
Words = Callable[[Issue], set[str]]
"""What an issue answers to, in small letters; nothing if the field is empty."""
Known = Callable[[World], set[str]]

_RELATIVE = re.compile(r"(-?)(\d+)([wdhm])|(-?)(\d+)")
_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes"}
_FORMS = ("%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M", "%Y/%m/%d", "%Y-%m-%d")


class BadQuery(Exception):
    """Why the query is refused, in a sentence."""


@dataclass(frozen=True)
class Asker:
    """Dates are read in their time zone."""

    account: Account
    world: World
    now: datetime


@dataclass(frozen=True)
class Clause:
    field: str
    operator: str
    values: list[str | None]

    def refuse(self, *operators: str) -> None:
        if self.operator in operators:
            raise BadQuery(
                f"The operator '{self.operator}' is not supported by the '{self.field}' field."
            )


def by_words(words: Words, known: Known | None = None) -> Callable[[Clause, Asker], Test]:
    def meaning(clause: Clause, asker: Asker) -> Test:
        clause.refuse("<", ">", "<=", ">=", "~")
        wanted = {_resolve(value, asker) for value in clause.values}
        if known is not None:
            _check(clause, wanted - {None}, known(asker.world))
        negative = clause.operator in {"!=", "not in", "is not"}

        def test(issue: Issue) -> bool:
            has = words(issue)
            if not has:
                return None in wanted and not negative
            return bool(has & wanted) != negative

        return test

    return meaning


def _resolve(value: str | None, asker: Asker) -> str | None:
    if value == "currentuser()":
        return asker.account.id.lower()
    if value is not None and value.endswith(")"):
        return value
    return None if value is None or value.lower() == "unresolved" else value.lower()


def _check(clause: Clause, wanted: set[str | None], known: set[str]) -> None:
    for value in sorted(str(value) for value in wanted):
        if value not in known:
            raise BadQuery(f"The value '{value}' does not exist for the field '{clause.field}'.")


def by_moment(read: Callable[[Issue], datetime | None]) -> Callable[[Clause, Asker], Test]:
    def meaning(clause: Clause, asker: Asker) -> Test:
        clause.refuse("~", "in", "not in")
        value = clause.values[0]
        if value is None:
            return lambda issue: (read(issue) is None) == (clause.operator in {"is", "="})
        limit = moment(value, clause, asker)
        compare = _COMPARE[clause.operator]

        def test(issue: Issue) -> bool:
            at = read(issue)
            return at is not None and compare(at, limit)

        return test

    return meaning


_COMPARE: dict[str, Callable[[datetime, datetime], bool]] = {
    "=": lambda at, limit: at == limit,
    "!=": lambda at, limit: at != limit,
    "<": lambda at, limit: at < limit,
    ">": lambda at, limit: at > limit,
    "<=": lambda at, limit: at <= limit,
    ">=": lambda at, limit: at >= limit,
}


def moment(value: str, clause: Clause, asker: Asker) -> datetime:
    """A date, with a minute or without one, or so long from now: `-7d`. A bare number: ms."""
    zone = ZoneInfo(asker.account.time_zone)
    if value == "now()":
        return asker.now
    if value == "startofday()":
        return asker.now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    match = _RELATIVE.fullmatch(value)
    if match and match[3]:
        length = timedelta(**{_UNITS[match[3]]: int(match[2])})
        return asker.now - length if match[1] else asker.now + length
    if match:
        return datetime.fromtimestamp(int(value) / 1000, UTC)
    for form in _FORMS:
        try:
            return datetime.strptime(value, form).replace(tzinfo=zone)
        except ValueError:
            continue
    raise BadQuery(
        f"Date value '{value}' for field '{clause.field}' is invalid. Valid formats include:"
        " 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format"
        " e.g. '-5d', '4w 2d'."
    )


def by_text(read: Callable[[Issue], str]) -> Callable[[Clause, Asker], Test]:
    def meaning(clause: Clause, _: Asker) -> Test:
        clause.refuse("<", ">", "<=", ">=", "=", "!=", "in", "not in")
        wanted = (clause.values[0] or "").lower()
        return lambda issue: wanted in read(issue).lower()

    return meaning
