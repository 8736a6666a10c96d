"""What a site's own words mean: its statuses, its resolutions, its fields, its time zone. Pure.

Statuses are known by id and by category: their names are another in each language, and change.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Self

from integrations.jira.outcomes import is_dropped
from integrations.jira.reading import many, some, text
from integrations.jira.settings import JiraOptions
from integrations.jira.zones import zone_named

DONE, UNDER_WAY = "done", "indeterminate"
"""Keys of Jira's status categories; the third is `new`."""


@dataclass(frozen=True)
class Vocabulary:
    """See `Discovery.catalog`, which it is read from (`integrations.jira.catalog`)."""

    categories: Mapping[str, str]
    """By a status's id, and by its name in lower case."""
    resolved: frozenset[str]
    """Ids and names in lower case, where an admin has chosen; empty for all that are done."""
    dropped: frozenset[str] | None
    """Ids and names in lower case, where an admin has chosen; None for those that are known."""
    points: tuple[str, ...]
    sprint: str
    epic_name: str
    """The field that every epic of a Data Center has, and nothing else."""
    zone: tzinfo

    @classmethod
    def of(cls, catalog: Mapping[str, Any], options: JiraOptions) -> Self:
        chosen = options.story_points_field
        return cls(
            categories={text(k): text(v) for k, v in some(catalog.get("statuses")).items()},
            resolved=frozenset(name.lower() for name in options.resolved_statuses),
            dropped=frozenset(name.lower() for name in options.dropped_resolutions) or None,
            points=(chosen,) if chosen else tuple(map(text, many(catalog.get("points")))),
            sprint=text(catalog.get("sprint")),
            epic_name=text(catalog.get("epic_name")),
            zone=zone_named(text(catalog.get("time_zone"))),
        )

    def category(self, name: str, id: str = "") -> str:
        return self.categories.get(id) or self.categories.get(name.lower(), "")

    def knows(self, status_id: str) -> bool:
        return not status_id or status_id in self.categories

    def is_done(self, name: str, id: str = "", category: str = "") -> bool:
        """Whether work in that status is done; `category` is what the issue itself says of it."""
        if self.resolved:
            return id in self.resolved or name.lower() in self.resolved
        return (category or self.category(name, id)) == DONE and not is_dropped(name)

    def is_dropped(self, name: str, id: str = "") -> bool:
        """Whether a resolution says that nothing was done."""
        if self.dropped is None:
            return is_dropped(name)
        return id in self.dropped or name.lower() in self.dropped

    def day(self, moment: datetime) -> date:
        """The day on which it happened, for whoever connected this Jira."""
        return moment.astimezone(self.zone).date()
