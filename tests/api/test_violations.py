"""What a browser reports of a page is written down without anybody's words."""

import io
import json
from collections.abc import Iterator

import httpx2
import pytest

from api import violations
from api.violations import ADDRESS, LARGEST, READABLE, Allowance
from infra.telemetry import configure_logging
from tests.api.conftest import HERE


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    monkeypatch.setattr(violations, "allowance", Allowance(READABLE))
    stream = io.StringIO()
    configure_logging(stream)
    yield stream
    configure_logging()


def written(log: io.StringIO) -> list[dict[str, str]]:
    """What was kept of each report."""
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    return [
        {name: line[name] for name in ("level", "directive", "blocked", "where")}
        for line in lines
        if line["event"] == "page violation"
    ]


def report(**more: object) -> bytes:
    said = {
        "document-uri": f"{HERE}/sign-in/a-secret-of-somebody-s",
        "referrer": f"{HERE}/people/omar",
        "violated-directive": "script-src-elem",
        "effective-directive": "script-src-elem",
        "original-policy": "default-src 'none'",
        "blocked-uri": "inline",
        "source-file": f"{HERE}/assets/index-Ab1.js",
        "line-number": 12,
        "script-sample": "Omar has said",
        **more,
    }
    return json.dumps({"csp-report": said}).encode()


async def post(http: httpx2.AsyncClient, body: bytes) -> int:
    kind = {"Content-Type": "application/csp-report"}
    return (await http.post(ADDRESS, content=body, headers=kind)).status_code


LINE = "/assets/index-Ab1.js:12"
OLD = {"effective-directive": None, "violated-directive": "style-src 'self' omar"}


@pytest.mark.parametrize(
    ("more", "directive", "blocked", "where"),
    [
        ({}, "script-src-elem", "inline", LINE),
        ({"blocked-uri": "https://x.test/?omar"}, "script-src-elem", "address", LINE),
        ({"blocked-uri": "data"}, "script-src-elem", "data", LINE),
        ({"blocked-uri": "data:text/html,Omar"}, "script-src-elem", "data", LINE),
        ({"source-file": f"{HERE}/people/omar"}, "script-src-elem", "inline", "page"),
        ({"source-file": "http://[", "blocked-uri": 7}, "script-src-elem", "unknown", "page"),
        ({"source-file": None}, "script-src-elem", "inline", "page"),
        ({"line-number": "Omar"}, "script-src-elem", "inline", "/assets/index-Ab1.js"),
        (OLD, "style-src", "inline", LINE),
    ],
)
async def test_what_is_kept_of_a_report(
    http: httpx2.AsyncClient,
    log: io.StringIO,
    more: dict[str, object],
    directive: str,
    blocked: str,
    where: str,
) -> None:
    assert await post(http, report(**more)) == 204
    line = {"level": "warning", "directive": directive, "blocked": blocked, "where": where}
    assert written(log) == [line]
    assert "omar" not in log.getvalue().lower()
    assert "secret" not in log.getvalue()


@pytest.mark.parametrize(
    "more",
    [{"source-file": "moz-extension://1/a.js"}, {"blocked-uri": "chrome-extension://1/b.js"}],
)
async def test_what_a_reader_has_added_to_the_browser_is_not_ours(
    http: httpx2.AsyncClient, log: io.StringIO, more: dict[str, object]
) -> None:
    assert await post(http, report(**more)) == 204
    assert written(log) == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'{"csp-report": 1}', 400),
        (report(**{"effective-directive": "omar-src"}), 400),
        (report(**{"script-sample": "x" * LARGEST}), 413),
    ],
)
async def test_what_is_no_report_is_refused(
    http: httpx2.AsyncClient, log: io.StringIO, body: bytes, status: int
) -> None:
    assert await post(http, body) == status
    assert written(log) == []


async def test_a_flood_is_not_written_down(
    http: httpx2.AsyncClient, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(violations, "allowance", Allowance(2))
    assert [await post(http, report()) for _ in range(4)] == [204, 204, 429, 429]
    assert len(written(log)) == 2


def test_the_next_minute_is_another() -> None:
    allowance = Allowance(1)
    assert [allowance.take(now) for now in (0.0, 59.9, 60.0, 61.0)] == [True, False, True, False]
