"""What is kept of a site: small, and enough to understand every issue of it. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from integrations.jira.outcomes import is_dropped
from integrations.jira.reading import some, text
from integrations.jira.vocabulary import DONE

_JIRA: Final = "com.pyxis.greenhopper.jira"
_POINTS: Final = frozenset((
    "story points", "story point", "story point estimate", "storypoints",
    "故事点", "故事点数", "故事点估算", "故事点估计", "故事点预估",
))  # fmt: skip
_MEANING: Final = ("time_zone", "points", "sprint", "epic_name")
_LONGEST: Final = 500
"""Statuses or resolutions that are kept to choose from; all are understood."""


def catalog_of(
    fields: Sequence[Any],
    statuses: Sequence[Any],
    me: Mapping[str, Any],
    *,
    resolutions: Sequence[Any] = (),
    estimates: Sequence[str] = (),
) -> dict[str, Any]:
    """From the site's own lists.

    Args:
        fields: its fields.
        statuses: its statuses.
        me: whose account reads.
        resolutions: its resolutions.
        estimates: the fields that its boards say they estimate in, first the most used.
    """
    known = [some(status) for status in statuses]
    return {
        "time_zone": text(me.get("timeZone")) or "UTC",
        "account": text(me.get("displayName")),
        "statuses": categories_of(known),
        "resolved": [_named(one) for one in known if _is_done(one)][:_LONGEST],
        "resolutions": [_named(one) for one in map(some, resolutions)][:_LONGEST],
        "dropped": [
            text(one.get("name"))
            for one in map(some, resolutions)
            if is_dropped(text(one.get("name")))
        ],
        "points": list(dict.fromkeys([*estimates, *_point_fields(fields)])),
        "sprint": _field(fields, f"{_JIRA}:gh-sprint"),
        "epic_name": _field(fields, f"{_JIRA}:gh-epic-label"),
        "numbers": _number_fields(fields),
    }


def categories_of(statuses: Sequence[Any]) -> dict[str, str]:
    """The key of the category, by a status's id and by its name in lower case."""
    categories = {}
    for status in map(some, statuses):
        category = text(some(status.get("statusCategory")).get("key"))
        for known_as in (text(status.get("name")).lower(), text(status.get("id"))):
            if known_as:
                categories[known_as] = category
    return categories


def reads_otherwise(before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether what was read by the one would be understood otherwise by the other."""
    if not before:
        return False
    earlier, later = some(before.get("statuses")), some(now.get("statuses"))
    moved = any(later.get(one, category) != category for one, category in earlier.items())
    return moved or any(before.get(part) != now.get(part) for part in _MEANING)


def _named(one: Mapping[str, Any]) -> dict[str, str]:
    return {"id": text(one.get("id")), "name": text(one.get("name"))}


def _is_done(status: Mapping[str, Any]) -> bool:
    category = some(status.get("statusCategory")).get("key")
    return category == DONE and not is_dropped(text(status.get("name")))


def _point_fields(fields: Sequence[Any]) -> list[str]:
    """Jira Software's own fields for points, in whichever language, whichever a project uses."""
    return [
        text(field.get("id"))
        for field in map(some, fields)
        if text(field.get("name")).strip().lower() in _POINTS
        or _custom(field).endswith("-story-points")
    ]


def _field(fields: Sequence[Any], kind: str) -> str:
    return next((text(f.get("id")) for f in map(some, fields) if _custom(f) == kind), "")


def _number_fields(fields: Sequence[Any]) -> list[dict[str, str]]:
    """Those that an admin may choose for points."""
    return [
        _named(field)
        for field in map(some, fields)
        if some(field.get("schema")).get("type") == "number" and field.get("custom")
    ]


def _custom(field: Mapping[str, Any]) -> str:
    return text(some(field.get("schema")).get("custom"))
