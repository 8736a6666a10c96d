"""A manager's figures are a pure function of what happened."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.base import new_id
from domain.scorecards.formula import Figures, Happened, RequiredTalk, compute
from domain.scorecards.period import Grain, Period, period_of
from tests.people import NOON, TODAY

MEI, OMAR = new_id(), new_id()
JUNE = period_of(Grain.MONTH, TODAY)
END_OF_JUNE = datetime(2026, 6, 30, 23, tzinfo=UTC)


def a_talk(due_on: date = TODAY, *, excused: bool = False) -> RequiredTalk:
    return RequiredTalk(touchpoint_id=new_id(), due_on=due_on, excused=excused)


def told(talk: RequiredTalk, *names: str) -> list[Happened]:
    conversation = new_id()
    content = {"touchpoint_id": str(talk.touchpoint_id)}
    return [
        Happened(name=f"conversation.{name}", subject_id=conversation, at=NOON, content=content)
        for name in names
    ]


def promised(
    due_on: date = TODAY, *deeds: str, owner: UUID = MEI, to: date | None = None
) -> list[Happened]:
    commitment = new_id()
    happened = []
    for hours, deed in enumerate(("made", *deeds)):
        due = to if deed == "carried_over" and to else due_on
        content: dict[str, Any] = {"owner_id": str(owner), "due_on": due.isoformat()}
        happened.append(
            Happened(
                name=f"commitment.{deed}",
                subject_id=commitment,
                at=NOON + timedelta(hours=hours),
                content=content,
            )
        )
    return happened


def figures(
    talks: list[RequiredTalk], events: list[Happened], *, as_of: datetime = END_OF_JUNE
) -> Figures:
    return compute(JUNE, talks, events, owner_id=MEI, as_of=as_of)


@pytest.mark.requirement(163)
def test_of_two_talks_due_one_was_held_and_recorded() -> None:
    done, undone = a_talk(), a_talk()
    coverage = figures([done, undone], told(done, "held", "recorded")).coverage
    assert (coverage.met, len(coverage.sources), coverage.value) == (1, 2, 0.5)


@pytest.mark.parametrize(("days", "counted"), [(-1, 1), (0, 0), (9, 0)])
def test_a_talk_counts_against_nobody_before_its_day_is_over(days: int, counted: int) -> None:
    talk = a_talk(TODAY + timedelta(days=days))
    assert len(figures([talk], [], as_of=NOON).coverage.sources) == counted
    assert figures([talk], told(talk, "held", "recorded"), as_of=NOON).coverage.value == 1.0


@pytest.mark.requirement(163)
def test_held_without_a_record_does_not_count_nor_does_a_record_alone() -> None:
    one, other = a_talk(), a_talk()
    events = told(one, "held") + told(other, "recorded")
    assert figures([one, other], events).coverage.value == 0.0


@pytest.mark.requirement(163)
def test_what_is_excused_or_due_in_another_month_is_not_required() -> None:
    talks = [a_talk(excused=True), a_talk(date(2026, 7, 1)), a_talk(date(2026, 5, 31))]
    assert figures(talks, []).coverage.sources == ()


def test_of_nothing_the_share_is_unknown() -> None:
    nothing = figures([], [])
    assert (nothing.coverage.value, nothing.follow_through.value) == (None, None)


@pytest.mark.parametrize(
    ("events", "met", "counted"),
    [
        (promised(TODAY, "fulfilled"), 1, 1),
        (promised(TODAY, "broken"), 0, 1),
        (promised(TODAY), 0, 1),
        (promised(date(2026, 6, 30)), 0, 0),
        (promised(date(2026, 6, 30), "fulfilled"), 1, 1),
        (promised(TODAY, "released"), 0, 0),
        (promised(TODAY, "carried_over", to=date(2026, 7, 9)), 0, 0),
        (promised(TODAY, "carried_over", "fulfilled", to=date(2026, 6, 20)), 1, 1),
        (promised(date(2026, 5, 9), "fulfilled"), 0, 0),
        (promised(TODAY, "fulfilled", owner=OMAR), 0, 0),
        (promised(TODAY, "carried_over", "escalated", to=date(2026, 6, 20)), 0, 1),
    ],
)
def test_which_promises_count(events: list[Happened], met: int, counted: int) -> None:
    follow_through = figures([], events).follow_through
    assert (follow_through.met, len(follow_through.sources)) == (met, counted)


def test_what_happened_later_is_not_known_yet() -> None:
    events = promised(TODAY, "fulfilled")
    follow_through = figures([], events, as_of=NOON).follow_through
    assert follow_through.sources == ()


@pytest.mark.parametrize(
    ("grain", "day", "period"),
    [
        (Grain.MONTH, date(2026, 12, 31), (date(2026, 12, 1), date(2027, 1, 1))),
        (Grain.MONTH, date(2026, 2, 1), (date(2026, 2, 1), date(2026, 3, 1))),
        (Grain.QUARTER, date(2026, 12, 31), (date(2026, 10, 1), date(2027, 1, 1))),
        (Grain.QUARTER, date(2026, 4, 1), (date(2026, 4, 1), date(2026, 7, 1))),
    ],
)
def test_months_and_quarters(grain: Grain, day: date, period: tuple[date, date]) -> None:
    assert period_of(grain, day) == Period(grain, *period)


def histories() -> st.SearchStrategy[list[Happened]]:
    days = st.dates(date(2026, 5, 20), date(2026, 7, 10))
    deeds = st.lists(
        st.sampled_from(["fulfilled", "broken", "released", "carried_over"]), max_size=3
    )
    promise = st.builds(lambda day, deeds, to: promised(day, *deeds, to=to), days, deeds, days)
    return st.lists(promise, max_size=6).map(lambda many: [each for one in many for each in one])


@given(events=histories(), random=st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_read_does_not_matter(
    events: list[Happened], random: Random
) -> None:
    shuffled = list(events)
    random.shuffle(shuffled)
    assert figures([], shuffled) == figures([], events)


@given(events=histories())
def test_no_more_are_kept_than_were_due(events: list[Happened]) -> None:
    share = figures([], events).follow_through
    assert 0 <= share.met <= len(share.sources)
    assert (share.value is None) == (not share.sources)
