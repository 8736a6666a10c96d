"""Reading issues with their history: what has changed, some by their ids, or all at a glance."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from typing import Any, Self
from urllib.parse import quote

from integrations.connector import Door
from integrations.jira import jql
from integrations.jira.catalog import categories_of
from integrations.jira.client import Client
from integrations.jira.history import Step, inline_history
from integrations.jira.lost_projects import lost_among
from integrations.jira.place import Place
from integrations.jira.reading import many, some, text
from integrations.jira.search import count, going_round, histories_of, pages, search
from integrations.jira.settings import JiraOptions
from integrations.jira.translate import FIELDS, changed_at, observed, statuses_in
from integrations.jira.vocabulary import Vocabulary
from integrations.observation import Glimpse, Page
from integrations.terms import Source, SourceTrouble
from integrations.troubles import Unusable


@dataclass
class Reader:
    """One connection's issues. It learns new words while it reads, and leaves out what is lost."""

    client: Client
    door: Door
    options: JiraOptions
    catalog: dict[str, Any]
    learned: bool = False
    lost: list[SourceTrouble] = field(default_factory=list)

    @classmethod
    def of(cls, client: Client, door: Door) -> Self:
        options = JiraOptions.model_validate(door.options.model_dump())
        return cls(client, door, options, dict(door.catalog))

    @property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary.of(self.catalog, self.options)

    @property
    def fields(self) -> list[str]:
        known = self.vocabulary
        return [*FIELDS, *(name for name in (*known.points, known.sprint, known.epic_name) if name)]

    @property
    def projects(self) -> list[Source]:
        """Those that are chosen, and there."""
        lost = {one.external_id for one in self.lost}
        chosen = jql.projects_in(self.door.sources)
        return [one for one in chosen if one.external_id not in lost]

    async def changes(self, cursor: Mapping[str, Any]) -> AsyncGenerator[Page, None]:
        """What has changed, oldest first, each page with the cursor after it."""
        place, zone, expected = Place.of(cursor), self.vocabulary.zone, None
        passed, more = {place.page}, bool(self.projects)
        if more and not cursor:
            expected = await self._expected(place, zone)
        while more:
            question = jql.changed_since(self.projects, place.since, zone)
            try:
                issues, page = await search(self.client, question, place.page, self.fields)
            except Unusable as refused:
                if place.page:
                    # A page's token lives for a week; without it the question begins anew.
                    place = replace(place, page="")
                else:
                    self.lost += await lost_among(self.client, self.projects, refused)
                continue
            circles = bool(page) and page in passed
            by_number = circles or not self.client.is_cloud
            place = place.after(issues, page, zone, by_number=by_number)
            if circles and place.page:
                raise going_round()
            passed.add(page)
            told = await self._page(issues)
            yield replace(told, cursor=place.cursor, expected=expected)
            more = bool(page)

    async def _expected(self, place: Place, zone: tzinfo) -> int | None:
        try:
            return await count(self.client, jql.changed_since(self.projects, place.since, zone))
        except Unusable as refused:
            self.lost += await lost_among(self.client, self.projects, refused)
        return await count(self.client, jql.changed_since(self.projects, place.since, zone))

    async def again(self, ids: Sequence[str]) -> Page:
        """These as they are now; what is not there, or not chosen, is gone."""
        issues, chosen = [], {one.external_id for one in jql.projects_in(self.door.sources)}
        expand = None if self.client.is_cloud else "changelog"
        wanted = ",".join(self.fields)
        for issue_id in ids:
            path = f"{self.client.api}/issue/{quote(issue_id, safe='')}"
            found = await self.client.found(path, fields=wanted, expand=expand)
            if found is not None:
                issues.append(found)
        told = await self._page(issues)
        seen = [one for one in told.observations if one.source_id in chosen]
        gone = sorted(set(ids) - {one.external_id for one in seen})
        return replace(told, observations=seen, gone=gone)

    async def glances(
        self, cursor: Mapping[str, Any]
    ) -> AsyncGenerator[tuple[Sequence[Glimpse], Mapping[str, Any]], None]:
        """All issues of what is chosen, with the moment of their last change."""
        page = text(cursor.get("page"))
        if not self.projects:
            return
        try:
            await count(self.client, jql.all_issues(self.projects))
        except Unusable as refused:
            self.lost += await lost_among(self.client, self.projects, refused)
            page = ""
        question, told = jql.all_issues(self.projects), ["updated", "resolutiondate", "created"]
        async for issues, after in pages(self.client, question, told, page):
            glimpses = [
                Glimpse(external_id=text(issue.get("id")), changed_at=at)
                for issue in map(some, issues)
                if (at := changed_at(some(issue.get("fields")), ())) is not None
            ]
            yield glimpses, {"page": after}

    async def ids_in(self, question: str) -> list[str]:
        """All that fit, by id."""
        found = pages(self.client, question, ["updated"])
        return [text(some(issue).get("id")) async for issues, _ in found for issue in issues]

    async def _page(self, issues: Sequence[Any]) -> Page:
        """What they tell, and what else was found out."""
        known = [some(issue) for issue in issues]
        histories = await histories_of(self.client, [text(one.get("id")) for one in known])
        steps = [
            histories.get(text(issue.get("id")), [])
            if self.client.is_cloud
            else inline_history(issue)
            for issue in known
        ]
        learned = await self._learn(known, [each for one in steps for each in one])
        site_url = self.door.site.url if self.door.site else ""
        words = self.vocabulary
        seen = [
            observed(issue, words, site_url=site_url, history=history)
            for issue, history in zip(known, steps, strict=True)
        ]
        return Page(
            observations=[one for one in seen if one is not None],
            unreadable=[_called(known[place]) for place, one in enumerate(seen) if one is None],
            troubles=tuple(self.lost),
            catalog=self.catalog if learned else {},
        )

    async def _learn(self, issues: Sequence[Mapping[str, Any]], steps: Sequence[Step]) -> bool:
        """Ask once a reading for statuses that nobody has heard of. Says whether it was done."""
        unheard = statuses_in(issues, steps) - set(some(self.catalog.get("statuses")))
        if self.learned or not unheard:
            return False
        self.learned = True
        told = many(await self.client.get(f"{self.client.api}/status", objects=50))
        # Those that were deleted stay unheard of, and are not asked for again until tomorrow.
        known = dict.fromkeys(unheard, "") | categories_of(told)
        self.catalog["statuses"] = {**some(self.catalog.get("statuses")), **known}
        return True


def _called(issue: Mapping[str, Any]) -> str:
    return text(issue.get("key")) or text(issue.get("id")) or "?"
