"""The pure rules, against an independent count that looks at every pair of weeks."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.base import new_id
from domain.policy.rules import Point, Run, Spoken, falling_runs, judge

MONDAY = date(2026, 1, 5)


def _points(values: dict[int, float]) -> list[Point]:
    """Values by the number of their week."""
    return [
        Point(new_id(), MONDAY + timedelta(weeks=week), value) for week, value in values.items()
    ]


def _episodes(values: dict[int, float], falls: int) -> set[tuple[int, int]]:
    """Every stretch of weeks that falls throughout and lies in no longer one."""

    def falling(first: int, last: int) -> bool:
        return all(
            week in values and week + 1 in values and values[week] > values[week + 1]
            for week in range(first, last)
        )

    found = {
        pair
        for pair in combinations(sorted(values), 2)
        if pair[1] - pair[0] >= falls and falling(*pair)
    }
    return {
        (first, last)
        for first, last in found
        if not any(a <= first and last <= b and (a, b) != (first, last) for a, b in found)
    }


def _weeks(run: Run) -> tuple[int, int]:
    return (run.first - MONDAY).days // 7, (run.last - MONDAY).days // 7


some_weeks = st.dictionaries(st.integers(0, 25), st.integers(0, 5).map(float), max_size=20)


@given(some_weeks, st.integers(1, 5), st.randoms(use_true_random=False))
def test_runs_are_those_an_independent_count_finds(
    values: dict[int, float], falls: int, random: object
) -> None:
    points = _points(values)
    random.shuffle(points)
    found = {_weeks(run) for run in falling_runs(points) if run.steps >= falls}
    assert found == _episodes(values, falls)


@pytest.mark.requirement(139)
@pytest.mark.parametrize(
    ("values", "episodes"),
    [
        ([6, 5, 4], 0),
        ([6, 5, 4, 0], 1),
        ([6, 5, 4, 3, 2, 1, 0], 1),
        ([6, 5, 5, 4], 0),
        ([6, 5, 4, 4], 0),
        ([6, 5, 4, 5, 4, 3], 0),
        ([4, 3, 2, 1, 4, 3, 2, 1], 2),
        ([0, 0, 0, 0], 0),
        ([0, -1, -2, -3], 1),
        ([0.3, 0.2, 0.1, 0.1 - 1e-12], 1),
        ([], 0),
    ],
)
def test_three_weeks_in_a_row_must_each_be_lower(values: list[float], episodes: int) -> None:
    runs = falling_runs(_points(dict(enumerate(values))))
    assert len(judge(runs, [], weeks=3).new) == episodes


@pytest.mark.requirement(139)
def test_a_missing_week_is_not_zero_and_ends_a_run() -> None:
    runs = falling_runs(_points({0: 6, 1: 5, 3: 4, 4: 3}))
    assert [_weeks(run) for run in runs] == [(0, 1), (3, 4)]


def _spoken(first: int, last: int, *, acted_on: bool = False) -> Spoken:
    return Spoken(
        firing_id=new_id(),
        first=MONDAY + timedelta(weeks=first),
        last=MONDAY + timedelta(weeks=last),
        weeks=3,
        acted_on=acted_on,
    )


def _runs(values: dict[int, float]) -> list[Run]:
    return falling_runs(_points(values))


FALL = {week: 20.0 - week for week in range(10)}


def test_a_fall_that_goes_on_is_no_second_one() -> None:
    one = _spoken(0, 3)
    verdict = judge(_runs(FALL), [one], weeks=3)
    assert [(spoken, _weeks(run)) for spoken, run in verdict.kept] == [(one, (0, 9))]
    assert (verdict.new, verdict.merged, verdict.vanished) == ([], [], [])


def test_two_that_turn_out_to_be_one_are_merged_into_the_older() -> None:
    older, later = _spoken(6, 9), _spoken(0, 3)
    verdict = judge(_runs(FALL), [older, later], weeks=3)
    assert [spoken for spoken, _ in verdict.kept] == [older]
    assert verdict.merged == [later]


def test_the_one_that_was_acted_on_is_the_one_that_stays() -> None:
    older, later = _spoken(0, 3), _spoken(6, 9, acted_on=True)
    verdict = judge(_runs(FALL), [older, later], weeks=3)
    assert (verdict.kept, verdict.merged, verdict.new) == ([], [older], [])


def test_what_was_acted_on_is_never_taken_back() -> None:
    verdict = judge([], [_spoken(0, 3, acted_on=True)], weeks=3)
    assert (verdict.merged, verdict.vanished) == ([], [])


def test_a_fall_that_was_corrected_away_is_taken_back() -> None:
    one = _spoken(0, 3)
    assert judge(_runs({0: 9, 1: 8, 2: 7, 3: 7}), [one], weeks=3).vanished == [one]


def test_a_fall_that_was_cut_in_two_is_spoken_about_twice() -> None:
    one = _spoken(0, 9)
    verdict = judge(_runs(FALL | {5: 30.0}), [one], weeks=3)
    assert [_weeks(run) for _, run in verdict.kept] == [(0, 4)]
    assert [_weeks(run) for run in verdict.new] == [(5, 9)]


def test_a_rule_that_is_switched_off_says_nothing_new_and_still_takes_back() -> None:
    one = _spoken(12, 15)
    verdict = judge(_runs(FALL), [one], weeks=None)
    assert (verdict.new, verdict.vanished) == ([], [one])


def test_a_stricter_rule_takes_back_nothing_said_under_the_earlier_one() -> None:
    one = _spoken(0, 3)
    verdict = judge(_runs({0: 9, 1: 8, 2: 7, 3: 6}), [one], weeks=5)
    assert [spoken for spoken, _ in verdict.kept] == [one]


@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 5).map(float)), max_size=30))
def test_in_the_end_there_is_one_word_for_each_episode(writes: list[tuple[int, float]]) -> None:
    """However the points come, and whatever is corrected on the way, while nobody acts."""
    values: dict[int, float] = {}
    spoken: list[Spoken] = []
    for week, value in writes:
        values[week] = value
        verdict = judge(_runs(values), spoken, weeks=3)
        kept = {one.firing_id: run for one, run in verdict.kept}
        spoken = [
            _spoken(*_weeks(run))
            for run in [kept[one.firing_id] for one in spoken if one.firing_id in kept]
            + verdict.new
        ]
        told = [((one.first - MONDAY).days // 7, (one.last - MONDAY).days // 7) for one in spoken]
        assert sorted(told) == sorted(_episodes(values, 3))
