"""The console as the API hands it out: which addresses, under which policy, kept for how long."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from infra.settings import settings
from tests.api.conftest import sign_in
from tests.people import Cast

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PAGE = '<meta nonce="__nonce__"><script nonce="__nonce__" src="/assets/index-1a2b.js"></script>'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where a console is looked for; there is none yet."""
    monkeypatch.setenv("TANLU_CONSOLE_DIR", str(tmp_path))
    settings.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def console(folder: Path) -> Path:
    """As if one had been built."""
    (folder / "assets").mkdir()
    (folder / "index.html").write_text(PAGE)
    (folder / "favicon.svg").write_text("<svg/>")
    for name, content in (("", "plain"), (".gz", "zipped"), (".br", "brotli")):
        (folder / "assets" / f"index-1a2b.js{name}").write_text(content)
    return folder


@pytest.mark.usefixtures("console")
@pytest.mark.parametrize("path", ["/", "/goals", "/sign-in", "/conversations/1?x=2"])
async def test_a_browser_gets_the_page_at_every_address(
    http: httpx2.AsyncClient, path: str
) -> None:
    pages = [await http.get(path, headers=BROWSER) for _ in range(2)]
    nonces = [set(re.findall(r'nonce="([^"]+)"', page.text)) for page in pages]
    assert [(page.status_code, len(found)) for page, found in zip(pages, nonces, strict=True)] == [
        (200, 1),
        (200, 1),
    ]
    assert nonces[0] != nonces[1]
    (nonce,) = nonces[0]
    parts = pages[0].headers["content-security-policy"].split(";")
    policy = {name: value for name, _, value in (part.strip().partition(" ") for part in parts)}
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == f"'nonce-{nonce}' 'strict-dynamic'"
    assert policy["style-src"] == f"'self' 'nonce-{nonce}'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert not any("unsafe" in value for value in policy.values())
    assert pages[0].headers["cache-control"] == "no-store"


@pytest.mark.usefixtures("console")
@pytest.mark.parametrize("path", ["/nothing", "/assets/nothing.js", "/sign-in/a/b"])
async def test_a_program_gets_no_page_for_an_address_that_leads_nowhere(
    http: httpx2.AsyncClient, path: str
) -> None:
    answer = await http.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/json")


@pytest.mark.usefixtures("console")
async def test_no_page_stands_in_for_an_answer(http: httpx2.AsyncClient) -> None:
    assert (await http.get("/graphql?query={viewer{id}}", headers=BROWSER)).status_code == 401
    assert (await http.get("/assets/gone-9z.js", headers=BROWSER)).status_code == 404
    assert (await http.post("/goals", headers=BROWSER)).status_code == 404


@pytest.mark.usefixtures("console")
@pytest.mark.parametrize(
    ("accepted", "encoding", "content"),
    [
        ("gzip, deflate, br", "br", "brotli"),
        ("gzip", "gzip", "zipped"),
        ("identity", None, "plain"),
    ],
)
async def test_files_are_kept_for_ever_and_come_packed(
    http: httpx2.AsyncClient, accepted: str, encoding: str | None, content: str
) -> None:
    asked = http.build_request(
        "GET", "/assets/index-1a2b.js", headers={"Accept-Encoding": accepted}
    )
    answer = await http.send(asked, stream=True)
    raw = b"".join([part async for part in answer.aiter_raw()])
    assert (answer.headers.get("content-encoding"), raw.decode()) == (encoding, content)
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.usefixtures("console")
@pytest.mark.parametrize(
    "name", ["..%2findex.html", "%2e%2e", "index-1a2b.js.br", "index-1a2b.js%00", ".js"]
)
async def test_no_other_files(http: httpx2.AsyncClient, name: str) -> None:
    assert (await http.get(f"/assets/{name}")).status_code == 404


@pytest.mark.usefixtures("folder")
async def test_without_a_console_home_still_says_something(
    http: httpx2.AsyncClient, cast: Cast
) -> None:
    assert "A link by mail lets you in." in (await http.get("/", headers=BROWSER)).text
    assert (await http.get("/goals", headers=BROWSER)).status_code == 404
    assert (await http.get("/favicon.svg")).status_code == 404
    await sign_in(http, cast, cast.omar)
    assert 'href="/graphiql"' in (await http.get("/")).text
    chinese = await http.get("/", headers={"Accept-Language": "zh-CN"})
    assert "您已登录" in chinese.text
