"""Ports that nobody takes between the look and the listening."""

import socket

import pytest

from infra import ports
from infra.ports import free_port
from infra.trouble import Trouble


def test_none_is_of_those_that_are_lent_to_connections() -> None:
    assert all(20_000 <= free_port(in_a_row=3) <= 32_000 for _ in range(100))


def test_all_neighbours_are_free(monkeypatch: pytest.MonkeyPatch) -> None:
    first = free_port(in_a_row=4)
    monkeypatch.setattr(ports, "_FIRST", first)
    monkeypatch.setattr(ports, "_LAST", first + 2)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", first + 1))
        assert free_port() == first
        with pytest.raises(Trouble, match="No port between"):
            free_port(in_a_row=2)
    assert free_port(in_a_row=2) in {first, first + 1}
