"""What one Jira knows: its people, projects, boards and issues, and what happened to each.

Everything here leads to everything else, so nothing prints itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from fakes.jira.vocabulary import Words


@dataclass(eq=False, repr=False)
class Account:
    id: str
    name: str
    username: str
    key: str
    email: str
    shows_email: bool = True
    """Cloud leaves the address out for whoever keeps it to themselves; Data Center shows it."""
    active: bool = True
    kind: str = "atlassian"
    time_zone: str = "Etc/UTC"


@dataclass(eq=False, repr=False)
class Project:
    id: int
    key: str
    name: str
    lead: Account


@dataclass(eq=False, repr=False)
class Version:
    id: int
    project: Project
    name: str
    released: bool = False
    released_on: date | None = None


@dataclass(eq=False, repr=False)
class Board:
    id: int
    name: str
    kind: str
    """scrum, or kanban, which has no sprints"""
    project: Project
    columns: list[tuple[str, list[str]]] = field(default_factory=list)
    """Each with the names of its statuses. The last one is where work is done."""


@dataclass(eq=False, repr=False)
class Sprint:
    id: int
    board: Board
    name: str
    state: str
    """future, active or closed"""
    starts: datetime | None = None
    ends: datetime | None = None
    completed: datetime | None = None
    goal: str = ""


@dataclass(frozen=True)
class Item:
    """One field of a change. What it was and is: the id, and the text for people."""

    field: str
    field_id: str
    was: tuple[str | None, str | None]
    now: tuple[str | None, str | None]
    keys: tuple[str | None, str | None] | None = None
    """What Data Center has for the two ids, where it has others: it knows people by their keys."""

    @property
    def is_custom(self) -> bool:
        return self.field_id.startswith("customfield_")


@dataclass(frozen=True)
class Change:
    id: int
    author: Account
    at: datetime
    items: tuple[Item, ...]


@dataclass(eq=False, repr=False)
class Comment:
    id: int
    author: Account
    at: datetime
    body: str


@dataclass(eq=False, repr=False)
class Issue:
    id: int
    project: Project
    key: str
    summary: str
    type: str
    status: str
    created: datetime
    updated: datetime
    description: str = ""
    priority: str | None = None
    resolution: str | None = None
    resolved: datetime | None = None
    due: date | None = None
    assignee: Account | None = None
    reporter: Account | None = None
    labels: list[str] = field(default_factory=list)
    components: list[str] = field(default_factory=list)
    fix_versions: list[Version] = field(default_factory=list)
    parent: "Issue | None" = None
    points: float | None = None
    sprints: list[Sprint] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    """Oldest first."""
    comments: list[Comment] = field(default_factory=list)


@dataclass(frozen=True)
class Happening:
    """What webhooks tell: which event, about what, by whom."""

    event: str
    at: datetime
    by: Account
    issue: Issue | None = None
    change: Change | None = None
    comment: Comment | None = None
    version: Version | None = None
    sprint: Sprint | None = None


@dataclass(eq=False, repr=False)
class World:
    admin: Account
    accounts: dict[str, Account] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    versions: dict[int, Version] = field(default_factory=dict)
    boards: dict[int, Board] = field(default_factory=dict)
    sprints: dict[int, Sprint] = field(default_factory=dict)
    issues: dict[str, Issue] = field(default_factory=dict)
    """By key."""
    hidden: list[Issue] = field(default_factory=list)
    lost: list[Project] = field(default_factory=list)
    """Archived, or closed to who asks: for them these are not there."""
    words: Words = field(default_factory=Words)
    listeners: list[Callable[[Happening], None]] = field(default_factory=list)
    _last_id: int = 900_000
    _by_id: dict[int, Issue] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.add_account(self.admin)

    def add_account(self, account: Account) -> Account:
        self.accounts[account.id] = account
        return account

    def add_issue(self, issue: Issue) -> Issue:
        self.issues[issue.key] = self._by_id[issue.id] = issue
        return issue

    def remove_issue(self, issue: Issue) -> None:
        del self.issues[issue.key], self._by_id[issue.id]

    def issue(self, id_or_key: str) -> Issue | None:
        if id_or_key.isdecimal():
            return self._by_id.get(int(id_or_key))
        return self.issues.get(id_or_key.upper())

    def project(self, id_or_key: str) -> Project | None:
        if id_or_key.isdecimal():
            return next((p for p in self.projects.values() if str(p.id) == id_or_key), None)
        return self.projects.get(id_or_key.upper())

    def account(self, who: str) -> Account | None:
        """By account id, user name, user key, address or full name."""
        return self.accounts.get(who) or next(
            (a for a in self.accounts.values() if who in {a.username, a.key, a.email, a.name}), None
        )

    def boards_of(self, project: Project) -> Iterable[Board]:
        return (board for board in self.boards.values() if board.project is project)

    def next_id(self) -> int:
        """For what is made after loading: above every id of what was loaded."""
        self._last_id += 1
        return self._last_id

    def tell(self, happening: Happening) -> None:
        for listener in self.listeners:
            listener(happening)
