"""From Jira's issues to observations. Pure.

What counts, and where the definitions come from:

- *Issues resolved*: an issue with an assignee and a resolution whose status counts as resolved,
  on the day of its resolution. A resolution is what Jira itself calls resolved ("What is an
  issue?", Atlassian's documentation); the statuses are those of its classic workflow, Resolved
  and Closed, where most of the site's issues end in them, else all of the category done; an
  admin may choose others. The day is that of the last change by which the
  resolution was set; without a history, `resolutiondate`; without that, the last update.
- *Cycle time*: days from the first move into a status under way to the resolution (Kanban Guide,
  2020: from when a work item started to when it finished). Never begun: no cycle time.
- *Story points*: the estimate of each resolved issue, as a sprint's velocity adds them up
  ("Velocity chart", Atlassian's documentation). Not estimated: nothing, which is not zero. Neither
  more nor fewer is better: estimates are for planning (Scrum Guide, 2020, leaves them to the team).
- *Reopened*: each time a resolution was taken back, on its day.

All count for the assignee as of now: Jira knows no other owner of an issue.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from integrations.jira.history import Step, inline_history
from integrations.jira.reading import many, moment, number, some, text
from integrations.jira.vocabulary import UNDER_WAY, Vocabulary
from integrations.observation import Account, Measure, Observation, tidy
from integrations.terms import MetricKind

METRICS = (
    MetricKind(key="issues_resolved", name="Issues resolved", unit="issues", gaps_are_zero=True),
    MetricKind(
        key="issue_cycle_time",
        name="Cycle time of issues",
        unit="days",
        median=True,
        better="LOWER",
    ),
    MetricKind(key="story_points", name="Story points resolved", unit="points", better="NEITHER"),
    MetricKind(key="issues_reopened", name="Issues reopened", unit="issues", better="LOWER"),
)
FIELDS = (
    "summary", "issuetype", "status", "priority", "assignee", "created", "updated",
    "resolutiondate", "resolution", "duedate", "fixVersions", "parent", "project",
)  # fmt: skip
"""No description and no comment is ever asked for: the content stays over there."""
_A_DAY = timedelta(days=1)
_LONGEST_URL = 2000


def observed(
    issue: Mapping[str, Any],
    vocabulary: Vocabulary,
    *,
    site_url: str,
    history: Sequence[Step] | None = None,
) -> Observation | None:
    """The issue as it is told; None for what is no issue.

    Args:
        issue: as REST or a webhook gives it, of Cloud or Data Center.
        vocabulary: what the site's words mean.
        site_url: where people open it.
        history: its changes; those that came along with it, if not given.
    """
    issue_id, key, fields = text(issue.get("id")), text(issue.get("key")), some(issue.get("fields"))
    changed_at = moment(fields.get("updated")) or moment(fields.get("created"))
    if not issue_id or changed_at is None:
        return None
    steps = inline_history(issue) if history is None else history
    resolved_at = _resolved_at(fields, steps, changed_at)
    project, whose = some(fields.get("project")), account(fields.get("assignee"))
    return Observation(
        external_id=issue_id,
        source_id=text(project.get("id")) or key.rpartition("-")[0],
        kind="issue",
        title=f"{key} {tidy(text(fields.get('summary')))}".strip(),
        url=_link(site_url, key),
        occurred_at=resolved_at or changed_at,
        changed_at=changed_at,
        account=whose,
        details=_details(key, fields, vocabulary, steps),
        measures=tuple(_measures(fields, vocabulary, steps, resolved_at)) if whose else (),
    )


def account(user: object) -> Account | None:
    """Cloud knows people by an opaque id, Data Center by a key that outlives their name."""
    told = some(user)
    known_as = text(told.get("accountId")) or text(told.get("key")) or text(told.get("name"))
    if not known_as:
        return None
    email = text(told.get("emailAddress"))
    return Account(id=known_as, name=text(told.get("displayName")) or known_as, email=email or None)


def points_of(fields: Mapping[str, Any], vocabulary: Vocabulary) -> float | None:
    return next(
        (found for name in vocabulary.points if (found := number(fields.get(name))) is not None),
        None,
    )


def _resolved_at(
    fields: Mapping[str, Any], steps: Sequence[Step], changed_at: datetime
) -> datetime | None:
    if not _named(fields, "resolution"):
        return None
    set_at = [step.at for step in steps if _resolves(step)]
    return max(set_at, default=moment(fields.get("resolutiondate")) or changed_at)


def _resolves(step: Step) -> bool:
    return step.field == "resolution" and bool(step.now) and not step.was


def _reopens(step: Step) -> bool:
    return step.field == "resolution" and bool(step.was) and not step.now


def _started_at(steps: Sequence[Step], vocabulary: Vocabulary) -> datetime | None:
    begun = [
        step.at
        for step in steps
        if step.field == "status" and vocabulary.category(step.now, step.now_id) == UNDER_WAY
    ]
    return min(begun, default=None)


def _measures(
    fields: Mapping[str, Any],
    vocabulary: Vocabulary,
    steps: Sequence[Step],
    resolved_at: datetime | None,
) -> Iterator[Measure]:
    for step in steps:
        if _reopens(step):
            yield Measure(key="issues_reopened", on=vocabulary.day(step.at), value=1)
    if resolved_at is None or _named(fields, "status").lower() not in vocabulary.resolved:
        return
    day = vocabulary.day(resolved_at)
    yield Measure(key="issues_resolved", on=day, value=1)
    started_at, points = _started_at(steps, vocabulary), points_of(fields, vocabulary)
    if started_at is not None and started_at <= resolved_at:
        days = round((resolved_at - started_at) / _A_DAY, 2)
        yield Measure(key="issue_cycle_time", on=day, value=days)
    if points is not None:
        yield Measure(key="story_points", on=day, value=points)


def _details(
    key: str, fields: Mapping[str, Any], vocabulary: Vocabulary, steps: Sequence[Step]
) -> dict[str, str | float | bool | None]:
    started_at = _started_at(steps, vocabulary)
    return {
        "key": key,
        "project": _named(fields, "project"),
        "type": _named(fields, "issuetype"),
        "status": _named(fields, "status"),
        "resolution": _named(fields, "resolution"),
        "priority": _named(fields, "priority"),
        "created": text(fields.get("created")),
        "started": started_at.isoformat() if started_at else None,
        "due": text(fields.get("duedate")),
        "points": points_of(fields, vocabulary),
        "reopened": sum(map(_reopens, steps)) or None,
        "parent": text(some(fields.get("parent")).get("key")),
        "versions": ", ".join(text(some(v).get("name")) for v in many(fields.get("fixVersions"))),
        "sprint": _sprints(fields.get(vocabulary.sprint)),
    }


def _sprints(told: object) -> str:
    """Cloud gives objects; Data Center what Java prints of them: `…[id=5,…,name=Sprint 2,…]`."""
    names = []
    for one in many(told):
        if isinstance(one, str):
            names.append(one.partition(",name=")[2].partition(",")[0])
        else:
            names.append(text(some(one).get("name")))
    return ", ".join(filter(None, names))


def _named(fields: Mapping[str, Any], name: str) -> str:
    return text(some(fields.get(name)).get("name"))


def _link(site_url: str, key: str) -> str | None:
    address = f"{site_url}/browse/{key}"
    fits = site_url and key and len(address) <= _LONGEST_URL
    return address if fits and address.isascii() and " " not in address else None
