"""The words every issue of this Jira is described with, and the ids they go by.

A word that is not among them is as good as any other: real sites have made up thousands.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field


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


_MADE_UP, _AS_MANY = 100_000, 800_000
IN_CHINESE: Mapping[str, str] = {
    "Open": "开放", "In Progress": "正在处理", "Reopened": "重新打开", "Resolved": "已解决",
    "Closed": "已关闭", "Done": "完成", "To Do": "待办", "Backlog": "待办事项",
    "Won't Fix": "不修复", "Bug": "故障", "Task": "任务", "Improvement": "改进",
    "New Feature": "新功能", "Sub-task": "子任务", "Epic": "史诗", "Story": "故事",
    "Fixed": "已修复", "Duplicate": "重复", "Incomplete": "不完整",
    "Cannot Reproduce": "无法重现", "Won't Do": "不做", "Medium": "中", "High": "高",
    "Story Points": "故事点", "Story point estimate": "故事点估算",
}  # fmt: skip
"""What a Jira in Chinese calls them. Their ids, and what a history says, stay as they are."""


@dataclass
class Words:
    """One site's: statuses of its own, and what anything is called there."""

    statuses: dict[str, tuple[int, Category]] = field(default_factory=lambda: dict(STATUSES))
    called: dict[str, str] = field(default_factory=dict)

    def status(self, name: str) -> tuple[int, Category]:
        return self.statuses.get(name) or (number_of(name, {}), category_of(name))

    def call(self, name: str) -> str:
        return self.called.get(name, name)

    def speak(self, language: str) -> None:
        self.called = dict(IN_CHINESE) if language.startswith("zh") else {}


def number_of(name: str, known: Mapping[str, int]) -> int:
    """The id; of a word that nobody knows, one that is always the same."""
    return known.get(name) or _MADE_UP + zlib.crc32(name.encode()) % _AS_MANY


def category_of(status: str) -> Category:
    """Work in a status that nobody knows is under way."""
    return STATUSES[status][1] if status in STATUSES else UNDER_WAY


def status_number(status: str) -> int:
    return STATUSES[status][0] if status in STATUSES else number_of(status, {})
