"""What every address has in common: names, headers, sizes, times, logs and figures."""

import asyncio
import io
import json
import logging
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
import structlog
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message

from api import middleware
from api.middleware import HEADERS, LARGEST_BODY, Bounded, Watched
from infra.log_lines import A_SECOND, LONGEST_LINE
from infra.telemetry import configure_logging
from tenants.sign_in import link_address
from tests.api.conftest import HERE, OURS, bearer, sign_in
from tests.people import Cast

ADDRESSES = ["/livez", "/readyz", "/graphql", "/nothing", "/sign-in/x", "/operator/tenants"]


@pytest.mark.parametrize("address", ADDRESSES)
async def test_every_answer_is_guarded_and_named(http: httpx2.AsyncClient, address: str) -> None:
    answer = await http.get(address, headers={"X-Request-Id": "case-4711-abc"})
    assert answer.headers["x-request-id"] == "case-4711-abc"
    for name in HEADERS:
        assert name in answer.headers, name
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "sent", ["", "short", "x" * 65, "a b c d e f", "<script>1</script>", "é" * 9]
)
async def test_a_useless_request_id_is_replaced(http: httpx2.AsyncClient, sent: str) -> None:
    answer = await http.get("/livez", headers={"X-Request-Id": sent.encode()})
    assert len(answer.headers["x-request-id"]) == 36


async def test_errors_carry_the_request_id(http: httpx2.AsyncClient) -> None:
    answer = await http.post("/graphql", json={}, headers={"X-Request-Id": "case-4711-abc"})
    assert answer.json()["errors"][0]["extensions"]["requestId"] == "case-4711-abc"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("[::1]:8000", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example", 400),
        ("127.0.0.1:8000@evil.example", 400),
        ("", 400),
    ],
)
async def test_only_known_hosts(http: httpx2.AsyncClient, host: str, status: int) -> None:
    assert (await http.get("/livez", headers={"Host": host})).status_code == status


async def _chunks(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 1024):
        yield b" " * 1024


@pytest.mark.parametrize("address", ["/graphql", "/operator/tenants"])
async def test_bodies_are_bounded(
    http: httpx2.AsyncClient, cast: Cast, operator: dict[str, str], address: str
) -> None:
    known = operator if "operator" in address else await bearer(cast, cast.omar)
    json_body = {"Content-Type": "application/json", **known}
    for content in (b" " * (LARGEST_BODY + 1), b" " * 10_000_000):
        said = await http.post(address, content=content, headers=json_body)
        assert (said.status_code, code_of(said)) == (413, "BAD_USER_INPUT")
    unsaid = await http.post(address, content=_chunks(10_000_000), headers=json_body)
    assert (unsaid.status_code, code_of(unsaid)) == (413, "BAD_USER_INPUT")
    fits = await http.post(address, content=_chunks(LARGEST_BODY), headers=json_body)
    assert fits.status_code == 400


@pytest.mark.parametrize("length", ["-1", "x", "1e3", "9" * 400])
async def test_a_length_that_is_none(http: httpx2.AsyncClient, length: str) -> None:
    answer = await http.post("/graphql", content=b"{}", headers={"Content-Length": length})
    assert answer.status_code == 413


async def test_unknown_addresses_and_methods(http: httpx2.AsyncClient) -> None:
    missing = await http.get("/nothing/here")
    assert (missing.status_code, code_of(missing)) == (404, "NOT_FOUND")
    wrong = await http.put("/livez")
    assert (wrong.status_code, set(wrong.headers["allow"].split(", "))) == (405, {"GET", "HEAD"})


def watched(*routes: Route) -> Starlette:
    return Starlette(routes=routes, middleware=[Middleware(Watched), Middleware(Bounded)])


def at(app: Starlette) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=HERE)


async def test_what_breaks_is_not_explained(lines: io.StringIO) -> None:
    async def broken(_: Request) -> Response:
        raise RuntimeError("Omar earns 12000")

    async with at(watched(Route("/broken", broken))) as http:
        answer = await http.get("/broken")
    assert (answer.status_code, code_of(answer)) == (500, "INTERNAL")
    assert "12000" not in answer.text + lines.getvalue()
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert told[0]["error"] == "RuntimeError"
    assert told[0]["request_id"] == answer.headers["x-request-id"] == told[1]["request_id"]
    assert "test_front.py" in told[0]["where"][-1]


async def test_nobody_waits_forever(monkeypatch: pytest.MonkeyPatch, lines: io.StringIO) -> None:
    async def slow(_: Request) -> Response:
        await asyncio.sleep(5)
        return PlainTextResponse("late")

    monkeypatch.setattr(middleware, "LONGEST_SECONDS", 0.05)
    async with at(watched(Route("/slow", slow))) as http:
        answer = await http.get("/slow")
    assert (answer.status_code, code_of(answer)) == (503, "TIMEOUT")
    assert json.loads(lines.getvalue())["status"] == 503


async def test_who_hangs_up_is_no_failure(lines: io.StringIO) -> None:
    async def reads(request: Request) -> Response:
        return PlainTextResponse(await request.body())

    async def hang_up() -> Message:
        return {"type": "http.disconnect"}

    async def nowhere(_: Message) -> None:
        raise AssertionError("there is nobody to answer")

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [], "query_string": b""}
    await watched(Route("/", reads, methods=["POST"]))(scope, hang_up, nowhere)
    assert json.loads(lines.getvalue())["status"] == 499


@pytest.fixture
def lines(app: Starlette) -> Any:  # noqa: ANN401, ARG001 - the app sets up logging first
    stream = io.StringIO()
    configure_logging(stream)
    yield stream
    configure_logging()


async def test_the_log_says_what_happened_and_not_what_was_written(
    http: httpx2.AsyncClient, cast: Cast, lines: io.StringIO
) -> None:
    headers = await bearer(cast, cast.omar)
    add = 'mutation Add($e:String!){addPerson(input:{name:"Canary Wong",email:$e}){person{id}}}'
    for variables in ({"e": "canary@acme.test"}, {"e": "canary"}, {"canary": 1}):
        await http.post("/graphql", json={"query": add, "variables": variables}, headers=headers)
    await http.post("/graphql", json={"query": '{canary(of:"Canary")}'}, headers=headers)
    await http.post("/graphql", content=b'{"query": "canary', headers=headers)
    await http.get("/graphql", params={"query": "{viewer{name}} #canary"}, headers=headers)
    await http.get("/canary?canary=canary", headers={"User-Agent": "canary", "Referer": "canary"})
    await sign_in(http, cast, cast.omar)
    await http.post("/sign-out", headers=OURS)
    structlog.get_logger().info("canary said so", text="canary", name="canary", email="canary")
    logged = lines.getvalue()
    assert "canary" not in logged.lower().replace('"event":"canary said so"', "")
    assert headers["Authorization"].partition(" ")[2] not in logged
    first = json.loads(logged.splitlines()[0])
    assert {key: first[key] for key in ("event", "method", "route", "status", "operation")} == {
        "event": "request",
        "method": "POST",
        "route": "/graphql",
        "status": 200,
        "operation": "unnamed",
    }
    assert first["tenant_id"] == str(cast.place.tenant_id)
    assert "/sign-in/{secret}" in {json.loads(line).get("route") for line in logged.splitlines()}


def test_a_sentence_is_no_event(lines: io.StringIO) -> None:
    logging.getLogger()
    structlog.get_logger().info("Omar said: I want to leave, and it is Mei's fault")
    assert json.loads(lines.getvalue())["event"] == "unnamed"


async def test_figures_are_for_this_machine_and_for_operators(
    http: httpx2.AsyncClient, cast: Cast, operator: dict[str, str]
) -> None:
    await http.get("/livez")
    figures = (await http.get("/metrics")).text
    families = {each.name: each for each in text_string_to_metric_families(figures)}
    labels = {name for each in families["tanlu_request_seconds"].samples for name in each.labels}
    assert labels == {"route", "operation", "status", "le"}
    proxied = {"X-Forwarded-For": "203.0.113.9"}
    assert (await http.get("/metrics", headers=proxied)).status_code == 401
    assert (await http.get("/metrics", headers={**proxied, **operator})).status_code == 200
    admin = await bearer(cast, cast.wei)
    assert (await http.get("/metrics", headers={**proxied, **admin})).status_code == 403


async def test_a_trouble_is_written_a_few_times_a_second_and_then_counted(
    http: httpx2.AsyncClient, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "monotonic", lambda: 1000.0)
    for _ in range(A_SECOND + 30):
        await http.get("/nothing")
    await http.get("/livez")
    statuses = [json.loads(line)["status"] for line in lines.getvalue().splitlines()]
    assert statuses == [404] * A_SECOND + [200]
    monkeypatch.setattr(time, "monotonic", lambda: 1001.0)
    await http.get("/nothing")
    await http.get("/nothing")
    last = [json.loads(line).get("left_out") for line in lines.getvalue().splitlines()[-2:]]
    assert last == [30, None]


def test_no_value_and_no_line_is_long(lines: io.StringIO) -> None:
    long = "x" * 1_000_000
    structlog.get_logger().error(
        "odd", code=long, where=[long] * 50, error=long, limit=10**400, document={long: long}
    )
    told = json.loads(lines.getvalue())
    assert len(lines.getvalue()) < LONGEST_LINE
    assert told["code"] == "x" * 63 + "…"
    assert [len(each) for each in told["where"]] == [120] * 6
    assert (told["limit"], told["document"]) == ("large", "dict")


def test_libraries_are_heard_without_their_words(lines: io.StringIO) -> None:
    try:
        int("Omar earns 12000")
    except ValueError:
        logging.getLogger("asyncio").exception("Omar earns %s", 12000)
    logging.getLogger("uvicorn.error").error("Omar earns 12000")
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert "12000" not in lines.getvalue()
    assert [(each["event"], each["library"]) for each in told] == [
        ("library", "asyncio"),
        ("library", "uvicorn.error"),
    ]
    assert told[0]["error"] == "ValueError"
    assert "test_front.py" in told[0]["where"][0]


def test_the_address_of_a_link() -> None:
    assert link_address("x") == "http://127.0.0.1:8000/sign-in/x"


def code_of(answer: httpx2.Response) -> str:
    code: str = answer.json()["errors"][0]["extensions"]["code"]
    return code
