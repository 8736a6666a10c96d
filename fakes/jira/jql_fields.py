"""The fields that JQL may name here, and those it may order by."""

from collections.abc import Callable

from fakes.jira import vocabulary
from fakes.jira.jql_clauses import Asker, Clause, Known, Test, by_moment, by_text, by_words
from fakes.jira.resolution import resolution_date
from fakes.jira.world import Account, Issue, World


def _who(account: Account | None) -> set[str]:
    if account is None:
        return set()
    return {part.lower() for part in (account.id, account.username, account.name, account.email)}


def _numbered(name: str | None, ids: dict[str, int]) -> set[str]:
    return {name.lower(), str(vocabulary.number_of(name, ids))} if name else set()


def _sprint_words(issue: Issue) -> set[str]:
    functions = {
        "active": "opensprints()",
        "closed": "closedsprints()",
        "future": "futuresprints()",
    }
    return {
        word
        for sprint in issue.sprints
        for word in (str(sprint.id), sprint.name.lower(), functions[sprint.state])
    }


def _project_words(issue: Issue) -> set[str]:
    project = issue.project
    return {project.key.lower(), project.name.lower(), str(project.id)}


def _projects(world: World) -> set[str]:
    return {
        word
        for project in world.projects.values()
        for word in (project.key.lower(), project.name.lower(), str(project.id))
    }


def _words_of(ids: dict[str, int]) -> Known:
    known = {name.lower() for name in ids} | {str(number) for number in ids.values()}
    return lambda _: known


_STATUS_IDS = {name: number for name, (number, _) in vocabulary.STATUSES.items()}


def _category_words(issue: Issue) -> set[str]:
    category = vocabulary.category_of(issue.status)
    return {category.key, category.name.lower(), str(category.id)}


def _key_in_order(issue: Issue) -> str:
    return f"{issue.project.key}-{int(issue.key.rsplit('-', 1)[1]):09d}"


_KEY = by_words(
    lambda issue: {issue.key.lower(), str(issue.id)},
    lambda world: {w for i in world.issues.values() for w in (i.key.lower(), str(i.id))},
)
_TYPE = by_words(lambda i: _numbered(i.type, vocabulary.TYPES), _words_of(vocabulary.TYPES))
_RESOLVED = by_moment(resolution_date)

FIELDS: dict[str, Callable[[Clause, Asker], Test]] = {
    "project": by_words(_project_words, _projects),
    **dict.fromkeys(("key", "issuekey", "issue", "id"), _KEY),
    "status": by_words(lambda i: _numbered(i.status, _STATUS_IDS), _words_of(_STATUS_IDS)),
    "statuscategory": by_words(_category_words),
    "assignee": by_words(lambda issue: _who(issue.assignee)),
    **dict.fromkeys(("reporter", "creator"), by_words(lambda issue: _who(issue.reporter))),
    **dict.fromkeys(("issuetype", "type"), _TYPE),
    "priority": by_words(
        lambda i: _numbered(i.priority, vocabulary.PRIORITIES), _words_of(vocabulary.PRIORITIES)
    ),
    "resolution": by_words(lambda i: _numbered(i.resolution, vocabulary.RESOLUTIONS)),
    "labels": by_words(lambda issue: {label.lower() for label in issue.labels}),
    "component": by_words(lambda issue: {name.lower() for name in issue.components}),
    "fixversion": by_words(
        lambda i: {w for v in i.fix_versions for w in (v.name.lower(), str(v.id))}
    ),
    "sprint": by_words(_sprint_words),
    "parent": by_words(lambda i: {i.parent.key.lower(), str(i.parent.id)} if i.parent else set()),
    "summary": by_text(lambda issue: issue.summary),
    "text": by_text(lambda issue: f"{issue.summary}\n{issue.description}"),
    "created": by_moment(lambda issue: issue.created),
    "updated": by_moment(lambda issue: issue.updated),
    **dict.fromkeys(("resolved", "resolutiondate"), _RESOLVED),
}

ORDERS: dict[str, Callable[[Issue], str | float]] = {
    **dict.fromkeys(("key", "issuekey"), _key_in_order),
    "id": lambda issue: issue.id,
    "created": lambda issue: issue.created.timestamp(),
    "updated": lambda issue: issue.updated.timestamp(),
    **dict.fromkeys(
        ("resolved", "resolutiondate"),
        lambda issue: ended.timestamp() if (ended := resolution_date(issue)) else 0.0,
    ),
    "project": lambda issue: issue.project.key,
    "status": lambda issue: float(vocabulary.status_number(issue.status)),
    "priority": lambda issue: float(vocabulary.PRIORITIES.get(issue.priority or "", 0)),
    "assignee": lambda issue: issue.assignee.name if issue.assignee else "",
    "summary": lambda issue: issue.summary,
}
