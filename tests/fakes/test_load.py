"""What the world is made of: the real issues as they are, and what is derived from them."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from fakes.jira import load, own, vocabulary
from fakes.jira.world import World
from tests.fakes.asking import REAL, WHY_NOT

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def fluid() -> World:
    if not REAL:
        pytest.skip(WHY_NOT)
    return load.fluid(load.DATA, NOW, moved=False)


def test_every_real_issue_is_there(fluid: World) -> None:
    archived = [issue for issue in fluid.issues.values() if issue.project.key != "SP"]
    issue = fluid.issues["FLUID-5934"]

    assert (len(archived), len(fluid.issues)) == (7068, 7074)
    assert issue.summary == "UIO tutorial contains invalid template and message prefix path"
    assert (issue.status, issue.resolution, issue.type) == ("Closed", "Fixed", "Bug")
    assert [version.name for version in issue.fix_versions] == ["2.0"]
    assert issue.created == datetime(2016, 7, 25, 18, 13, 6, 59000, UTC)
    assert [comment.author.name for comment in issue.comments] == ["Cindy Li"]


def test_what_was_recorded_is_not_made_up(fluid: World) -> None:
    changes = fluid.issues["SP-1"].changes

    assert [item.now[1] for change in changes for item in change.items] == [
        "Selected for Development",
        "In Progress",
        "Impediment",
        "Review",
    ]


def test_a_history_leads_to_what_the_issue_is_now(fluid: World) -> None:
    for issue in fluid.issues.values():
        if issue.project.key == "SP":
            continue
        now = {item.field: item.now[1] for change in issue.changes for item in change.items}
        moments = [change.at for change in issue.changes]
        assert now.get("status", issue.status) == issue.status
        assert now.get("resolution") == issue.resolution
        assert now.get("assignee") == (issue.assignee.name if issue.assignee else None)
        assert all(before <= after for before, after in pairwise([issue.created, *moments]))
        assert issue.resolved in {None, *moments[-1:]}


def test_it_is_resolved_if_it_is_done(fluid: World) -> None:
    for issue in fluid.issues.values():
        is_done = vocabulary.category_of(issue.status) is vocabulary.DONE
        assert (issue.resolution is not None, issue.resolved is not None) == (is_done, is_done)


def test_some_keep_their_address_to_themselves(fluid: World) -> None:
    people = [account for account in fluid.accounts.values() if account.kind == "atlassian"]
    hidden = [account for account in people if not account.shows_email]

    assert 0.2 < len(hidden) / len(people) < 0.5
    assert any(not account.active for account in people)


def test_the_same_input_gives_the_same_world(fluid: World) -> None:
    again = load.fluid(load.DATA, NOW, moved=False)

    def told(world: World) -> list[object]:
        return [
            (
                issue.id,
                issue.key,
                issue.points,
                [one.id for one in (*issue.sprints, *issue.changes)],
            )
            for issue in world.issues.values()
        ]

    assert told(again) == told(fluid)
    assert list(again.accounts) == list(fluid.accounts)


def test_moved_it_ends_of_late(fluid: World) -> None:
    moved = load.fluid(load.DATA, NOW, moved=True)
    newest = max(issue.updated for issue in moved.issues.values())
    by = {moved.issues[key].updated - issue.updated for key, issue in fluid.issues.items()}

    assert timedelta(0) <= NOW - newest < timedelta(weeks=1)
    assert len(by) == 1
    assert by.pop() % timedelta(weeks=1) == timedelta(0)


def test_the_demos_people_are_in_the_world_of_the_fakes_own() -> None:
    world = own.demo(NOW)
    omar = world.account("omar@demo.example")
    weeks = [0] * 8
    for issue in world.issues.values():
        if issue.assignee is omar and issue.resolved:
            weeks[(datetime(2026, 3, 2, tzinfo=UTC) - issue.resolved) // timedelta(weeks=1)] += 1

    assert omar is not None
    assert omar.name == "Omar Haddad"
    assert weeks[::-1] == [3, 4, 4, 5, 4, 3, 2, 1]
    assert {sprint.state for sprint in world.sprints.values()} == {"closed", "active", "future"}
