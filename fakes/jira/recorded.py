"""Issues as a real Jira Cloud answered them, with the changes that really happened to them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from fakes.jira.people import person
from fakes.jira.vocabulary import STATUSES
from fakes.jira.world import Account, Board, Change, Issue, Item, Project, World

Raw = dict[str, Any]
_ABOVE_OTHERS = 500_000
"""Their ids are those of another Jira and would meet ours."""


def add_recorded(world: World, folder: Path, by: timedelta) -> None:
    """Project SP with its kanban board; nothing where the folder is not."""
    answers: list[Raw] = [json.loads(file.read_text()) for file in sorted(folder.glob("SP-*.json"))]
    if not answers:
        return
    project = Project(_ABOVE_OTHERS, "SP", "Sample Project", world.admin)
    world.projects[project.key] = project
    for answer in answers:
        world.add_issue(_issue(world, project, answer, by))
    configuration = folder / "sample_board_1_configuration.json"
    if configuration.is_file():
        board = _board(project, json.loads(configuration.read_text()), len(world.boards) + 1)
        world.boards[board.id] = board


def _issue(world: World, project: Project, answer: Raw, by: timedelta) -> Issue:
    fields = answer["fields"]
    issue = Issue(
        id=_ABOVE_OTHERS + int(answer["id"]),
        project=project,
        key=answer["key"],
        summary=fields["summary"],
        type=fields["issuetype"]["name"],
        status=fields["status"]["name"],
        created=_moment(fields["created"]) + by,
        updated=_moment(fields["updated"]) + by,
        priority=fields["priority"]["name"],
        resolution=fields["resolution"]["name"] if fields["resolution"] else None,
        reporter=_account(world, fields["reporter"]),
        assignee=_account(world, fields["assignee"]) if fields["assignee"] else None,
    )
    if fields["resolutiondate"]:
        issue.resolved = _moment(fields["resolutiondate"]) + by
    histories = sorted(answer["changelog"]["histories"], key=lambda raw: int(raw["id"]))
    issue.changes = [_change(world, raw, by) for raw in histories]
    return issue


def _change(world: World, raw: Raw, by: timedelta) -> Change:
    return Change(
        int(raw["id"]),
        _account(world, raw["author"]),
        _moment(raw["created"]) + by,
        tuple(
            Item(
                item["field"],
                item.get("fieldId", item["field"]),
                (item["from"], item["fromString"]),
                (item["to"], item["toString"]),
            )
            for item in raw["items"]
        ),
    )


def _account(world: World, raw: Raw) -> Account:
    known = world.account(raw["displayName"])
    if known:
        return known
    return world.add_account(person(raw["displayName"], "sample.example", len(world.accounts)))


def _board(project: Project, raw: Raw, number: int) -> Board:
    names = {str(number): name for name, (number, _) in STATUSES.items()}
    columns = [
        (column["name"], [names[status["id"]] for status in column["statuses"]])
        for column in raw["columnConfig"]["columns"]
    ]
    return Board(number, raw["name"], raw["type"], project, columns)


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f%z").astimezone(UTC)
