"""A small world of the fakes' own: the demo's people at work, up to last Friday."""

from datetime import UTC, datetime, timedelta

from fakes.jira import derived
from fakes.jira.people import add_people, admin_of, share
from fakes.jira.world import Issue, Project, Version, World

_DOMAIN = "demo.example"
_WEEKS = {
    "Omar Haddad": (3, 4, 4, 5, 4, 3, 2, 1),
    "Ana Souza": (2, 2, 3, 2, 3, 4, 3, 4),
    "Ivan Petrov": (1, 2, 1, 2, 1, 0, 2, 1),
    "Mei Lin": (1, 1, 0, 1, 1, 1, 0, 1),
}
"""Resolved week by week, the last whole week at the end. Omar's numbers fall four weeks long."""
_SHY = {"Ivan Petrov"}
"""Whose account can only be known by the name."""
_DEEDS = ("Make", "Mend", "Speed up", "Document", "Test")
_THINGS = ("the import", "the sign-in page", "the weekly report", "search", "the mail templates")
_OPEN = 8


def demo(now: datetime) -> World:
    world = World(admin_of(_DOMAIN, "Asia/Shanghai"))
    add_people(world, [*_WEEKS, "Hua Zhang", "Lin Tao"], _DOMAIN)
    for name in (*_WEEKS, "Hua Zhang"):
        _know(world, name)
    project = world.projects["TEAM"] = Project(10_000, "TEAM", "Team", world.admin)
    version = world.versions[20_000] = Version(20_000, project, "1.0")
    monday = datetime(now.year, now.month, now.day, tzinfo=UTC) - timedelta(days=now.weekday())
    weeks = len(_WEEKS["Mei Lin"])
    for week in range(weeks):
        begins = monday - timedelta(weeks=weeks - week)
        for name, counts in _WEEKS.items():
            for place in range(counts[week]):
                done = begins + timedelta(days=place % 5, hours=9, minutes=7 * place)
                _issue(world, name, done, done, version if week < weeks // 2 else None)
    for place, name in enumerate([*_WEEKS] * (_OPEN // len(_WEEKS))):
        _issue(world, name, monday - timedelta(days=place + 1), None, None)
    derived.complete(world, now)
    return world


def blank() -> World:
    """A site with nothing in it but its admin: it can be chosen too."""
    return World(admin_of("blank.example", "Etc/UTC"))


def _know(world: World, name: str) -> None:
    """The demo's people have short addresses, and work here."""
    account = world.account(name)
    if account is not None:
        account.shows_email = name not in _SHY
        account.email = f"{name.split(maxsplit=1)[0].lower()}@{_DOMAIN}"
        account.active = True


def _issue(
    world: World, name: str, at: datetime, done: datetime | None, version: Version | None
) -> None:
    number = len(world.issues) + 1
    key = f"TEAM-{number}"
    world.add_issue(
        Issue(
            id=10_000 + number,
            project=world.projects["TEAM"],
            key=key,
            summary=f"{_DEEDS[share(key, 5)]} {_THINGS[number % 5]} ({number})",
            type=("Task", "Story", "Bug")[number % 3],
            status="Done" if done else ("To Do", "In Progress")[number % 2],
            created=at - timedelta(days=9),
            updated=at,
            description=f"As agreed with {world.admin.name}.\n\nWhat is left is in the summary.",
            priority="Medium",
            resolution="Done" if done else None,
            resolved=done,
            assignee=world.account(name),
            reporter=world.account("Mei Lin"),
            fix_versions=[version] if version else [],
        )
    )
