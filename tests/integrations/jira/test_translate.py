"""From recorded issues with their history, and from made-up ones, to what counts."""

from datetime import date
from typing import Any

import pytest

from integrations.jira.catalog import catalog_of
from integrations.jira.resolving import account
from integrations.jira.settings import JiraOptions
from integrations.jira.translate import observed
from integrations.jira.vocabulary import Vocabulary
from integrations.observation import Measure
from tests.integrations.jira.recorded import needs_recordings, recorded

SITE = "https://jira.test"
CATALOG = {
    "statuses": {"to do": "new", "in progress": "indeterminate", "done": "done"},
    "resolved": ["Done"],
    "points": ["customfield_1"],
    "time_zone": "Asia/Shanghai",
}
VOCABULARY = Vocabulary.of(CATALOG, JiraOptions())


def _history(*steps: tuple[str, str, str | None, str | None]) -> dict[str, Any]:
    histories = [
        {
            "created": at,
            "items": [{"field": field, "fieldId": field, "fromString": was, "toString": now}],
        }
        for at, field, was, now in steps
    ]
    return {"histories": histories}


def _issue(*steps: tuple[str, str, str | None, str | None], **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    shown = {
        "summary": "Mend the door",
        "status": {"name": "Done"},
        "resolution": {"name": "Fixed"},
        "assignee": {"accountId": "557058:x", "displayName": "Omar"},
        "created": "2026-06-01T09:00:00.000+0000",
        "updated": "2026-06-20T09:00:00.000+0000",
        "resolutiondate": "2026-06-09T20:30:00.000+0000",
        "project": {"id": "10000", "name": "Team"},
    }
    issue = {"id": "10001", "key": "TEAM-1", "fields": shown | fields}
    return issue | ({"changelog": _history(*steps)} if steps else {})


def _measured(issue: dict[str, Any], vocabulary: Vocabulary = VOCABULARY) -> list[Measure]:
    seen = observed(issue, vocabulary, site_url=SITE)
    assert seen is not None
    return list(seen.measures)


RESOLVED = Measure(key="issues_resolved", on=date(2026, 6, 10), value=1)
"""Half past four in the morning in Shanghai."""


def test_without_a_history_the_date_that_jira_keeps_counts() -> None:
    assert _measured(_issue()) == [RESOLVED]


def test_with_a_history_the_last_time_that_a_resolution_was_set_counts() -> None:
    steps = [
        ("2026-06-02T09:00:00.000+0000", "status", "To Do", "In Progress"),
        ("2026-06-03T09:00:00.000+0000", "resolution", None, "Fixed"),
        ("2026-06-04T09:00:00.000+0000", "resolution", "Fixed", None),
        ("2026-06-05T21:00:00.000+0000", "resolution", None, "Fixed"),
        ("2026-06-08T09:00:00.000+0000", "resolution", "Fixed", "Done"),
    ]
    assert _measured(_issue(*steps, customfield_1=5)) == [
        Measure(key="issues_reopened", on=date(2026, 6, 4), value=1),
        Measure(key="issues_resolved", on=date(2026, 6, 6), value=1),
        Measure(key="issue_cycle_time", on=date(2026, 6, 6), value=3.5),
        Measure(key="story_points", on=date(2026, 6, 6), value=5),
    ]


@pytest.mark.parametrize(
    "missing",
    [{"assignee": None}, {"status": {"name": "In Progress"}}],
    ids=["assignee", "status"],
)
def test_resolved_needs_both(missing: dict[str, Any]) -> None:
    assert _measured(_issue(**missing)) == []


def test_a_resolution_that_was_left_when_work_was_taken_up_again_does_not_count() -> None:
    """Many workflows forget to clear it; the status knows better."""
    steps = [
        ("2026-06-02T09:00:00.000+0000", "status", "To Do", "In Progress"),
        ("2026-06-04T09:00:00.000+0000", "resolution", None, "Fixed"),
        ("2026-06-04T09:00:00.000+0000", "status", "In Progress", "Done"),
        ("2026-06-08T09:00:00.000+0000", "status", "Done", "In Progress"),
    ]
    assert _measured(_issue(*steps, status={"name": "In Progress"}, customfield_1=5)) == []
    done_again = [*steps, ("2026-06-15T09:00:00.000+0000", "status", "In Progress", "Done")]
    assert _measured(_issue(*done_again)) == [
        Measure(key="issues_resolved", on=date(2026, 6, 4), value=1),
        Measure(key="issue_cycle_time", on=date(2026, 6, 4), value=2.0),
    ]


def test_what_was_taken_back_and_not_given_again_is_reopened_and_not_resolved() -> None:
    steps = [
        ("2026-06-04T09:00:00.000+0000", "resolution", None, "Fixed"),
        ("2026-06-08T09:00:00.000+0000", "resolution", "Fixed", None),
    ]
    reopened = Measure(key="issues_reopened", on=date(2026, 6, 8), value=1)
    issue = _issue(*steps, resolution=None, status={"name": "In Progress"})
    assert _measured(issue) == [reopened]


def test_an_admin_says_which_statuses_and_which_points_count() -> None:
    options = JiraOptions(story_points_field="customfield_9", resolved_statuses=("Shipped",))
    shipped = _issue(status={"name": "Shipped"}, customfield_1=1, customfield_9="8")
    assert _measured(shipped, Vocabulary.of(CATALOG, options)) == [
        RESOLVED,
        Measure(key="story_points", on=date(2026, 6, 10), value=8),
    ]
    assert _measured(shipped) == []


@pytest.mark.parametrize(
    "odd",
    [
        {"assignee": "omar"},
        {"status": None, "resolution": []},
        {"updated": "yesterday", "created": None},
        {"updated": 17},
        {"project": None, "summary": None, "fixVersions": {"name": 1}, "customfield_1": "many"},
        {"summary": "a\x00b\ud800\n" + "x" * 9000},
    ],
)
def test_odd_issues_are_read_as_far_as_they_go(odd: dict[str, Any]) -> None:
    seen = observed(_issue(**odd), VOCABULARY, site_url=SITE)
    assert seen is None or len(seen.title) <= 520


@pytest.mark.parametrize("nothing", [{}, {"id": "1"}, {"id": [], "fields": "none"}])
def test_what_is_no_issue_is_nothing(nothing: dict[str, Any]) -> None:
    assert observed(nothing, VOCABULARY, site_url=SITE) is None


def test_accounts_of_cloud_and_of_servers() -> None:
    cloud = account({"accountId": "557058:x", "displayName": "Omar"})
    server = account(
        {"name": "omar", "key": "JIRAUSER1", "displayName": "Omar", "emailAddress": "o@acme.test"}
    )
    assert cloud is not None
    assert server is not None
    assert (cloud.id, cloud.email) == ("557058:x", None)
    assert (server.id, server.email) == ("JIRAUSER1", "o@acme.test")
    assert account(None) is None


@needs_recordings
def test_a_recorded_history_says_when_work_began_and_that_it_was_reopened() -> None:
    statuses = recorded("rest/sample_statuses.json")
    catalog = catalog_of([], statuses, {"timeZone": "UTC"})
    issue = recorded("rest/SP-5.json")
    issue["fields"]["assignee"] = {"accountId": "1", "displayName": "Mike"}
    assert [one["name"] for one in catalog["resolved"]] == ["Done"]
    assert _measured(issue, Vocabulary.of(catalog, JiraOptions())) == [
        Measure(key="issues_reopened", on=date(2021, 10, 11), value=1),
        Measure(key="issues_resolved", on=date(2021, 10, 11), value=1),
        Measure(key="issue_cycle_time", on=date(2021, 10, 11), value=110.0),
    ]


@needs_recordings
@pytest.mark.parametrize(
    ("name", "started"),
    [("SP-1", "2021-06-18T18:43:34.818000+00:00"), ("SP-2", "2021-06-18T18:43:38.192000+00:00"),
     ("SP-7", "2021-12-14T00:30:27.952000+00:00"), ("SP-8", "2021-08-29T18:06:23.463000+00:00"),
     ("SP-11", "2021-12-14T00:30:33.979000+00:00")],
)  # fmt: skip
def test_recorded_issues_that_are_open(name: str, started: str) -> None:
    catalog = catalog_of([], recorded("rest/sample_statuses.json"), {})
    vocabulary = Vocabulary.of(catalog, JiraOptions())
    seen = observed(recorded(f"rest/{name}.json"), vocabulary, site_url=SITE)
    assert seen is not None
    assert (seen.details["started"], list(seen.measures)) == (started, [])
