"""GraphQL over HTTP: what the audit of graphql-http does not look at."""

import orjson
import pytest

from tests.api.graphql.small import client

SPREAD = b" ".join(b"...F%d" % number for number in range(200))
FRAGMENTS = b" ".join(b"fragment F%d on Query{word}" % number for number in range(200))

ONE = b"fragment F0 on Query{word}"
NUMBER = b'{"query":"query($x:Int!){number(value:$x)}","variables":{"x":%b}}'
WORD = b'{"query":"query($x:String!){word(of:$x)}","variables":{"x":"%b"}}'

HOSTILE: list[tuple[str, bytes, int]] = [
    ("empty", b"", 400),
    ("not JSON", b"{", 400),
    ("a number", b"5", 400),
    ("a string", b'"{word}"', 400),
    ("null", b"null", 400),
    ("a batch", b'[{"query":"{word}"}]', 400),
    ("an empty batch", b"[]", 400),
    ("no query", b"{}", 400),
    ("an empty query", b'{"query":""}', 400),
    ("query of a wrong type", b'{"query":["{word}"]}', 400),
    ("variables of a wrong type", b'{"query":"{word}","variables":[1]}', 400),
    ("variables as text", b'{"query":"{word}","variables":"{}"}', 400),
    ("extensions of a wrong type", b'{"query":"{word}","extensions":7}', 400),
    ("operationName of a wrong type", b'{"query":"{word}","operationName":{}}', 400),
    ("unknown operationName", b'{"query":"query A{word}","operationName":"B"}', 400),
    ("no operationName among two", b'{"query":"query A{word} query B{word}"}', 400),
    ("only a fragment", b'{"query":"fragment F on Goal{title}"}', 400),
    ("a subscription", b'{"query":"subscription{word}"}', 400),
    ("not UTF-8", b'{"query":"{word(of:\\"\xff\\")}"}', 400),
    ("half a surrogate", b'{"query":"{word(of:$x)}","variables":{"x":"\\ud800"}}', 400),
    ("half a surrogate in the text", b'{"query":"{word(of:\\"\\\\ud800\\")}"}', 400),
    ("NaN", b'{"query":"{word}","variables":{"x":NaN}}', 400),
    ("deep JSON", b'{"query":"{word}","variables":{"x":' + b"[" * 5000 + b"]" * 5000 + b"}}", 400),
    ("deep variables", NUMBER % (b"[" * 900 + b"]" * 900), 400),
    ("huge integer", NUMBER % (b"9" * 300), 400),
    ("huge literal", b'{"query":"{number(value:' + b"9" * 6000 + b')}"}', 400),
    ("a list for an object", NUMBER % b"[1]", 400),
    ("unknown enum or type", b'{"query":"query($x:Nope){word}"}', 400),
    ("U+0000 in a variable", WORD % b"a\\u0000", 400),
    ("U+0000 in a key", b'{"query":"{word}","variables":{"a\\u0000":1}}', 400),
    ("U+0000 in a literal", b'{"query":"{word(of:\\"\\\\u0000\\")}"}', 400),
    ("U+0000 by code point", b'{"query":"{word(of:\\"\\\\u{0}\\")}"}', 400),
    ("words about U+0000", WORD % b"\\\\u0000", 200),
    ("10,000 brackets", b'{"query":"' + b"{a" * 10_000 + b'"}', 400),
    ("the same field 1,500 times", b'{"query":"{' + b"word " * 1500 + b'}"}', 400),
    ("the same fragment 900 times", b'{"query":"{' + b"...F0 " * 900 + b"}" + ONE + b'"}', 400),
    ("200 fragments", b'{"query":"{' + SPREAD + b"}" + FRAGMENTS + b'"}', 400),
]  # fmt: skip


@pytest.mark.parametrize(("what", "body", "status"), HOSTILE, ids=[case[0] for case in HOSTILE])
async def test_hostile_bodies(what: str, body: bytes, status: int) -> None:
    async with client() as http:
        answer = await http.post(
            "/graphql", content=body, headers={"Accept": "application/graphql-response+json"}
        )
    found = orjson.loads(answer.content)
    assert answer.status_code == status, what
    if status == 400:
        assert {error["extensions"]["code"] for error in found["errors"]} == {"BAD_USER_INPUT"}
        assert "data" not in found


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_other_methods(method: str) -> None:
    async with client() as http:
        answer = await http.request(method, "/graphql", content=b'{"query":"{word}"}')
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "application/json; charset=utf-16",
        ";;;",
    ],
)
async def test_other_content_types(content_type: str | None) -> None:
    async with client() as http:
        http.headers.pop("Content-Type")
        headers = {"Content-Type": content_type} if content_type else {}
        answer = await http.post("/graphql", content=b'{"query":"{word}"}', headers=headers)
    assert answer.status_code == 415


async def test_reading_by_get() -> None:
    async with client() as http:
        answer = await http.get(
            "/graphql",
            params={"query": "query($x:String!){word(of:$x)}", "variables": '{"x":"hi"}'},
        )
    assert answer.json()["data"] == {"word": "hi"}


async def test_no_writing_by_get() -> None:
    async with client() as http:
        answer = await http.get("/graphql", params={"query": 'mutation{rename(title:"x")}'})
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


async def test_no_writing_by_get_behind_a_query() -> None:
    async with client() as http:
        answer = await http.get(
            "/graphql", params={"query": 'query A{word} mutation B{rename(title:"x")}'}
        )
    assert answer.status_code == 200
    assert "data" not in answer.json()


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("image/png", "application/json"),
        ("application/json", "application/json"),
        ("application/graphql-response+json", "application/graphql-response+json"),
        ("application/graphql-response+json;q=0.5, application/json", "application/json"),
        (
            "application/json;q=0.5, application/graphql-response+json",
            "application/graphql-response+json",
        ),
        ("application/graphql-response+json;q=abc", "application/json"),
    ],
)  # fmt: skip
async def test_the_media_type_of_an_answer(accept: str, media: str) -> None:
    async with client() as http:
        answer = await http.post("/graphql", json={"query": "{word}"}, headers={"Accept": accept})
    assert answer.headers["content-type"] == media
