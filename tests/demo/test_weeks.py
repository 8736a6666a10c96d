"""The demo's own arithmetic, on its own small set and, where there is one, on the real data."""

from datetime import date

import pytest

from demo import issues as source
from demo.arriving import directory
from demo.issues import NOBODY, REAL, WEEK, load
from demo.weeks import Fall, falls, monday_of, resolved_by_week, weeks_until

SMALL = [
    Fall(date(2018, 2, 12), "Lin Tao", (5, 3, 1, 0)),
    Fall(date(2018, 2, 19), "Sam Reyes", (7, 6, 5, 4)),
    Fall(date(2018, 3, 19), "Lin Tao", (6, 5, 4, 0)),
]
REAL_FALLS = [
    Fall(date(2009, 12, 21), "Laurel Williams", (6, 4, 2, 0)),
    Fall(date(2011, 1, 31), "Colin Clark", (31, 13, 11, 2)),
    Fall(date(2011, 1, 31), "Justin Obara", (12, 4, 1, 0)),
    Fall(date(2012, 6, 4), "Jonathan Hung", (6, 3, 1, 0)),
    Fall(date(2018, 3, 12), "Giovanni Tirloni", (6, 5, 4, 0)),
]


def test_without_the_data_there_is_a_small_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "REAL", REAL.with_name("absent.jsonl.gz"))
    issues, real = load()
    assert (real, falls(resolved_by_week(issues))) == (False, SMALL)


@pytest.mark.skipif(not REAL.exists(), reason="the real issues are not beside this checkout")
def test_the_real_issues_hold_five_falls() -> None:
    issues, real = load()
    assert (real, len(issues)) == (True, 7_068)
    assert falls(resolved_by_week(issues)) == REAL_FALLS


def test_silence_after_the_last_issue_is_a_week_of_none_once_it_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(source, "REAL", REAL.with_name("absent.jsonl.gz"))
    issues, _ = load()
    last = max(resolved_by_week(issues)["Sam Reyes"])
    for silent in range(3):
        weeks = resolved_by_week(issues, before=last + (silent + 1) * WEEK)["Sam Reyes"]
        assert list(weeks.values())[-1 - silent :] == [1] + [0] * silent


def test_a_move_by_whole_weeks_keeps_every_fall_and_the_last_ends_in_a_week_that_is_over() -> None:
    today = date(2026, 11, 22)
    weeks = weeks_until(SMALL[-1], today)
    issues, _ = load()
    before = falls(resolved_by_week(issues))
    after = falls(resolved_by_week([issue.moved(weeks) for issue in issues]))
    assert SMALL[-1].ended.toordinal() + 7 * weeks == (monday_of(today) - WEEK).toordinal()
    assert [(fall.person, fall.values) for fall in after] == [
        (fall.person, fall.values) for fall in before
    ]


def test_everybody_has_an_address_of_their_own_and_a_manager() -> None:
    issues, _ = load()
    rows = directory(issues)
    assert len({row["email"] for row in rows}) == len(rows)
    assert all(row["managerEmail"] and row["managerEmail"] != row["email"] for row in rows)
    unnamed = any(issue.person == NOBODY for issue in issues)
    assert (NOBODY in {row["name"] for row in rows}) is unnamed
