"""What leaves the house when something fails, and in which language."""

from typing import Any

import httpx2
import pytest

from api.graphql.errors import UserError
from api.refusals import preferred_locale
from domain.errors import Invalid
from tests.api.graphql.small import ask, client

MASKED = "Something went wrong on our side; quote the request id to support"
TOO_LARGE = "Int cannot represent non 32-bit signed integer value: 3000000000"

CASES = [
    ("{broken}", "INTERNAL", MASKED),
    ("{wrongType}", "INTERNAL", MASKED),
    ("{hidden}", "NOT_FOUND", "There is no goal with that id"),
    ("{forbidden}", "FORBIDDEN", "Only HR may see this"),
    ("{slow}", "TIMEOUT", "This took too long; ask for less"),
    ("{goal{titel}}", "BAD_USER_INPUT", "Cannot query field 'titel' on type 'Goal'."),
    ("{number(value:3000000000)}", "BAD_USER_INPUT", TOO_LARGE),
    ("{", "BAD_USER_INPUT", "Syntax Error: Expected Name, found <EOF>."),
]  # fmt: skip


@pytest.mark.parametrize(("document", "code", "message"), CASES)
async def test_codes_and_sentences(document: str, code: str, message: str) -> None:
    error = (await asked(document))["errors"][0]
    assert (error["extensions"]["code"], error["message"]) == (code, message)
    assert len(error["extensions"]["requestId"]) == 36


async def test_a_refusal_names_the_field() -> None:
    error = (await asked("{hidden}"))["errors"][0]
    assert error["extensions"]["field"] == ["goalId"]
    assert error["path"] == ["hidden"]


async def test_a_nullable_field_that_fails_leaves_the_rest() -> None:
    answer = await asked("{forbidden word}")
    assert answer["data"] == {"forbidden": None, "word": "hello"}
    assert answer["status"] == 200


@pytest.mark.parametrize(
    "document",
    ["{broken}", "{forbidden}", "{slow}", "{a:__schema{types{name}}" + "b:word" * 40 + "}"],
)
async def test_chinese_for_those_who_ask_for_it(document: str) -> None:
    async with client() as http:
        answer = await http.post(
            "/graphql", json={"query": document}, headers={"Accept-Language": "zh-CN,en;q=0.5"}
        )
    message = answer.json()["errors"][0]["message"]
    assert any("一" <= letter <= "鿿" for letter in message) or "Expected" in message


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        (None, "en"),
        ("", "en"),
        ("zh", "zh-CN"),
        ("zh-TW", "zh-CN"),
        ("en;q=0.5, zh;q=0.9", "zh-CN"),
        ("en, zh", "en"),
        ("zh;q=0", "en"),
        ("fr, zh;q=x", "en"),
        (";;;q=q=,,", "en"),
    ],
)
def test_the_language_of_an_answer(header: str | None, locale: str) -> None:
    assert preferred_locale(header) == locale


def test_a_user_error_points_into_the_input() -> None:
    refusal = Invalid("Choose a date to come", zh="请选择将来的日期", field="measures.due_on")
    error = UserError.of(refusal, "zh-CN")
    assert (error.message, error.code) == ("请选择将来的日期", "INVALID")
    assert error.field == ["measures", "dueOn"]


async def test_nothing_of_the_question_or_the_failure_reaches_the_log(
    capsys: pytest.CaptureFixture[str],
) -> None:
    await asked('{broken word(of:"Omar is a canary")}')
    await asked('{nope(of:"Omar is a canary")}')
    logged = capsys.readouterr()
    assert "canary" not in logged.out + logged.err
    assert "12000" not in logged.out + logged.err


async def asked(document: str) -> dict[str, Any]:
    return dict(await ask(document))


async def test_a_stranger_is_told_how_to_come_in() -> None:
    async with client() as http:
        http.headers.pop("Authorization")
        answer: httpx2.Response = await http.post(
            "/graphql", json={"query": "{__schema{types{name}}}"}
        )
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
