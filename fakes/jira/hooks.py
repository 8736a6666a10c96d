"""Who wants to hear of what: an app's dynamic webhooks, and those an admin set up."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fakes.jira import jql
from fakes.jira.jql_clauses import Asker, BadQuery, Clause
from fakes.jira.site import Site
from fakes.jira.world import Account, Happening

EXPIRES_AFTER = timedelta(days=30)
MOST_PER_USER = 5
EVENTS = {
    *(f"jira:issue_{what}" for what in ("created", "updated", "deleted")),
    *(f"comment_{what}" for what in ("created", "updated", "deleted")),
    *(f"issue_property_{what}" for what in ("set", "deleted")),
    *(f"sprint_{what}" for what in ("created", "updated", "started", "closed", "deleted")),
    *(f"jira:version_{what}" for what in ("created", "updated", "released", "deleted")),
}
_FILTERABLE = {
    "issuekey",
    "project",
    "issuetype",
    "status",
    "priority",
    "assignee",
    "reporter",
}
_OPERATORS = {"=", "!=", "in", "not in"}


@dataclass
class Hook:
    id: int
    site: Site
    url: str
    events: set[str]
    filter: str
    owner: Account
    app: str = ""
    """Empty for an admin's."""
    name: str = ""
    secret: str = ""
    fields: set[str] = field(default_factory=set)
    """Of an update, only those that touch one of these; empty for all."""
    expires: datetime | None = None
    enabled: bool = True

    def wants(self, happening: Happening, now: datetime) -> bool:
        if not self.enabled or happening.event not in self.events or self.is_over(now):
            return False
        if happening.change and self.fields:
            touched = {item.field_id for item in happening.change.items}
            if not touched & self.fields:
                return False
        if happening.issue is None or not self.filter.strip():
            return True
        query = jql.parse(self.filter, Asker(self.owner, self.site.world, now))
        return query.test is None or query.test(happening.issue)

    def is_over(self, now: datetime) -> bool:
        return self.expires is not None and self.expires <= now


@dataclass
class Hooks:
    """Of all sites."""

    all: dict[int, Hook] = field(default_factory=dict)
    _last_id: int = 999

    def add(self, hook: Hook) -> Hook:
        hook.id = self._last_id = self._last_id + 1
        self.all[hook.id] = hook
        return hook

    def of_app(self, site: Site, app: str) -> list[Hook]:
        return [hook for hook in self.all.values() if hook.site is site and hook.app == app]

    def forget_app(self, app: str) -> None:
        """What becomes of an app's webhooks when it is removed."""
        self.all = {number: hook for number, hook in self.all.items() if hook.app != app}

    def expire(self, now: datetime) -> int:
        """All dynamic ones at once. How many it were."""
        dynamic = [hook for hook in self.all.values() if hook.expires is not None]
        for hook in dynamic:
            hook.expires = now
        return len(dynamic)

    def what_is_wrong(self, hook: Hook, now: datetime) -> list[str]:
        """Why a dynamic webhook is not registered, in sentences."""
        others = self.of_app(hook.site, hook.app)
        problems = [f"The event {one} is unsupported" for one in sorted(hook.events - EVENTS)]
        elsewhere = {other.url for other in others} - {hook.url}
        if elsewhere:
            problems.append(
                "Only a single URL per app is allowed to be registered via REST API."
                f" Currently used URL is {min(elsewhere)}"
            )
        if sum(other.owner is hook.owner for other in others) >= MOST_PER_USER:
            problems.append(f"A user may register at most {MOST_PER_USER} webhooks for an app")
        return problems + _wrong_filter(hook, now)


def _wrong_filter(hook: Hook, now: datetime) -> list[str]:
    try:
        jql.parse(hook.filter, Asker(hook.owner, hook.site.world, now), _allow)
    except BadQuery as problem:
        return [str(problem)]
    return []


def _allow(clause: Clause) -> None:
    """Filters of dynamic webhooks know a few fields and four operators."""
    if clause.field.lower() not in _FILTERABLE:
        raise BadQuery(f"The clause {clause.field} is unsupported")
    if clause.operator not in _OPERATORS:
        raise BadQuery(f"The operator {clause.operator} is unsupported")
