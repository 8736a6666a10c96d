"""A promise's rules, without a database."""

from datetime import date, timedelta
from itertools import product

import pytest

from domain.base import new_id
from domain.commitments.commitment import (
    TRANSITIONS,
    Commitment,
    CommitmentDeed,
    CommitmentState,
)
from domain.errors import Conflict, DomainError, Invalid
from tests.people import NOON, TODAY

OMAR, MEI = new_id(), new_id()
A_WEEK = timedelta(days=7)
LATER = NOON + timedelta(days=20)


def a_promise(state: CommitmentState = CommitmentState.OPEN, *, due_on: date = TODAY) -> Commitment:
    """Omar promised it to Mei."""
    return Commitment(
        conversation_id=new_id(),
        owner_id=OMAR,
        counterpart_id=MEI,
        text="Profile the import",
        due_on=due_on,
        made_at=NOON,
        state=state,
    )


def do(deed: CommitmentDeed, promise: Commitment) -> None:
    """As somebody would who has not acted before; a release needs both."""
    if deed is CommitmentDeed.FULFIL:
        promise.fulfil(by=MEI, now=LATER)
    elif deed is CommitmentDeed.CARRY_OVER:
        promise.carry_over(LATER.date() + A_WEEK, by=OMAR, now=LATER)
    elif deed is CommitmentDeed.RELEASE:
        promise.release_wanted_by_id = MEI
        if not promise.release(by=OMAR, now=LATER):
            raise Conflict("Said already", zh="已处理")
    else:
        promise.give_up(now=LATER)


@pytest.mark.parametrize(("state", "deed"), list(product(CommitmentState, CommitmentDeed)))
def test_every_deed_in_every_state(state: CommitmentState, deed: CommitmentDeed) -> None:
    promise = a_promise(state)
    after = TRANSITIONS[deed].get(state)
    if after is not None:
        do(deed, promise)
        assert promise.state is after
    else:
        with pytest.raises(Conflict):
            do(deed, promise)
        assert promise.state is state


def test_kept_twice_is_kept_once() -> None:
    promise = a_promise()
    assert [promise.fulfil(by=MEI, now=NOON), promise.fulfil(by=MEI, now=LATER)] == [True, False]
    assert promise.dealt_with_at == NOON


def test_one_side_alone_cannot_drop_it() -> None:
    promise = a_promise()
    assert [promise.release(by=OMAR, now=NOON), promise.release(by=OMAR, now=NOON)] == [True, False]
    assert promise.state is CommitmentState.OPEN
    assert promise.release(by=MEI, now=NOON)
    assert promise.state is CommitmentState.RELEASED


def test_a_later_date_takes_back_the_wish_to_drop_it() -> None:
    promise = a_promise()
    promise.release(by=OMAR, now=NOON)
    promise.carry_over(TODAY + A_WEEK, by=MEI, now=NOON)
    assert promise.release_wanted_by_id is None


@pytest.mark.parametrize("days", [0, -1])
def test_it_is_carried_to_a_later_date_only(days: int) -> None:
    promise = a_promise()
    with pytest.raises(Invalid) as refused:
        promise.carry_over(TODAY + timedelta(days=days), by=OMAR, now=NOON)
    assert refused.value.field == "due_on"
    assert (promise.state, promise.times_carried_over) == (CommitmentState.OPEN, 0)


def test_the_third_time_it_is_carried_over_it_escalates() -> None:
    promise = a_promise()
    escalated = []
    for week in (1, 2, 3):
        promise.carry_over(TODAY + week * A_WEEK, by=OMAR, now=NOON)
        escalated.append(promise.escalated)
    assert escalated == [False, False, True]


@pytest.mark.parametrize(("days", "for_good"), [(7, False), (8, True)])
def test_it_is_broken_a_week_after_its_date(days: int, *, for_good: bool) -> None:
    promise = a_promise()
    assert promise.overdue_for_good(TODAY + timedelta(days=days)) is for_good


def test_it_is_not_broken_before() -> None:
    promise = a_promise()
    with pytest.raises(DomainError):
        promise.give_up(now=NOON + A_WEEK)
    assert promise.state is CommitmentState.OPEN
