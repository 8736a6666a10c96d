from uuid import UUID

from tenants.jobs import Lane
from tenants.turns import THREADS, Turns, capacity, share

ACME, RIVAL, THIRD = UUID(int=1), UUID(int=2), UUID(int=3)


def test_everyone_gets_one_before_anyone_gets_two() -> None:
    allowed = Turns().next([ACME, RIVAL, THIRD], {}, free=4, most=10)
    assert allowed == {ACME: 2, RIVAL: 1, THIRD: 1}


def test_whoever_was_served_last_comes_last() -> None:
    turns = Turns()
    assert turns.next([ACME, RIVAL], {}, free=1, most=10) == {ACME: 1}
    assert turns.next([ACME, RIVAL], {}, free=1, most=10) == {RIVAL: 1}
    assert turns.next([ACME, RIVAL, THIRD], {}, free=2, most=10) == {THIRD: 1, ACME: 1}


def test_nobody_has_more_than_a_share() -> None:
    assert Turns().next([ACME], {}, free=100, most=5) == {ACME: 5}
    assert Turns().next([ACME, RIVAL], {ACME: 4}, free=100, most=5) == {ACME: 1, RIVAL: 5}


def test_with_no_place_left_nobody_is_served() -> None:
    assert Turns().next([ACME], {ACME: 8}, free=0, most=16) == {}
    assert Turns().next([ACME], {ACME: 8}, free=-3, most=16) == {}


def test_a_share_keeps_every_thread_busy() -> None:
    for lane in Lane:
        assert THREADS[lane] < share(lane, 1) < capacity(lane, 1)
        assert capacity(lane, 3) == 3 * capacity(lane, 1)
