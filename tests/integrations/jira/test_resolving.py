"""What is done and who did it, in whatever words a site has for it."""

from datetime import date
from typing import Any

import pytest

from integrations.jira.catalog import catalog_of, reads_otherwise
from integrations.jira.settings import JiraOptions
from integrations.jira.translate import observed
from integrations.jira.vocabulary import Vocabulary
from integrations.observation import Observation

STATUSES = [
    {"id": "1", "name": "Open", "statusCategory": {"key": "new"}},
    {"id": "3", "name": "In Progress", "statusCategory": {"key": "indeterminate"}},
    {"id": "6", "name": "Closed", "statusCategory": {"key": "done"}},
    {"id": "10002", "name": "Done", "statusCategory": {"key": "done"}},
    {"id": "10014", "name": "Won't Fix", "statusCategory": {"key": "done"}},
]
EPIC = "com.pyxis.greenhopper.jira:gh-epic-label"
FIELDS = [
    {"id": "customfield_1", "name": "故事点", "custom": True, "schema": {"type": "number"}},
    {"id": "customfield_2", "name": "Epic", "schema": {"custom": EPIC}},
]
RESOLUTIONS = [{"id": "1", "name": "Fixed"}, {"id": "3", "name": "Duplicate"}]
CATALOG = catalog_of(FIELDS, STATUSES, {"timeZone": "UTC"}, resolutions=RESOLUTIONS)
NOW = {"accountId": "t", "displayName": "Tester"}


def _step(at: str, field: str, was: str | None, now: str | None) -> dict[str, Any]:
    ids = {"from": was, "to": now, "fromString": was, "toString": now}
    return {
        "created": f"2026-06-{at}T09:00:00.000+0000",
        "items": [{"field": field, "fieldId": field, **ids}],
    }


def _seen(*steps: dict[str, Any], options: JiraOptions | None = None, **fields: Any) -> Observation:  # noqa: ANN401
    shown = {
        "summary": "Mend the door",
        "status": {"id": "10002", "name": "Done"},
        "assignee": NOW,
        "created": "2026-06-01T09:00:00.000+0000",
        "updated": "2026-06-20T09:00:00.000+0000",
        "project": {"id": "10000", "name": "Team"},
    }
    issue: dict[str, Any] = {"id": "10001", "key": "TEAM-1", "fields": shown | fields}
    if steps:
        issue["changelog"] = {"histories": list(steps)}
    found = observed(issue, Vocabulary.of(CATALOG, options or JiraOptions()), site_url="")
    assert found is not None
    return found


def _resolved(seen: Observation) -> list[date]:
    return [one.on for one in seen.measures if one.key == "issues_resolved"]


def test_done_without_a_resolution_counts_when_it_came_into_a_status_that_is_done() -> None:
    steps = [_step("02", "status", "1", "3"), _step("05", "status", "3", "10002")]
    seen = _seen(*steps, resolution=None)
    assert {one.key: (one.on, one.value) for one in seen.measures} == {
        "issues_resolved": (date(2026, 6, 5), 1),
        "issue_cycle_time": (date(2026, 6, 5), 3.0),
    }


def test_without_resolution_and_history_the_day_of_the_category_counts() -> None:
    told = {"statuscategorychangedate": "2026-06-07T09:00:00.000+0000"}
    assert _resolved(_seen(resolution=None, **told)) == [date(2026, 6, 7)]


def test_a_mixed_site_loses_none_of_its_ends() -> None:
    for status in ({"id": "6", "name": "Closed"}, {"id": "10002", "name": "Done"}):
        for resolution in (None, {"id": "1", "name": "Fixed"}):
            assert _resolved(_seen(status=status, resolution=resolution)) != []


def test_leaving_what_is_done_is_reopened_where_there_are_no_resolutions() -> None:
    steps = [_step("05", "status", "3", "10002"), _step("08", "status", "10002", "3")]
    seen = _seen(*steps, resolution=None, status={"id": "3", "name": "In Progress"})
    assert [(one.key, one.on) for one in seen.measures] == [("issues_reopened", date(2026, 6, 8))]


@pytest.mark.parametrize(
    "name", ["Duplicate", "Won't Do", "Won’t Fix", "Cannot Reproduce", "重复", "不修复", "无法重现"]
)
def test_what_was_dropped_is_no_work_that_was_done(name: str) -> None:
    assert _resolved(_seen(resolution={"id": "9", "name": name})) == []
    assert _resolved(_seen(resolution=None, status={"id": "10014", "name": "Won't Fix"})) == []


def test_an_admin_sees_which_resolutions_do_not_count_and_may_choose_others() -> None:
    assert CATALOG["dropped"] == ["Duplicate"]
    options = JiraOptions(dropped_resolutions=("1",))
    assert _resolved(_seen(resolution={"id": "1", "name": "Fixed"}, options=options)) == []
    assert _resolved(_seen(resolution={"id": "3", "name": "Duplicate"}, options=options)) != []


def test_statuses_are_known_by_their_id_whatever_they_are_called() -> None:
    steps = [_step("05", "status", "3", "6")]
    assert _resolved(_seen(*steps, status={"id": "6", "name": "已关闭"})) == [date(2026, 6, 5)]
    chosen = JiraOptions(resolved_statuses=("6",))
    assert _resolved(_seen(status={"id": "6", "name": "Renamed"}, options=chosen)) != []
    assert _resolved(_seen(status={"id": "10002", "name": "Done"}, options=chosen)) == []


def test_a_status_that_nobody_has_heard_of_says_itself_whether_it_is_done() -> None:
    told = {"id": "77", "name": "Shipped", "statusCategory": {"key": "done"}}
    assert _resolved(_seen(status=told)) != []


def test_credit_stays_with_whoever_had_it_when_it_was_resolved() -> None:
    steps = [
        _step("02", "assignee", None, "d"),
        _step("05", "resolution", None, "Fixed"),
        _step("05", "assignee", "d", "t"),
    ]
    later = [*steps[:2], _step("09", "assignee", "d", "t")]
    for handed in (steps, later):
        seen = _seen(*handed, resolution={"id": "1", "name": "Fixed"})
        assert seen.account is not None
        assert seen.account.id == "d"


def test_credit_goes_to_the_assignee_where_nobody_had_it_before() -> None:
    taken = [_step("05", "resolution", None, "Fixed"), _step("05", "assignee", None, "t")]
    seen = _seen(*taken, resolution={"id": "1", "name": "Fixed"})
    assert (seen.account and seen.account.id) == "t"
    still_open = [_step("05", "assignee", "d", "t")]
    seen = _seen(*still_open, status={"id": "3", "name": "In Progress"})
    assert (seen.account and seen.account.id) == "t"


def test_the_account_that_all_deleted_ones_share_is_nobody_s() -> None:
    assert _seen(assignee={"accountId": "unknown", "displayName": "Former user"}).account is None


def test_an_epic_does_not_count_beside_its_stories() -> None:
    assert _seen(issuetype={"name": "史诗", "hierarchyLevel": 1}).measures == ()
    assert _seen(issuetype={"name": "Thema"}, customfield_2="Doors").measures == ()
    assert _seen(issuetype={"name": "Story", "hierarchyLevel": 0}).measures != ()


def test_a_sub_task_counts_as_a_part_of_its_story_and_its_points_never() -> None:
    part = {"issuetype": {"name": "Sub-task", "subtask": True}, "parent": {"id": "7", "key": "T-7"}}
    (only,) = _seen(**part, customfield_1=3).measures
    assert (only.key, only.part_of) == ("issues_resolved", "7")


def test_points_are_found_by_what_the_boards_say_and_by_name_in_chinese() -> None:
    assert CATALOG["points"] == ["customfield_1"]
    catalog = catalog_of(FIELDS, STATUSES, {}, estimates=["customfield_9"])
    assert catalog["points"] == ["customfield_9", "customfield_1"]
    seen = _seen(customfield_1=5)
    assert [one.value for one in seen.measures if one.key == "story_points"] == [5]


def test_a_field_for_points_that_stays_at_zero_hides_no_other() -> None:
    words = Vocabulary.of({**CATALOG, "points": ["customfield_8", "customfield_1"]}, JiraOptions())
    shown = {"status": {"id": "6"}, "assignee": NOW, "updated": "2026-06-20T09:00:00.000+0000"}
    for first, second, points in ((0, 5, 5), (None, 5, 5), (0, None, 0), (3, 5, 3)):
        fields = shown | {"customfield_8": first, "customfield_1": second}
        seen = observed({"id": "1", "key": "T-1", "fields": fields}, words, site_url="")
        assert seen is not None
        assert [one.value for one in seen.measures if one.key == "story_points"] == [points]


def test_another_zone_field_or_category_means_to_read_again_and_a_name_does_not() -> None:
    renamed = [{**STATUSES[3], "name": "Finished"}, *STATUSES[:3], STATUSES[4]]
    moved = [{**STATUSES[1], "statusCategory": {"key": "done"}}, STATUSES[0], *STATUSES[2:]]
    new = [*STATUSES, {"id": "99", "name": "New", "statusCategory": {"key": "new"}}]

    def otherwise(statuses: list[Any], zone: str = "UTC", fields: list[Any] = FIELDS) -> bool:
        return reads_otherwise(CATALOG, catalog_of(fields, statuses, {"timeZone": zone}))

    assert [otherwise(each) for each in (STATUSES, renamed, new, moved)] == [
        False,
        False,
        False,
        True,
    ]
    assert otherwise(STATUSES, zone="Asia/Shanghai")
    assert otherwise(STATUSES, fields=[])
