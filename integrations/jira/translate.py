"""From Jira's issues to observations. Pure.

What counts, and where the definitions come from:

- *Issues resolved*: an issue whose status is of the category done, with a resolution or without
  one, on the day on which it was resolved. Jira's own reports know work that is done by the
  category of its status ("Status categories", Atlassian's documentation); its resolution tells
  why it ended, and what was dropped (a duplicate, won't do) was not done (see `outcomes`). An
  admin may choose other statuses and other resolutions. The day is that of the last change by
  which the resolution was set, or by which the issue came into a status that is done; without a
  history, `resolutiondate`; without that, the last update.
- *Cycle time*: days from the first move into a status under way to that moment (Kanban Guide,
  2020: from when a work item started to when it finished). Never begun: no cycle time.
- *Story points*: the estimate of each resolved issue, as a sprint's velocity adds them up
  ("Velocity chart", Atlassian's documentation): in the field that the boards estimate in, of
  stories and never of their parts. Not estimated: nothing, which is not zero. Neither
  more nor fewer is better: estimates are for planning (Scrum Guide, 2020, leaves them to the team).
- *Reopened*: each time a resolution was taken back, on its day; where a site knows no
  resolutions, each time an issue left the statuses that are done.

Each piece of work counts once: an epic never, since its stories do; a sub-task only for whoever
has not the story that it is part of.

All count for whoever had the issue when it was resolved: who tests it afterwards has not done it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from integrations.jira.history import Step, inline_history
from integrations.jira.reading import many, moment, number, some, text
from integrations.jira.resolving import is_resolved, reopened, resolved_at, started_at, whose
from integrations.jira.sprints import sprints_in
from integrations.jira.vocabulary import Vocabulary
from integrations.observation import Measure, Observation, tidy
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
    "statuscategorychangedate",
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
    steps = inline_history(issue) if history is None else history
    last_changed_at = changed_at(fields, steps)
    if not issue_id or last_changed_at is None:
        return None
    ended_at = resolved_at(fields, steps, vocabulary, last_changed_at)
    project, account = some(fields.get("project")), whose(fields, steps, ended_at)
    measures = tuple(_measures(fields, vocabulary, steps, ended_at)) if account else ()
    return Observation(
        external_id=issue_id,
        source_id=text(project.get("id")) or key.rpartition("-")[0],
        kind="issue",
        title=f"{key} {tidy(text(fields.get('summary')))}".strip(),
        url=_link(site_url, key),
        occurred_at=ended_at or last_changed_at,
        changed_at=last_changed_at,
        account=account,
        details=_details(key, fields, vocabulary, steps),
        measures=measures,
    )


def statuses_in(issues: Sequence[Mapping[str, Any]], steps: Sequence[Step]) -> set[str]:
    """The ids of all statuses that these are in, or were."""
    now = {text(some(some(issue.get("fields")).get("status")).get("id")) for issue in issues}
    moves = [step for step in steps if step.field == "status"]
    return (now | {each for step in moves for each in (step.was_id, step.now_id)}) - {""}


def points_of(fields: Mapping[str, Any], vocabulary: Vocabulary) -> float | None:
    """In the first field that holds any: a site may have two, of which one stays empty or zero."""
    told = [number(fields.get(name)) for name in vocabulary.points]
    found = [each for each in told if each is not None]
    return next((each for each in found if each), found[0] if found else None)


def changed_at(fields: Mapping[str, Any], steps: Sequence[Step]) -> datetime | None:
    """When it changed last, as far as anything tells."""
    told = (moment(fields.get(name)) for name in ("updated", "resolutiondate", "created"))
    return next((each for each in told if each is not None), steps[-1].at if steps else None)


def _measures(
    fields: Mapping[str, Any],
    vocabulary: Vocabulary,
    steps: Sequence[Step],
    ended_at: datetime | None,
) -> Iterator[Measure]:
    """What counts; a part of a story counts as such."""
    if _is_epic(fields, vocabulary):
        return
    whole = _whole_of(fields)
    for each in _counted(fields, vocabulary, steps, ended_at):
        if whole is None:
            yield each
        elif each.key != "story_points":
            yield replace(each, part_of=whole)


def _counted(
    fields: Mapping[str, Any],
    vocabulary: Vocabulary,
    steps: Sequence[Step],
    ended_at: datetime | None,
) -> Iterator[Measure]:
    for at in reopened(steps, vocabulary):
        yield Measure(key="issues_reopened", on=vocabulary.day(at), value=1)
    if ended_at is None or not is_resolved(fields, vocabulary):
        return
    day = vocabulary.day(ended_at)
    yield Measure(key="issues_resolved", on=day, value=1)
    began_at, points = started_at(steps, vocabulary), points_of(fields, vocabulary)
    if began_at is not None and began_at <= ended_at:
        days = round((ended_at - began_at) / _A_DAY, 2)
        yield Measure(key="issue_cycle_time", on=day, value=days)
    if points is not None:
        yield Measure(key="story_points", on=day, value=points)


def _is_epic(fields: Mapping[str, Any], vocabulary: Vocabulary) -> bool:
    """Cloud tells how high a type stands; on a Data Center an epic has a name of its own."""
    level = some(fields.get("issuetype")).get("hierarchyLevel")
    if isinstance(level, int):
        return level > 0
    return bool(vocabulary.epic_name and fields.get(vocabulary.epic_name))


def _whole_of(fields: Mapping[str, Any]) -> str | None:
    """The id of the story that a sub-task is part of."""
    is_part = some(fields.get("issuetype")).get("subtask") is True
    return text(some(fields.get("parent")).get("id")) or None if is_part else None


def _details(
    key: str, fields: Mapping[str, Any], vocabulary: Vocabulary, steps: Sequence[Step]
) -> dict[str, str | float | bool | None]:
    began_at = started_at(steps, vocabulary)
    return {
        "key": key,
        "project": _named(fields, "project"),
        "type": _named(fields, "issuetype"),
        "status": _named(fields, "status"),
        "resolution": _named(fields, "resolution"),
        "priority": _named(fields, "priority"),
        "created": text(fields.get("created")),
        "started": began_at.isoformat() if began_at else None,
        "due": text(fields.get("duedate")),
        "points": points_of(fields, vocabulary),
        "reopened": len(reopened(steps, vocabulary)) or None,
        "parent": text(some(fields.get("parent")).get("key")),
        "versions": ", ".join(text(some(v).get("name")) for v in many(fields.get("fixVersions"))),
        "sprint": ", ".join(sprints_in(fields.get(vocabulary.sprint))),
    }


def _named(fields: Mapping[str, Any], name: str) -> str:
    return text(some(fields.get(name)).get("name"))


def _link(site_url: str, key: str) -> str | None:
    address = f"{site_url}/browse/{key}"
    fits = site_url and key and len(address) <= _LONGEST_URL
    return address if fits and address.isascii() and " " not in address else None
