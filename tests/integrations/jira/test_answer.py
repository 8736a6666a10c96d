"""An answer is read once, as far as JSON goes, and says what it has cost."""

import json

import httpx2
import pytest

from integrations.jira.answer import Answer
from integrations.troubles import Unusable


def _answer(content: bytes, status: int = 200) -> Answer:
    return Answer(httpx2.Response(status, content=content))


def test_half_a_letter_spoils_nothing() -> None:
    """Jira cuts titles where it likes, and what is left of an emoji is no Unicode."""
    title = json.dumps({"summary": "Cut \U0001f600"})[:-8] + '"}'
    assert _answer(title.encode()).content == {"summary": "Cut \ud83d"}


@pytest.mark.parametrize(
    ("told", "points"),
    [
        ([1, 2, 3], 4),
        ({"issues": [{}, {}]}, 3),
        ({"values": []}, 1),
        ({"issueChangeLogs": [{"changeHistories": [1, 2]}, {"changeHistories": [3]}]}, 4),
        ({"issueChangeLogs": []}, 1),
        ({"count": 153}, 9),
        (None, 1),
    ],
)
def test_what_a_call_has_cost_is_told_by_what_came(told: object, points: int) -> None:
    content = b"" if told is None else json.dumps(told).encode()
    assert _answer(content).price(at_most=9) == points


def test_a_refusal_costs_one_and_what_cannot_be_read_all() -> None:
    assert _answer(b"[1, 2]", 404).price(at_most=9) == 1
    assert _answer(b"<html>").price(at_most=9) == 9


@pytest.mark.parametrize("content", [b"<html>", b"\xff\xfe", b'{"a": '])
def test_what_is_no_json_is_no_jira(content: bytes) -> None:
    with pytest.raises(Unusable) as refused:
        _ = _answer(content).content
    assert refused.value.message == "What answers there is not Jira"
