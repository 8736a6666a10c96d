"""Jiras that are odd: every issue is read, or named; none is lost, and nothing is stuck."""

from collections import Counter, defaultdict
from typing import Any

from domain.signals.metric import monday_of
from integrations.jira.catalog import catalog_of
from integrations.jira.settings import JiraOptions
from integrations.jira.translate import observed
from integrations.jira.vocabulary import Vocabulary
from tests.integrations.jira.recorded import needs_recordings, recorded

pytestmark = needs_recordings


def _words(site: Any) -> Vocabulary:  # noqa: ANN401 - JSON
    catalog = catalog_of(site["fields"], site["statuses"], site["myself"])
    return Vocabulary.of(catalog, JiraOptions())


def test_a_chinese_data_center_with_the_classic_workflow_counts_as_any_other() -> None:
    site = recorded("odd/zh-classic-workflow.json")
    weeks: Counter[str] = Counter()
    values = defaultdict(list)
    for issue in site["issues"]:
        seen = observed(issue, _words(site), site_url="https://jira.test")
        assert seen is not None
        for one in seen.measures:
            values[one.key].append(one.value)
            if one.key == "issues_resolved":
                weeks[str(monday_of(one.on))] += 1
    assert weeks == {"2026-11-09": 3, "2026-11-16": 4}
    assert values["story_points"] == [3] * 7
    assert values["issue_cycle_time"] == [2.38] * 7


def test_fifty_odd_issues_are_each_read_or_named() -> None:
    site = recorded("odd/fifty-odd-issues.json")
    issues = [one if isinstance(one, dict) else {} for one in site["issues"]]
    seen = [observed(one, _words(site), site_url="https://jira.test") for one in issues]
    unread = [one.get("key") for one, found in zip(issues, seen, strict=True) if found is None]
    assert unread == ["OD-30", None, None, None, "OD-99"]
    by_key = {str(one.details["key"]): one for one in seen if one is not None}
    assert by_key["OD-34"].details["sprint"] == "Sprint 5, payments & Q4"
