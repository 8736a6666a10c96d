"""A conversation's rules, without a database."""

from datetime import datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from domain.base import new_id
from domain.conversations.conversation import Conversation, Kind
from domain.conversations.states import TRANSITIONS, ConversationState, Deed
from domain.errors import Conflict, Invalid
from tests.people import NOON

MEI, OMAR = new_id(), new_id()
IN_AN_HOUR = NOON + timedelta(hours=1)
HALF_AN_HOUR = timedelta(minutes=30)
DEEDS = tuple(TRANSITIONS)


def a_talk(state: ConversationState = ConversationState.PLANNED) -> Conversation:
    return Conversation(
        kind=Kind.COACHING,
        subject_id=OMAR,
        manager_id=MEI,
        planned_by_id=MEI,
        planned_at=NOON,
        state=state,
        ends_at=NOON,
        last_deed_by_id=MEI,
    )


def do(deed: Deed, talk: Conversation, *, by: UUID = OMAR) -> None:
    now = NOON + timedelta(minutes=1)
    if deed is Deed.SCHEDULE:
        talk.schedule(IN_AN_HOUR, IN_AN_HOUR + HALF_AN_HOUR, by=by, now=now)
    elif deed is Deed.START:
        talk.start(by=by, now=now)
    elif deed is Deed.HOLD:
        talk.hold(by=by, now=now)
    elif deed is Deed.CLOSE:
        talk.close(by=by, now=now)
    elif deed in {Deed.CANCEL, Deed.MISS, Deed.WAIVE}:
        talk.leave(deed, "Because", by=by, now=now)
    else:
        talk.move(deed, by=by)


@pytest.mark.parametrize(("state", "deed"), list(product(ConversationState, DEEDS)))
def test_every_deed_in_every_state(state: ConversationState, deed: Deed) -> None:
    talk = a_talk(state)
    after = TRANSITIONS[deed].get(state)
    if after is not None:
        do(deed, talk)
        assert talk.state is after
    else:
        with pytest.raises(Conflict):
            do(deed, talk)
        assert talk.state is state


ONCE = [
    (state, deed)
    for deed in DEEDS
    for state, after in TRANSITIONS[deed].items()
    if deed is not Deed.HOLD and after is not state
]


@pytest.mark.parametrize(("state", "deed"), ONCE)
def test_the_same_side_may_repeat_itself(state: ConversationState, deed: Deed) -> None:
    talk = a_talk(state)
    do(deed, talk)
    after = talk.state
    do(deed, talk)
    assert talk.state is after


@pytest.mark.parametrize("deed", [Deed.START, Deed.CLOSE, Deed.CANCEL, Deed.MISS, Deed.WAIVE])
def test_the_other_side_may_not_do_it_again(deed: Deed) -> None:
    talk = a_talk(next(iter(TRANSITIONS[deed])))
    do(deed, talk)
    with pytest.raises(Conflict):
        do(deed, talk, by=MEI)


@pytest.mark.parametrize(
    ("starts_at", "minutes", "field"),
    [
        (NOON - timedelta(seconds=1), 30, "starts_at"),
        (IN_AN_HOUR, 0, "ends_at"),
        (IN_AN_HOUR, -30, "ends_at"),
        (IN_AN_HOUR, 9, "ends_at"),
        (IN_AN_HOUR, 61, "ends_at"),
        (datetime(2026, 6, 11, 12), 30, "starts_at"),  # noqa: DTZ001 - what is to be refused
    ],
)
def test_a_senseless_time_is_refused(starts_at: datetime, minutes: int, field: str) -> None:
    talk = a_talk()
    with pytest.raises(Invalid) as refused:
        talk.schedule(starts_at, starts_at + timedelta(minutes=minutes), by=MEI, now=NOON)
    assert refused.value.field == field
    assert (talk.state, talk.starts_at) == (ConversationState.PLANNED, None)


@pytest.mark.parametrize("minutes", [10, 60])
def test_ten_minutes_to_an_hour(minutes: int) -> None:
    talk = a_talk()
    assert talk.schedule(IN_AN_HOUR, IN_AN_HOUR + timedelta(minutes=minutes), by=MEI, now=NOON)


def test_another_time_keeps_what_was_prepared() -> None:
    talk = a_talk(ConversationState.READY)
    assert talk.schedule(IN_AN_HOUR, IN_AN_HOUR + HALF_AN_HOUR, by=OMAR, now=NOON)
    assert (talk.state, talk.starts_at) == (ConversationState.READY, IN_AN_HOUR)


def test_the_same_time_again_changes_nothing() -> None:
    talk = a_talk()
    talk.schedule(IN_AN_HOUR, IN_AN_HOUR + HALF_AN_HOUR, by=MEI, now=NOON)
    assert not talk.schedule(IN_AN_HOUR, IN_AN_HOUR + HALF_AN_HOUR, by=OMAR, now=NOON)


def test_it_is_not_missed_before_its_time_has_passed() -> None:
    talk = a_talk(ConversationState.READY)
    talk.ends_at = IN_AN_HOUR
    with pytest.raises(Conflict, match="only after its time"):
        talk.leave(Deed.MISS, None, by=MEI, now=NOON)


def test_held_by_silence_is_marked_unconfirmed() -> None:
    talk = a_talk(ConversationState.IN_PROGRESS)
    talk.hold(by=None, now=NOON)
    assert (talk.state, talk.confirmed) == (ConversationState.HELD, False)
