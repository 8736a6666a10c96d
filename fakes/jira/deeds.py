"""What people do in Jira: each leaves its change in the history and is told to webhooks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fakes.jira import vocabulary
from fakes.jira.call import Refusal
from fakes.jira.derived import FORTNIGHT, assigned, moved, resolved
from fakes.jira.values import POINTS, SPRINT
from fakes.jira.world import (
    Account,
    Board,
    Change,
    Comment,
    Happening,
    Issue,
    Item,
    Project,
    Sprint,
    Version,
    World,
)


@dataclass(frozen=True)
class Hand:
    """Whose deed it is, where and when."""

    world: World
    by: Account
    at: datetime

    def create(self, project: Project, summary: str, type: str, status: str) -> Issue:
        numbers = [
            int(key.rsplit("-", 1)[1])
            for key, issue in self.world.issues.items()
            if issue.project is project
        ]
        issue = Issue(
            id=self.world.next_id(),
            project=project,
            key=f"{project.key}-{max(numbers, default=0) + 1}",
            summary=summary,
            type=type,
            status=status,
            created=self.at,
            updated=self.at,
            priority="Medium",
            reporter=self.by,
        )
        return self.world.add_issue(issue)

    def announce(self, issue: Issue) -> None:
        """That it was created, once all about it is said."""
        self.world.tell(Happening("jira:issue_created", self.at, self.by, issue))

    def delete(self, issue: Issue) -> None:
        self.world.remove_issue(issue)
        self.world.tell(Happening("jira:issue_deleted", self.at, self.by, issue))

    def change(self, issue: Issue, *items: Item) -> Change:
        change = Change(self.world.next_id(), self.by, self.at, items)
        issue.changes.append(change)
        issue.updated = self.at
        self.world.tell(Happening("jira:issue_updated", self.at, self.by, issue, change))
        return change

    def move(self, issue: Issue, status: str, resolution: str = "Done") -> None:
        """To another status, with a resolution if that is where work is done, without one else."""
        if status == issue.status:
            return
        is_done = self.world.words.status(status)[1] is vocabulary.DONE
        outcome = (resolution or None) if is_done else None
        items = [moved(issue.status, status)]
        if outcome != issue.resolution:
            items.append(resolved(issue.resolution, outcome))
        issue.status, issue.resolution = status, outcome
        issue.resolved = self.at if is_done else None
        self.change(issue, *items)

    def assign(self, issue: Issue, to: Account | None) -> None:
        item = assigned(issue.assignee, to)
        issue.assignee = to
        self.change(issue, item)

    def rename(self, issue: Issue, summary: str) -> None:
        item = Item("summary", "summary", (None, issue.summary), (None, summary))
        issue.summary = summary
        self.change(issue, item)

    def estimate(self, issue: Issue, points: float | None) -> None:
        texts = [None if value is None else f"{value:g}" for value in (issue.points, points)]
        issue.points = points
        self.change(issue, Item("Story Points", POINTS, (None, texts[0]), (None, texts[1])))

    def plan(self, issue: Issue, sprint: Sprint | None) -> None:
        """Closed sprints it was in stay, as in Jira."""
        after = [one for one in issue.sprints if one.state == "closed" and one is not sprint]
        after += [sprint] if sprint else []
        item = Item("Sprint", SPRINT, _sprints(issue.sprints), _sprints(after))
        issue.sprints = after
        self.change(issue, item)

    def due_on(self, issue: Issue, day: date | None) -> None:
        was, now = [one.isoformat() if one else None for one in (issue.due, day)]
        issue.due = day
        self.change(issue, Item("duedate", "duedate", (was, was), (now, now)))

    def label(self, issue: Issue, labels: list[str]) -> None:
        was, now = " ".join(issue.labels), " ".join(labels)
        issue.labels = labels
        self.change(issue, Item("labels", "labels", (None, was), (None, now)))

    def fix_in(self, issue: Issue, version: Version) -> None:
        if version in issue.fix_versions:
            return
        issue.fix_versions.append(version)
        now = (str(version.id), version.name)
        self.change(issue, Item("Fix Version", "fixVersions", (None, None), now))

    def comment(self, issue: Issue, body: str) -> Comment:
        comment = Comment(self.world.next_id(), self.by, self.at, body)
        issue.comments.append(comment)
        issue.updated = self.at
        self.world.tell(Happening("comment_created", self.at, self.by, issue, comment=comment))
        return comment

    def add_sprint(self, board: Board, name: str, goal: str = "") -> Sprint:
        if board.kind != "scrum":
            raise Refusal(400, "The board does not support sprints")
        sprint = Sprint(self.world.next_id(), board, name, "future", goal=goal)
        self.world.sprints[sprint.id] = sprint
        self.world.tell(Happening("sprint_created", self.at, self.by, sprint=sprint))
        return sprint

    def start_sprint(self, sprint: Sprint, length: timedelta = FORTNIGHT) -> None:
        sprint.state, sprint.starts, sprint.ends = "active", self.at, self.at + length
        self.world.tell(Happening("sprint_started", self.at, self.by, sprint=sprint))

    def close_sprint(self, sprint: Sprint) -> None:
        """What is not done in it goes back to the backlog, and keeps that it was in it."""
        sprint.state, sprint.completed = "closed", self.at
        sprint.starts = sprint.starts or self.at
        sprint.ends = sprint.ends or self.at
        self.world.tell(Happening("sprint_closed", self.at, self.by, sprint=sprint))

    def add_version(self, project: Project, name: str, planned: date | None = None) -> Version:
        version = Version(self.world.next_id(), project, name, released_on=planned)
        self.world.versions[version.id] = version
        self.world.tell(Happening("jira:version_created", self.at, self.by, version=version))
        return version

    def release(self, version: Version) -> None:
        """Its date stays the one that was planned, as in Jira."""
        version.released = True
        version.released_on = version.released_on or self.at.date()
        self.world.tell(Happening("jira:version_released", self.at, self.by, version=version))


def _sprints(sprints: list[Sprint]) -> tuple[str, str]:
    return ", ".join(str(one.id) for one in sprints), ", ".join(one.name for one in sprints)
