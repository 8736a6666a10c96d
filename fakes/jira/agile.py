"""Boards and sprints, at `/rest/agile/1.0`."""

from collections.abc import Callable

from fakes.jira import shapes
from fakes.jira.call import Answer, Call, Endpoint, Refusal
from fakes.jira.search import numbered_page, parsed, token_page
from fakes.jira.shapes import Json
from fakes.jira.site import CLOUD
from fakes.jira.values import FIELDS, POINTS
from fakes.jira.world import Board, Issue, Sprint

_STATES = ("closed", "active", "future")
_MOST = 50
_BY_TOKENS = "/rest/software/1.0"
_BOARDS = ("read:board-scope:jira-software", "read:project:jira")
_CONFIGURATION = ("read:board-scope.admin:jira-software", "read:project:jira")
_SPRINTS = ("read:sprint:jira-software",)
_SPRINT_ISSUES = ("read:sprint:jira-software", "read:issue-details:jira", "read:jql:jira")
_BOARD_ISSUES = ("read:board-scope:jira-software", "read:issue-details:jira")


def boards(call: Call) -> Answer:
    project, kinds, name = call.text("projectKeyOrId"), call.texts("type"), call.text("name")
    about = call.world.project(project)
    if project and about is None:
        raise Refusal(400, f"No project could be found with key or id '{project}'.")
    found = [
        board
        for board in call.world.boards.values()
        if (about is None or board.project is about)
        and (not kinds or board.kind in kinds)
        and name.lower() in board.name.lower()
    ]
    start, limit = call.number("startAt", 0), call.number("maxResults", _MOST, _MOST)
    kept = [shapes.board(call.frame, one) for one in found[start : start + limit]]
    return Answer(shapes.page(kept, start, limit, len(found)), len(kept))


def one_board(call: Call) -> Answer:
    return Answer(shapes.board(call.frame, _board(call)), 1)


def configuration(call: Call) -> Answer:
    """Its last column is where work is done; a scrum board says which field its points are in."""
    board = _board(call)
    told: Json = {
        "id": board.id,
        "name": board.name,
        "type": board.kind,
        "self": call.frame.agile(f"board/{board.id}/configuration"),
        "location": {
            "type": "project",
            "key": board.project.key,
            "id": str(board.project.id),
            "self": call.frame.api(f"project/{board.project.id}"),
            "name": board.project.name,
        },
        "filter": {"id": str(board.id), "self": call.frame.api(f"filter/{board.id}")},
        "columnConfig": {
            "columns": [_column(call, *column) for column in board.columns],
            "constraintType": "issueCount",
        },
        "ranking": {"rankCustomFieldId": 10019},
    }
    if board.kind == "scrum":
        field = {"fieldId": POINTS, "displayName": FIELDS[POINTS].name}
        told["estimation"] = {"type": "field", "field": field}
    return Answer(told, 1)


def _column(call: Call, name: str, statuses: list[str]) -> Json:
    ids = [str(call.frame.words.status(status)[0]) for status in statuses]
    return {
        "name": name,
        "statuses": [{"id": one, "self": call.frame.api(f"status/{one}")} for one in ids],
    }


def board_issues(call: Call) -> Answer:
    board = _board(call)
    return _issues(call, lambda issue: issue.project is board.project)


def sprints(call: Call) -> Answer:
    """First those that are over, then the active one, then those to come."""
    board, states = _board(call), call.texts("state")
    if board.kind != "scrum":
        raise Refusal(400, "The board does not support sprints")
    wrong = set(states) - set(_STATES)
    if wrong:
        raise Refusal(400, f"The sprint state is not valid: {', '.join(sorted(wrong))}")
    found = sorted(
        (
            sprint
            for sprint in call.world.sprints.values()
            if sprint.board is board and (not states or sprint.state in states)
        ),
        key=lambda one: (_STATES.index(one.state), one.id),
    )
    start, limit = call.number("startAt", 0), call.number("maxResults", _MOST, _MOST)
    kept = [shapes.sprint(call.frame, one) for one in found[start : start + limit]]
    return Answer(shapes.page(kept, start, limit, len(found)), len(kept))


def one_sprint(call: Call) -> Answer:
    return Answer(shapes.sprint(call.frame, _sprint(call)), 1)


def sprint_issues(call: Call) -> Answer:
    sprint = _sprint(call)
    return _issues(call, lambda issue: sprint in issue.sprints)


def _issues(call: Call, belongs: Callable[[Issue], bool]) -> Answer:
    """With what only this API gives: the sprint an issue is in, and those it was in.

    Cloud has each list twice: counted below /rest/agile, and by tokens below /rest/software.
    """
    query, text = parsed(call, may_be_unbounded=True)
    found = [issue for issue in query.select(call.world.issues.values()) if belongs(issue)]
    if call.by_tokens:
        answer = token_page(call, query, text, found, "*navigable")
    else:
        answer = numbered_page(call, found, most=100)
    wanted = set(call.texts("fields"))
    if isinstance(answer.body, dict) and (not wanted or wanted & {"sprint", "closedSprints"}):
        for shown in answer.body["issues"]:
            issue = call.world.issue(shown["id"])
            shown["fields"] |= _sprint_fields(call, issue) if issue else {}
    return answer


def _sprint_fields(call: Call, issue: Issue) -> Json:
    alive = [one for one in issue.sprints if one.state != "closed"]
    over = [one for one in issue.sprints if one.state == "closed"]
    return {
        "sprint": shapes.sprint(call.frame, alive[0]) if alive else None,
        "closedSprints": [shapes.sprint(call.frame, one) for one in over],
    }


def _board(call: Call) -> Board:
    board = call.world.boards.get(call.number_in_path("board"))
    if board is None:
        raise Refusal(404, "The requested board cannot be viewed because it either does not exist.")
    return board


def _sprint(call: Call) -> Sprint:
    sprint = call.world.sprints.get(call.number_in_path("sprint"))
    if sprint is None:
        raise Refusal(404, "The requested sprint does not exist.")
    return sprint


ENDPOINTS = [
    Endpoint("GET", "/rest/agile/1.0/board", boards, _BOARDS),
    Endpoint("GET", "/rest/agile/1.0/board/{board}", one_board, _BOARD_ISSUES),
    Endpoint("GET", "/rest/agile/1.0/board/{board}/configuration", configuration, _CONFIGURATION),
    Endpoint("GET", "/rest/agile/1.0/board/{board}/issue", board_issues, _BOARD_ISSUES),
    Endpoint("GET", "/rest/agile/1.0/board/{board}/sprint", sprints, _SPRINTS),
    Endpoint("GET", "/rest/agile/1.0/sprint/{sprint}", one_sprint, _SPRINTS),
    Endpoint("GET", "/rest/agile/1.0/sprint/{sprint}/issue", sprint_issues, _SPRINT_ISSUES),
    Endpoint(
        "GET", "/rest/software/1.0/board/{board}/issue", board_issues, _BOARD_ISSUES, on=(CLOUD,)
    ),
    Endpoint(
        "GET",
        "/rest/software/1.0/sprint/{sprint}/issue",
        sprint_issues,
        _SPRINT_ISSUES,
        on=(CLOUD,),
    ),
]
