"""Reading issues with their history: what has changed, some by their ids, or all at a glance.

A page is asked for by the token or the number that goes with the question. On Data Center, where
pages are numbered, an issue that changes meanwhile would move the others and hide one: there the
question itself moves on, to the minute of the last issue that was read.
"""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from integrations.connector import Door
from integrations.jira import jql
from integrations.jira.client import Client
from integrations.jira.reading import moment, some, text
from integrations.jira.search import count, histories_of, search
from integrations.jira.settings import JiraOptions
from integrations.jira.translate import FIELDS, observed
from integrations.jira.vocabulary import Vocabulary
from integrations.observation import Glimpse, Observation, Page
from integrations.troubles import Unusable


@dataclass(frozen=True)
class Place:
    """Where a reading is: from which moment it asks, at which page, and how far it has seen."""

    since: datetime
    page: str = ""
    seen: datetime | None = None

    @classmethod
    def of(cls, cursor: Mapping[str, Any]) -> Self:
        return cls(
            jql.begins(cursor.get("since")), text(cursor.get("page")), moment(cursor.get("seen"))
        )

    @property
    def cursor(self) -> dict[str, Any]:
        seen = self.seen.isoformat() if self.seen else None
        return {"since": self.since.isoformat(), "page": self.page, "seen": seen}

    def after(self, issues: Sequence[Any], page: str, zone: ZoneInfo, *, by_number: bool) -> Self:
        """The next place after these; without another page, where the next reading begins."""
        moments = [moment(some(some(issue).get("fields")).get("updated")) for issue in issues]
        changed = [at for at in moments if at is not None]
        seen = max([*changed, *([self.seen] if self.seen else [])], default=None)
        if not page:
            return replace(self, since=(seen or self.since + jql.OVERLAP) - jql.OVERLAP, page="",
                           seen=seen)  # fmt: skip
        last = changed[-1].replace(second=0, microsecond=0) if changed else self.since
        if by_number and last > self.since and not jql.is_unclear(last, zone):
            return replace(self, since=last, page="", seen=seen)
        return replace(self, page=page, seen=seen)


@dataclass(frozen=True)
class Reader:
    """One connection's issues."""

    client: Client
    door: Door
    vocabulary: Vocabulary

    @classmethod
    def of(cls, client: Client, door: Door) -> Self:
        options = JiraOptions.model_validate(door.options.model_dump())
        return cls(client, door, Vocabulary.of(door.catalog, options))

    @property
    def fields(self) -> list[str]:
        own = [*self.vocabulary.points, self.vocabulary.sprint]
        return [*FIELDS, *(name for name in own if name)]

    async def changes(self, cursor: Mapping[str, Any]) -> AsyncGenerator[Page, None]:
        """What has changed, oldest first, each page with the cursor after it."""
        place, projects = Place.of(cursor), jql.projects_in(self.door.sources)
        zone, expected = self.vocabulary.zone, None
        if projects and not cursor:
            expected = await count(self.client, jql.changed_since(projects, place.since, zone))
        more = bool(projects)
        while more:
            question = jql.changed_since(projects, place.since, zone)
            try:
                issues, page = await search(self.client, question, place.page, self.fields)
            except Unusable:
                # A page's token lives for a week; without it the question begins anew.
                if not place.page:
                    raise
                place = replace(place, page="")
                continue
            place = place.after(issues, page, zone, by_number=not self.client.is_cloud)
            seen = await self._observed(issues)
            yield Page(observations=seen, cursor=place.cursor, expected=expected)
            more = bool(page)

    async def again(self, ids: Sequence[str]) -> Page:
        """These as they are now; what is not there, or not chosen, is gone."""
        issues, chosen = [], {one.external_id for one in jql.projects_in(self.door.sources)}
        expand = None if self.client.is_cloud else "changelog"
        wanted = ",".join(self.fields)
        for issue_id in ids:
            path = f"{self.client.api}/issue/{int(issue_id)}"
            found = await self.client.found(path, fields=wanted, expand=expand)
            if found is not None:
                issues.append(found)
        seen = [one for one in await self._observed(issues) if one.source_id in chosen]
        gone = sorted(set(ids) - {one.external_id for one in seen})
        return Page(observations=seen, gone=gone)

    async def glances(
        self, cursor: Mapping[str, Any]
    ) -> AsyncGenerator[tuple[Sequence[Glimpse], Mapping[str, Any]], None]:
        """All issues of what is chosen, with the moment of their last change."""
        projects, page = jql.projects_in(self.door.sources), text(cursor.get("page"))
        more = bool(projects)
        while more:
            issues, page = await search(self.client, jql.all_issues(projects), page, ["updated"])
            glimpses = [
                Glimpse(external_id=text(issue.get("id")), changed_at=at)
                for issue in map(some, issues)
                if (at := moment(some(issue.get("fields")).get("updated"))) is not None
            ]
            yield glimpses, {"page": page}
            more = bool(page)

    async def ids_in(self, question: str) -> list[str]:
        """All that fit, by id."""
        ids: list[str] = []
        page, more = "", True
        while more:
            issues, page = await search(self.client, question, page, ["updated"])
            ids += [text(some(issue).get("id")) for issue in issues]
            more = bool(page)
        return ids

    async def _observed(self, issues: Sequence[Any]) -> list[Observation]:
        known = [some(issue) for issue in issues]
        histories = await histories_of(self.client, [text(one.get("id")) for one in known])
        site_url = self.door.site.url if self.door.site else ""
        seen = (
            observed(
                issue,
                self.vocabulary,
                site_url=site_url,
                history=histories.get(text(issue.get("id")), []) if self.client.is_cloud else None,
            )
            for issue in known
        )
        return [one for one in seen if one is not None]
