"""A record's rules, without a database."""

from datetime import date, timedelta
from itertools import product

import pytest

from domain.base import new_id
from domain.errors import Conflict, Invalid
from domain.records.account import (
    MOST,
    Account,
    StatedAction,
    StatedAgreement,
    StatedFact,
)
from domain.records.chain import hash_of
from domain.records.record import TRANSITIONS, Record, RecordDeed, RecordState
from tests.people import NOON, TODAY

MEI, OMAR, ANA = new_id(), new_id(), new_id()
A_DAY = timedelta(days=1)


def a_record(state: RecordState = RecordState.DRAFT) -> Record:
    return Record(
        conversation_id=new_id(),
        subject_id=OMAR,
        manager_id=MEI,
        state=state,
        occurred_at=NOON,
        recorded_at=NOON,
        late=False,
    )


def do(deed: RecordDeed, record: Record) -> bool:
    if deed is RecordDeed.SHARE:
        return record.share(now=NOON)
    if deed is RecordDeed.SEAL:
        return record.seal(by=MEI, now=NOON)
    if deed is RecordDeed.AMEND:
        record.amend(now=NOON)
        return True
    return record.answer(deed, 1)


REPEATED = {
    (RecordState.SHARED, RecordDeed.SHARE),
    (RecordState.ACKNOWLEDGED, RecordDeed.ACKNOWLEDGE),
    (RecordState.CONTESTED, RecordDeed.CONTEST),
}


@pytest.mark.parametrize(("state", "deed"), list(product(RecordState, RecordDeed)))
def test_every_deed_in_every_state(state: RecordState, deed: RecordDeed) -> None:
    record = a_record(state)
    after = TRANSITIONS[deed].get(state)
    if after is not None:
        assert do(deed, record)
        assert record.state is after
    elif (state, deed) in REPEATED:
        assert not do(deed, record)
    else:
        with pytest.raises(Conflict):
            do(deed, record)
        assert (record.state, record.version) == (state, 1)


def test_sealed_once_is_sealed() -> None:
    record = a_record(RecordState.ACKNOWLEDGED)
    assert [record.seal(by=MEI, now=NOON), record.seal(by=MEI, now=NOON)] == [True, False]


@pytest.mark.parametrize("deed", [RecordDeed.ACKNOWLEDGE, RecordDeed.CONTEST])
def test_one_answers_the_version_one_has_read(deed: RecordDeed) -> None:
    record = a_record(RecordState.SHARED)
    record.amend(now=NOON)
    with pytest.raises(Conflict, match="Version 2 is the current one"):
        record.answer(deed, 1)
    assert record.state is RecordState.SHARED


def fact(text: str = "It was slow", *, occurred_on: date | None = None) -> StatedFact:
    return StatedFact(text=text, occurred_on=occurred_on)


def action(**given: object) -> StatedAction:
    known = {"text": "Profile it", "owner_id": OMAR, "due_on": TODAY + A_DAY}
    return StatedAction(**(known | given))  # type: ignore[arg-type]


@pytest.mark.requirement(105, 107)
@pytest.mark.parametrize(
    ("account", "field"),
    [
        (Account([], [], []), "facts"),
        (Account([fact(), fact(" ")], [], []), "facts.1.text"),
        (
            Account([StatedFact(text="Soon", occurred_on=TODAY + A_DAY)], [], []),
            "facts.0.occurred_on",
        ),
        (Account([fact()] * (MOST + 1), [], []), "facts"),
        (Account([fact()], [StatedAgreement(text="")], []), "agreements.0.text"),
        (Account([fact()], [], [action(), action(due_on=TODAY - A_DAY)]), "actions.1.due_on"),
        (Account([fact()], [], [action(owner_id=ANA)]), "actions.0.owner_id"),
        (Account([fact()], [], [action(text="\n")]), "actions.0.text"),
    ],
)
def test_what_is_wrong_with_an_account_is_named(account: Account, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        account.checked(between={MEI, OMAR}, today=TODAY)
    assert refused.value.field == field


def test_an_action_that_was_there_before_may_be_overdue() -> None:
    overdue = action(due_on=TODAY - A_DAY)
    account = Account([fact()], [], [overdue])
    checked = account.checked(between={MEI, OMAR}, today=TODAY, kept=[overdue])
    assert checked.actions == [overdue]


def test_a_hash_depends_on_every_word_and_on_the_link_before() -> None:
    hashes = {
        hash_of({"facts": ["a"]}, None),
        hash_of({"facts": ["b"]}, None),
        hash_of({"facts": ["a"]}, "0"),
    }
    assert len(hashes) == 3


def test_a_hash_does_not_depend_on_the_order_of_keys() -> None:
    assert hash_of({"a": 1, "b": "进展"}, "x") == hash_of({"b": "进展", "a": 1}, "x")
