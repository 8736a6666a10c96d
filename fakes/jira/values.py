"""The fields of an issue: what each is called, and what it holds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from fakes.jira import shapes, terms
from fakes.jira.people import share
from fakes.jira.resolution import resolution_date
from fakes.jira.shapes import Json
from fakes.jira.site import Frame, stamp
from fakes.jira.world import Issue

SPRINT, POINT_ESTIMATE, POINTS = "customfield_10020", "customfield_10016", "customfield_10026"
INLINE = 20
"""Comments and changes that come with an issue of a search; more are asked for apart."""


@dataclass(frozen=True)
class Field:
    name: str
    type: str
    value: Callable[[Frame, Issue], object]
    items: str | None = None
    custom: str | None = None
    clauses: tuple[str, ...] = ()
    navigable: bool = True

    def schema(self, id: str) -> Json:
        told: Json = {"type": self.type}
        if self.items:
            told["items"] = self.items
        if self.custom is None:
            return told | {"system": id}
        return told | {"custom": self.custom, "customId": int(id.removeprefix("customfield_"))}

    def details(self, id: str) -> Json:
        """As the list of fields has it."""
        is_custom = self.custom is not None
        own = (f"cf[{id.removeprefix('customfield_')}]", self.name) if is_custom else (id,)
        return {
            "id": id,
            "key": id,
            "name": self.name,
            "custom": is_custom,
            "orderable": True,
            "navigable": self.navigable,
            "searchable": True,
            "clauseNames": [*own, *self.clauses],
            "schema": self.schema(id),
        }


def _comments(frame: Frame, issue: Issue) -> Json:
    shown = [shapes.comment(frame, issue.id, each) for each in issue.comments[:INLINE]]
    told: Json = {"startAt": 0, "maxResults": len(shown), "total": len(issue.comments)}
    return told | {"comments": shown, "self": frame.api(f"issue/{issue.id}/comment")}


def _parent(frame: Frame, issue: Issue) -> Json | None:
    if issue.parent is None:
        return None
    about = issue.parent
    fields = {"summary": about.summary, "status": terms.status(frame, about.status)}
    link = frame.api(f"issue/{about.id}")
    return {"id": str(about.id), "key": about.key, "self": link, "fields": fields}


def _components(frame: Frame, issue: Issue) -> list[Json]:
    ids = {name: str(30_000 + share(name, 60_000)) for name in issue.components}
    return [
        {"self": frame.api(f"component/{number}"), "id": number, "name": name}
        for name, number in ids.items()
    ]


def _sprints(frame: Frame, issue: Issue) -> object:
    if not issue.sprints:
        return None
    if frame.is_cloud:
        return [shapes.sprint_in_field(each) for each in issue.sprints]
    return [shapes.sprint_as_text(each) for each in issue.sprints]


_GREENHOPPER = "com.pyxis.greenhopper.jira"
_NUMBER = "com.atlassian.jira.plugin.system.customfieldtypes:float"

FIELDS: dict[str, Field] = {
    "summary": Field("Summary", "string", lambda _, issue: issue.summary),
    "issuetype": Field(
        "Issue Type",
        "issuetype",
        lambda f, issue: terms.issue_type(f, issue.type),
        clauses=("type",),
    ),
    "project": Field("Project", "project", lambda f, issue: shapes.project(f, issue.project)),
    "status": Field("Status", "status", lambda f, issue: terms.status(f, issue.status)),
    "priority": Field("Priority", "priority", lambda f, issue: terms.priority(f, issue.priority)),
    "resolution": Field(
        "Resolution", "resolution", lambda f, issue: terms.resolution(f, issue.resolution)
    ),
    "assignee": Field("Assignee", "user", lambda f, issue: shapes.user(f, issue.assignee)),
    "reporter": Field("Reporter", "user", lambda f, issue: shapes.user(f, issue.reporter)),
    "creator": Field("Creator", "user", lambda f, issue: shapes.user(f, issue.reporter)),
    "created": Field("Created", "datetime", lambda _, issue: stamp(issue.created)),
    "updated": Field("Updated", "datetime", lambda _, issue: stamp(issue.updated)),
    "resolutiondate": Field(
        "Resolved",
        "datetime",
        lambda _, issue: stamp(resolution_date(issue)),
        clauses=("resolved",),
    ),
    "duedate": Field(
        "Due date",
        "date",
        lambda _, issue: issue.due.isoformat() if issue.due else None,
        clauses=("due",),
    ),
    "labels": Field("Labels", "array", lambda _, issue: list(issue.labels), items="string"),
    "components": Field("Components", "array", _components, items="component"),
    "fixVersions": Field(
        "Fix versions",
        "array",
        lambda f, issue: [shapes.version(f, each) for each in issue.fix_versions],
        items="version",
        clauses=("fixVersion",),
    ),
    "parent": Field("Parent", "issuelink", _parent),
    "description": Field(
        "Description", "string", lambda f, issue: shapes.text(f, issue.description)
    ),
    "comment": Field("Comment", "comments-page", _comments, navigable=False),
    SPRINT: Field("Sprint", "array", _sprints, items="json", custom=f"{_GREENHOPPER}:gh-sprint"),
    POINT_ESTIMATE: Field(
        "Story point estimate",
        "number",
        lambda _f, _i: None,
        custom=f"{_GREENHOPPER}:jsw-story-points",
    ),
    POINTS: Field("Story Points", "number", lambda _, issue: issue.points, custom=_NUMBER),
}
"""Both fields for points are on real sites: the first belongs to team-managed projects, of which
there is none here. A board's configuration says which one counts."""


def values_of(frame: Frame, issue: Issue, names: Iterable[str]) -> Json:
    """All by name. Only a parent is left out where there is none."""
    told = {name: FIELDS[name].value(frame, issue) for name in names}
    if told.get("parent", issue) is None:
        del told["parent"]
    return told


def chosen(wanted: Sequence[str], default: str) -> list[str]:
    """Which fields `a,b`, `*all`, `*navigable` and `-c` leave; unknown ones are passed over."""
    names = [part.strip() for each in (wanted or [default]) for part in each.split(",")]
    kept: dict[str, None] = {}
    for name in names:
        if name == "*all" or (name.startswith("-") and not kept):
            kept |= dict.fromkeys(FIELDS)
        elif name == "*navigable":
            kept |= dict.fromkeys(one for one, field in FIELDS.items() if field.navigable)
        if name in FIELDS:
            kept[name] = None
        elif name.startswith("-"):
            kept.pop(name[1:], None)
    return list(kept)
