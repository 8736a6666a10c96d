"""What happened to an issue: its changelog, in whichever of Jira's shapes it comes. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from integrations.jira.reading import many, moment, some, text


@dataclass(frozen=True)
class Step:
    """One field that was set to another value."""

    at: datetime
    field: str
    was: str
    was_id: str
    now: str
    now_id: str

    @property
    def was_set_back(self) -> bool:
        """To nothing."""
        return bool(self.was) and not self.now


def steps_of(histories: Iterable[Any]) -> list[Step]:
    """All steps, oldest first, whatever order they came in."""
    steps = [
        step
        for history in histories
        if (at := _moment(some(history).get("created"))) is not None
        for step in items_of(some(history).get("items"), at)
    ]
    return sorted(steps, key=lambda step: step.at)


def items_of(items: object, at: datetime) -> Iterable[Step]:
    """Data Center names the field only, Cloud its id too; older ones write it in capitals.

    Where Cloud still tells people by their old keys, their ids are told beside them.
    """
    for item in map(some, many(items)):
        name = text(item.get("fieldId")) or text(item.get("field"))
        yield Step(
            at=at,
            field=name.lower(),
            was=text(item.get("fromString")),
            was_id=text(item.get("tmpFromAccountId")) or text(item.get("from")),
            now=text(item.get("toString")),
            now_id=text(item.get("tmpToAccountId")) or text(item.get("to")),
        )


def inline_history(issue: Mapping[str, Any]) -> list[Step]:
    """What came along with the issue itself (`expand=changelog`)."""
    return steps_of(many(some(issue.get("changelog")).get("histories")))


def _moment(told: object) -> datetime | None:
    """ISO 8601; of many issues at once Cloud tells seconds since 1970, or thousandths of them."""
    if isinstance(told, int | float):
        seconds = told / 1000 if abs(told) > 1e11 else float(told)  # noqa: PLR2004 - the year 5138
        return datetime.fromtimestamp(seconds, UTC)
    return moment(told)
