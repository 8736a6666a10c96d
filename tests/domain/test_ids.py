"""Ids stand for an order in time, within a process and between several."""

import time

from domain.base import new_id

MANY = 20_000


def test_ids_made_in_a_row_are_in_order_and_never_ahead_of_the_clock() -> None:
    made = [new_id() for _ in range(MANY)]
    assert made == sorted(set(made))
    assert {each.version for each in made} == {7}
    milliseconds = made[-1].int >> 80
    assert 0 <= time.time() * 1000 - milliseconds < 60_000
