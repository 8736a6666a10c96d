"""The words every issue of this Jira is described with, and the ids they go by."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Category:
    id: int
    key: str
    name: str
    colour: str


NEW = Category(2, "new", "To Do", "blue-gray")
UNDER_WAY = Category(4, "indeterminate", "In Progress", "yellow")
DONE = Category(3, "done", "Done", "green")
CATEGORIES = (NEW, UNDER_WAY, DONE)

STATUSES: dict[str, tuple[int, Category]] = {
    "Open": (1, NEW),
    "In Progress": (3, UNDER_WAY),
    "Reopened": (4, NEW),
    "Resolved": (5, DONE),
    "Closed": (6, DONE),
    "Backlog": (10000, NEW),
    "Selected for Development": (10001, UNDER_WAY),
    "Done": (10002, DONE),
    "To Do": (10003, NEW),
    "Review": (10011, UNDER_WAY),
    "Pull Request": (10013, UNDER_WAY),
    "Won't Fix": (10014, DONE),
}
TYPES = {
    "Bug": 1,
    "New Feature": 2,
    "Task": 3,
    "Improvement": 4,
    "Sub-task": 5,
    "Epic": 10000,
    "Story": 10001,
    "Sub-issue": 10002,
    "Source": 10003,
    "Design": 10004,
}
SUBTASKS = {"Sub-task", "Sub-issue"}
PRIORITIES = {
    "Blocker": 1,
    "Critical": 2,
    "Medium": 3,
    "Minor": 4,
    "Trivial": 5,
    "Major": 10000,
    "High": 10001,
}
RESOLUTIONS = {
    "Fixed": 1,
    "Won't Fix": 2,
    "Duplicate": 3,
    "Incomplete": 4,
    "Cannot Reproduce": 5,
    "Done": 10000,
    "Won't Do": 10001,
    "Migrated": 10002,
    "Not A Bug": 10003,
    "Escalated": 10004,
}


def category_of(status: str) -> Category:
    return STATUSES[status][1]
