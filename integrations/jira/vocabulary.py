"""What a site's own words mean: its statuses, its fields, its time zone. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from integrations.jira.reading import many, some, text
from integrations.jira.settings import JiraOptions

DONE, UNDER_WAY = "done", "indeterminate"
"""Keys of Jira's status categories; the third is `new`."""
CLASSIC = ("Resolved", "Closed")
"""The statuses of Jira's classic workflow in which an issue is resolved."""
_POINTS = ("story points", "story point estimate")
_JIRA = "com.pyxis.greenhopper.jira"


@dataclass(frozen=True)
class Vocabulary:
    """See `Discovery.catalog`, which it is read from."""

    categories: Mapping[str, str]
    """By a status's id, and by its name in lower case."""
    resolved: frozenset[str]
    """Names in lower case."""
    points: tuple[str, ...]
    sprint: str
    zone: ZoneInfo

    @classmethod
    def of(cls, catalog: Mapping[str, Any], options: JiraOptions) -> Self:
        chosen = options.story_points_field
        resolved = options.resolved_statuses or many(catalog.get("resolved")) or CLASSIC
        return cls(
            categories={text(k): text(v) for k, v in some(catalog.get("statuses")).items()},
            resolved=frozenset(text(name).lower() for name in resolved),
            points=(chosen,) if chosen else tuple(map(text, many(catalog.get("points")))),
            sprint=text(catalog.get("sprint")),
            zone=zone_named(text(catalog.get("time_zone"))),
        )

    def category(self, name: str, id: str = "") -> str:
        return self.categories.get(id) or self.categories.get(name.lower(), "")

    def day(self, moment: datetime) -> date:
        """The day on which it happened, for whoever connected this Jira."""
        return moment.astimezone(self.zone).date()


def catalog_of(
    fields: Sequence[Any], statuses: Sequence[Any], me: Mapping[str, Any], *, classic: bool
) -> dict[str, Any]:
    """What is kept of a site: small, and enough to read every issue of it."""
    known = [some(status) for status in statuses]
    categories = {}
    for status in known:
        category = text(some(status.get("statusCategory")).get("key"))
        categories[text(status.get("name")).lower()] = category
        categories[text(status.get("id"))] = category
    return {
        "time_zone": text(me.get("timeZone")) or "UTC",
        "account": text(me.get("displayName")),
        "statuses": categories,
        "resolved": list(CLASSIC) if classic else _done(known),
        "points": _point_fields(fields),
        "sprint": _sprint_field(fields),
        "numbers": _number_fields(fields),
    }


def zone_named(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def _done(statuses: Sequence[Mapping[str, Any]]) -> list[str]:
    done = [s for s in statuses if some(s.get("statusCategory")).get("key") == DONE]
    return sorted({text(status.get("name")) for status in done})


def _point_fields(fields: Sequence[Any]) -> list[str]:
    """Jira Software's own fields for points, whichever of the two a project uses."""
    return [
        text(field.get("id"))
        for field in map(some, fields)
        if text(field.get("name")).lower() in _POINTS or _custom(field).endswith("-story-points")
    ]


def _sprint_field(fields: Sequence[Any]) -> str:
    ids = [text(f.get("id")) for f in map(some, fields) if _custom(f) == f"{_JIRA}:gh-sprint"]
    return ids[0] if ids else ""


def _number_fields(fields: Sequence[Any]) -> list[dict[str, str]]:
    """Those that an admin may choose for points."""
    return [
        {"id": text(field.get("id")), "name": text(field.get("name"))}
        for field in map(some, fields)
        if some(field.get("schema")).get("type") == "number" and field.get("custom")
    ]


def _custom(field: Mapping[str, Any]) -> str:
    return text(some(field.get("schema")).get("custom"))
