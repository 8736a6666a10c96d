"""What strangers answer is read by patterns, and they choose what the patterns meet."""

import time

import pytest

from infra.posting import READ_AT_MOST
from webhooks.redacting import KEPT, kept_of


@pytest.mark.parametrize(
    "unit",
    [b"x", b"-", b"token", b"token=", b"token ", b"session-", b"eyJ-", b"eyJa.", b"bearer ", b'"'],
)
def test_no_answer_holds_up_the_worker(unit: bytes) -> None:
    """Sixteen kilobytes of one letter took thirteen seconds once."""
    content = (unit * READ_AT_MOST)[:READ_AT_MOST]
    began = time.process_time()
    assert len(kept_of(content)) <= KEPT
    assert time.process_time() - began < 1.0


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        (b'{"access_token": "abc"}', '{"access_token": [removed]}'),
        (b"X-My-Api-Key: abc, rest", "X-My-Api-Key: [removed], rest"),
        (b"password_hash=abc&x=1", "password_hash=[removed]&x=1"),
        (b"Authorization: Bearer abc", "Authorization: [removed]"),
        (b"eyJh.eyJz.c2ln", "[removed]"),
        (b"all is well", "all is well"),
    ],
)
def test_what_looks_like_a_secret_is_not_kept(answer: bytes, kept: str) -> None:
    assert kept_of(answer) == kept
