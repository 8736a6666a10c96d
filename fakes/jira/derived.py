"""What the archive does not tell, made up so that it fits what it does tell.

It has no history, no estimates and no sprints. From who reported, who was assigned, when an
issue was created and when it ended follow its changes; from its key its points; from the
fortnight in which it ended its sprint. The same input gives the same output.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from fakes.jira import vocabulary
from fakes.jira.people import share
from fakes.jira.world import Account, Board, Change, Issue, Item, Project, Sprint, World

FORTNIGHT = timedelta(weeks=2)
_EPOCH = datetime(2007, 1, 1, 9, tzinfo=UTC)
"""A Monday; sprints begin a whole number of fortnights after it."""
_POINTS = (1, 2, 3, 5, 8, 13)
_PLANS_IN_SPRINTS = 200
_COLUMNS = [
    ("To Do", ["Open", "Reopened", "To Do", "Backlog"]),
    ("In Progress", ["In Progress", "Review", "Pull Request", "Selected for Development"]),
    ("Done", ["Resolved", "Closed", "Done", "Won't Fix"]),
]


def complete(world: World, now: datetime) -> None:
    by_project: dict[str, list[Issue]] = {key: [] for key in world.projects}
    for issue in world.issues.values():
        by_project[issue.project.key].append(issue)
        if not issue.changes:
            issue.changes = list(_history(issue, world))
            issue.points = _points(issue)
    for project in world.projects.values():
        issues = by_project[project.key]
        if not any(world.boards_of(project)):
            _give_board(world, project, issues, now)
    _release_versions(world)


def _points(issue: Issue) -> float | None:
    """Four in five are estimated; parts of an issue and what is not work are not."""
    if issue.type in vocabulary.SUBTASKS | {"Epic"} or share(issue.key, 5) == 0:
        return None
    return float(_POINTS[share(f"points {issue.key}", len(_POINTS))])


def _history(issue: Issue, world: World) -> Iterator[Change]:
    """At most five changes: taken on, handed over, begun, ended, and closed."""
    steps = list(_steps(issue, world))
    ends = issue.resolved or issue.updated
    for number, (author, items) in enumerate(steps, 1):
        is_last = issue.resolved is not None and number == len(steps)
        at = ends if is_last else issue.created + (ends - issue.created) * number / 6
        yield Change(issue.id * 10 + number, author, at, items)


def _steps(issue: Issue, world: World) -> Iterator[tuple[Account, tuple[Item, ...]]]:
    reporter, assignee = issue.reporter or world.admin, issue.assignee
    actor = assignee or reporter
    if assignee is not None:
        first = reporter if share(issue.key, 4) == 0 and reporter is not assignee else assignee
        yield reporter, (assigned(None, first),)
        if first is not assignee:
            yield reporter, (assigned(first, assignee),)
    first_status = "To Do" if issue.status in {"To Do", "Done"} else "Open"
    if issue.status == first_status:
        return
    if vocabulary.category_of(issue.status) is vocabulary.DONE:
        yield actor, (moved(first_status, "In Progress"),)
        yield actor, (moved("In Progress", issue.status), resolved(None, issue.resolution))
    else:
        yield actor, (moved(first_status, issue.status),)


def assigned(was: Account | None, now: Account | None) -> Item:
    texts = [(one.id, one.name) if one else (None, None) for one in (was, now)]
    keys = (was.key if was else None, now.key if now else None)
    return Item("assignee", "assignee", texts[0], texts[1], keys)


def moved(was: str, now: str) -> Item:
    ids = [(str(vocabulary.status_number(status)), status) for status in (was, now)]
    return Item("status", "status", *ids)


def resolved(was: str | None, now: str | None) -> Item:
    ids = [
        (str(vocabulary.number_of(one, vocabulary.RESOLUTIONS)), one) if one else (None, None)
        for one in (was, now)
    ]
    return Item("resolution", "resolution", *ids)


def _give_board(world: World, project: Project, issues: list[Issue], now: datetime) -> None:
    plans = len(issues) >= _PLANS_IN_SPRINTS or project.key == "TEAM"
    number = len(world.boards) + 1
    kind = "scrum" if plans else "kanban"
    board = Board(number, f"{project.key} board", kind, project, _COLUMNS)
    world.boards[number] = board
    if plans:
        _plan(world, board, issues, now)


def _plan(world: World, board: Board, issues: list[Issue], now: datetime) -> None:
    """A closed sprint for each fortnight in which something ended, an active and a future one."""
    current = (now - _EPOCH) // FORTNIGHT
    made: dict[int, Sprint] = {}
    ended = sorted((issue for issue in issues if issue.resolved), key=lambda one: str(one.resolved))
    for issue in ended:
        number = ((issue.resolved or now) - _EPOCH) // FORTNIGHT
        sprint = made.setdefault(number, _sprint(board, number, current, len(made)))
        issue.sprints = [sprint]
    for number in (current, current + 1):
        made.setdefault(number, _sprint(board, number, current, len(made)))
    still_open = [issue for issue in issues if issue.resolved is None and issue.assignee]
    for issue in sorted(still_open, key=lambda one: one.updated)[-10:]:
        issue.sprints = [made[current]]
    world.sprints.update((sprint.id, sprint) for sprint in made.values())


def _sprint(board: Board, number: int, current: int, place: int) -> Sprint:
    starts = _EPOCH + number * FORTNIGHT
    ends = starts + FORTNIGHT - timedelta(days=3)
    state = "closed" if number < current else "active" if number == current else "future"
    name = f"{board.project.key} Sprint {place + 1}"
    completed = ends if state == "closed" else None
    goal = f"What {board.project.name} needs next" if state == "active" else ""
    return Sprint(board.id * 1000 + place, board, name, state, starts, ends, completed, goal)


def _release_versions(world: World) -> None:
    """A version was released on the day on which the last of its issues ended."""
    for version in world.versions.values():
        issues = [one for one in world.issues.values() if version in one.fix_versions]
        ends = [issue.resolved for issue in issues if issue.resolved]
        if ends and len(ends) == len(issues):
            version.released, version.released_on = True, max(ends).date()
