"""How often a stranger may try, and where they are taken to come from."""

from collections.abc import Iterator

import pytest

from api.network import network_of
from api.rate_limit import Pace, RateLimit
from api.refusals import Refused
from infra.settings import settings


def _seconds_to_wait(limit: RateLimit, key: str, now: float) -> int | None:
    try:
        limit.take(key, now)
    except Refused as refused:
        return int(refused.headers["Retry-After"])
    return None


def test_three_in_a_minute_are_three_in_a_minute() -> None:
    limit = RateLimit(Pace(3, 60))
    waits = [_seconds_to_wait(limit, "a", now) for now in (0, 0, 0, 0, 19, 20, 20, 60, 60, 60)]
    assert waits == [None, None, None, 20, 1, None, 20, None, None, 20]


def test_one_who_tries_on_makes_nobody_wait_longer() -> None:
    limit = RateLimit(Pace(1, 60))
    assert _seconds_to_wait(limit, "a", 0) is None
    assert [_seconds_to_wait(limit, "a", now) for now in (10, 20, 30)] == [50, 40, 30]
    assert _seconds_to_wait(limit, "b", 30) is None
    assert _seconds_to_wait(limit, "a", 60) is None


def test_failures_alone_may_be_counted() -> None:
    limit = RateLimit(Pace(2, 60))
    for _ in range(10):
        limit.require("a", 0)
    limit.note("a", 0)
    limit.note("a", 0)
    limit.note("a", 0)
    with pytest.raises(Refused) as refused:
        limit.require("a", 0)
    assert refused.value.headers == {"Retry-After": "30"}
    limit.require("a", 30)


def test_the_refusal_says_when_to_come_back_in_both_languages() -> None:
    limit = RateLimit(Pace(1, 600))
    limit.take("a", 0)
    with pytest.raises(Refused) as refused:
        limit.take("a", 0)
    assert refused.value.status == 429
    assert refused.value.message == "That was tried too often; try again in 10 minutes"
    assert refused.value.zh == "尝试过于频繁，请在 10 分钟后重试"
    assert refused.value.details == {"retryAfterSeconds": 600}


def test_no_more_keys_are_remembered_than_said() -> None:
    limit = RateLimit(Pace(1, 60), at_most=2)
    for key in ("a", "b", "c"):
        limit.take(key, 0)
    assert [_seconds_to_wait(limit, key, 0) for key in ("c", "b", "a")] == [60, 60, None]


def _from(peer: str, *forwarded: str) -> str:
    headers = [(b"x-forwarded-for", each.encode()) for each in forwarded]
    return network_of({"type": "http", "client": (peer, 1), "headers": headers})


def test_the_peer_counts_unless_it_is_a_proxy_of_ours() -> None:
    assert _from("203.0.113.7", "198.51.100.1") == "203.0.113.7"
    assert _from("::ffff:203.0.113.7") == "203.0.113.7"
    assert _from("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64"
    assert _from("a socket") == "unknown"
    assert network_of({"type": "http", "client": None, "headers": []}) == "unknown"


@pytest.fixture
def proxies(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TANLU_TRUSTED_PROXIES", '["10.0.0.0/8", "::1"]')
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


@pytest.mark.usefixtures("proxies")
def test_a_proxy_of_ours_says_who_asks_and_a_stranger_cannot() -> None:
    assert _from("10.0.0.1", "198.51.100.1") == "198.51.100.1"
    assert _from("::1", "192.0.2.1, 198.51.100.1") == "198.51.100.1"
    assert _from("::1", "192.0.2.1", "198.51.100.1") == "198.51.100.1"
    assert _from("10.0.0.1", "192.0.2.1, 198.51.100.1, 10.0.0.2") == "198.51.100.1"
    assert _from("203.0.113.7", "198.51.100.1") == "203.0.113.7"
    assert _from("10.0.0.1", "192.0.2.1, no address") == "10.0.0.1"
    assert _from("10.0.0.1", ", ".join(["10.0.0.3"] * 50)) == "10.0.0.1"
