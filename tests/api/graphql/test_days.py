"""Days and moments that clients send: those that exist, within reach of anybody's work."""

import httpx2
import pytest

from tests.api.conftest import bearer
from tests.people import Cast

BEYOND = "Choose a day between 1900-01-01 and 2199-12-31"
NO_DAY = "There is no such day; write it as year, month and day, such as 2026-01-31"
NO_MOMENT = (
    "There is no such moment; write it with its offset from UTC, such as 2026-01-31T09:00:00+08:00"
)
SCORECARD = """
    mutation ($input: RecomputeScorecardInput!) {
        recomputeScorecard(input: $input) { userErrors { message } }
    }
"""
TALK = """
    mutation ($input: ScheduleConversationInput!) {
        scheduleConversation(input: $input) { userErrors { message } }
    }
"""


async def refusal(
    http: httpx2.AsyncClient, cast: Cast, document: str, locale: str = "en", **variables: object
) -> tuple[str, str]:
    """The code and the sentence of the only error of the answer."""
    headers = await bearer(cast, cast.mei, "goals:read", "scorecards:write", "conversations:write")
    answer = await http.post(
        "/graphql",
        json={"query": document, "variables": variables},
        headers={**headers, "Accept-Language": locale},
    )
    (error,) = answer.json()["errors"]
    return error["extensions"]["code"], error["message"]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("9999-12-30", BEYOND),
        ("9999-12-31", BEYOND),
        ("2200-01-01", BEYOND),
        ("0001-01-01", BEYOND),
        ("0001-01-02", BEYOND),
        ("1899-12-31", BEYOND),
        ("2026-02-30", NO_DAY),
        ("2025-02-29", NO_DAY),
        ("soon", NO_DAY),
        (20260101, NO_DAY),
    ],
)
async def test_a_day_that_cannot_be_is_refused_in_a_sentence(
    http: httpx2.AsyncClient, cast: Cast, day: object, sentence: str
) -> None:
    told = {"managerId": str(cast.mei.id), "grain": "MONTH", "day": day}
    assert await refusal(http, cast, SCORECARD, input=told) == ("BAD_USER_INPUT", sentence)


async def test_the_sentence_is_in_the_language_of_the_request(
    http: httpx2.AsyncClient, cast: Cast
) -> None:
    told = {"managerId": str(cast.mei.id), "grain": "MONTH", "day": "2026-02-30"}
    _, sentence = await refusal(http, cast, SCORECARD, "zh-CN", input=told)
    assert sentence == "没有这一天，请按“年-月-日”填写，例如 2026-01-31"


async def test_a_day_in_the_document_is_refused_alike(http: httpx2.AsyncClient, cast: Cast) -> None:
    document = '{ goals(first: 1, filter: {dueBefore: "2026-02-30"}) { totalCount } }'
    assert await refusal(http, cast, document) == ("BAD_USER_INPUT", NO_DAY)


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        ("9999-12-31T23:59:59-12:00", BEYOND),
        ("0001-01-01T00:00:00+14:00", BEYOND),
        ("2026-02-30T09:00:00Z", NO_MOMENT),
        ("2026-02-03T25:00:00Z", NO_MOMENT),
        ("2026-02-03T09:00:00", NO_MOMENT),
        ("", NO_MOMENT),
    ],
)
async def test_a_moment_that_cannot_be_is_refused_in_a_sentence(
    http: httpx2.AsyncClient, cast: Cast, moment: str, sentence: str
) -> None:
    noon = "2026-02-03T12:00:00Z"
    told = {"conversationId": str(cast.omar.id), "startsAt": moment, "endsAt": noon}
    assert await refusal(http, cast, TALK, input=told) == ("BAD_USER_INPUT", sentence)
