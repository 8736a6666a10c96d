"""A world from the issues of a real Jira: the archive of the Fluid project, and a sample's REST."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from fakes.jira import derived, vocabulary
from fakes.jira.people import add_people, admin_of
from fakes.jira.recorded import add_recorded
from fakes.jira.world import Comment, Issue, Project, Version, World

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "jira"
_ISSUES = "fluid-issues.jsonl.gz"
_DOMAIN = "fluid.example"
WEEK = timedelta(weeks=1)

Raw = dict[str, Any]


def has_data(folder: Path) -> bool:
    return (folder / _ISSUES).is_file()


def fluid(folder: Path, now: datetime, *, moved: bool) -> World:
    """All 7,068 issues. `moved` brings them forward by whole weeks, until the newest is of late."""
    with gzip.open(folder / _ISSUES, "rt", encoding="utf-8") as lines:
        rows: list[Raw] = [json.loads(line) for line in lines]
    by = _weeks_since(max(moment(row["updated"]) for row in rows), now) if moved else 0 * WEEK
    world = World(admin_of(_DOMAIN, "America/Toronto"))
    add_people(world, _names(rows), _DOMAIN)
    for number, row in enumerate(rows):
        _add_issue(world, row, 10_000 + number, by)
    add_recorded(world, folder / "rest", by)
    derived.complete(world, now)
    return world


def _weeks_since(newest: datetime, now: datetime) -> timedelta:
    return (now - newest) // WEEK * WEEK


def moment(text: str) -> datetime:
    """With the milliseconds and the offset as Jira writes them."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f%z").astimezone(UTC)


def _names(rows: list[Raw]) -> list[str]:
    authors = {comment["author"] for row in rows for comment in row["comments"]}
    named = {row.get(role) for row in rows for role in ("assignee", "reporter")}
    return sorted(name for name in authors | named if name)


def _add_issue(world: World, row: Raw, id: int, by: timedelta) -> None:
    project = _project(world, row["project"]["key"], row["project"]["title"])
    issue = Issue(
        id=id,
        project=project,
        key=row["key"],
        summary=row["summary"] or row["key"],
        type=row["type"],
        status=row["status"],
        created=moment(row["date"]) + by,
        updated=moment(row["updated"]) + by,
        description=row["description"] or "",
        priority=row.get("priority"),
        resolution=_resolution(row),
        assignee=world.account(row.get("assignee") or ""),
        reporter=world.account(row.get("reporter") or ""),
        components=row["components"],
        fix_versions=[_version(world, project, name) for name in row["fixVersions"]],
    )
    for number, raw in enumerate(row["comments"], 1):
        author = world.account(raw["author"] or "") or world.admin
        issue.comments.append(
            Comment(id * 100 + number, author, moment(raw["date"]) + by, raw["body"])
        )
    issue.resolved = _resolved(issue)
    world.add_issue(issue)


def _resolution(row: Raw) -> str | None:
    """The archive leaves it out for some that are done, and keeps it for some reopened."""
    is_done = vocabulary.category_of(row["status"]) is vocabulary.DONE
    return (row.get("resolution") or "Done") if is_done else None


def _resolved(issue: Issue) -> datetime | None:
    """Derived: the last word said on it, since whole projects were touched in bulk later."""
    if issue.resolution is None:
        return None
    return max([comment.at for comment in issue.comments], default=issue.updated)


def _project(world: World, key: str, name: str) -> Project:
    if key not in world.projects:
        number = len(world.projects)
        world.projects[key] = Project(10_000 + number, key, name, world.admin)
    return world.projects[key]


def _version(world: World, project: Project, name: str) -> Version:
    for version in world.versions.values():
        if version.project is project and version.name == name:
            return version
    version = Version(20_000 + len(world.versions), project, name)
    world.versions[version.id] = version
    return version
