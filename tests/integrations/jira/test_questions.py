"""JQL's moments, and weeks that are over."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from integrations.jira.jql import changed_since, is_unclear
from integrations.jira.translate import METRICS
from integrations.terms import Source
from integrations.weeks import weekly

TEAM = [Source(kind="PROJECT", external_id="10000", key="TEAM", name="Team")]
BERLIN = ZoneInfo("Europe/Berlin")


def test_a_moment_is_told_in_the_asker_s_time_zone() -> None:
    asked = changed_since(TEAM, datetime(2026, 6, 10, 22, 30, 59, tzinfo=UTC), BERLIN)
    assert asked == (
        'project in (10000) AND updated >= "2026/06/11 00:30" ORDER BY updated ASC, key ASC'
    )


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert is_unclear(second, BERLIN)
    assert '"2026/10/25 02:30"' in changed_since(TEAM, second, BERLIN)
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert '"2026/10/25 01:30"' in changed_since(TEAM, first, BERLIN)
    assert not is_unclear(datetime(2026, 10, 25, 2, 30, tzinfo=UTC), BERLIN)


def test_a_week_counts_once_it_is_over_and_a_gap_is_a_week_of_none() -> None:
    resolved, cycle = METRICS[0], METRICS[1]
    days = {date(2026, 6, 3): [1.0], date(2026, 6, 17): [1.0, 1.0], date(2026, 6, 24): [1.0]}
    before = date(2026, 6, 22)
    assert weekly(resolved, days, (), before=before) == {
        date(2026, 6, 1): 1,
        date(2026, 6, 8): 0,
        date(2026, 6, 15): 2,
    }
    spans = {date(2026, 6, 3): [9.0, 1.0, 2.0]}
    assert weekly(cycle, spans, [date(2026, 5, 25)], before=before) == {date(2026, 6, 1): 2}
    assert weekly(resolved, {}, [date(2026, 6, 1)], before=before) == {date(2026, 6, 1): 0}
