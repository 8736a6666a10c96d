"""The few pages of our own: who sees them, and what they may load."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from api import graphiql
from infra.settings import settings
from infra.trouble import Trouble
from operate import graphiql as fetching
from tests.api.conftest import sign_in
from tests.people import Cast


@pytest.fixture
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """As if GraphiQL had been fetched."""
    folder = tmp_path / "graphiql"
    folder.mkdir()
    for name in graphiql.FILES:
        (folder / name).write_text(f"/* {name} */")
    monkeypatch.setenv("TANLU_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    settings.cache_clear()


@pytest.mark.usefixtures("fetched")
async def test_graphiql_is_for_the_signed_in(http: httpx2.AsyncClient, cast: Cast) -> None:
    assert (await http.get("/graphiql")).status_code == 401
    await sign_in(http, cast, cast.omar)
    page = await http.get("/graphiql")
    assert page.status_code == 200
    (nonce,) = set(re.findall(r'nonce="([^"]+)"', page.text))
    policy = page.headers["content-security-policy"]
    assert f"script-src 'nonce-{nonce}';" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    for address in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        assert (await http.get(address)).text == f"/* {address.removeprefix('/graphiql/')} */"
    again = await http.get("/graphiql")
    assert nonce not in again.text


@pytest.mark.usefixtures("fetched")
@pytest.mark.parametrize("name", ["x.js", "..%2f..%2fetc%2fpasswd", "%2e%2e", "graphiql.js%00"])
async def test_no_other_files(http: httpx2.AsyncClient, name: str) -> None:
    assert (await http.get(f"/graphiql/{name}")).status_code == 404


async def test_without_graphiql_the_page_says_how_to_get_it(
    http: httpx2.AsyncClient, cast: Cast, fetched: Path
) -> None:
    (fetched / "graphiql" / "react.js").unlink()
    assert not fetching.is_fetched(fetched)
    await sign_in(http, cast, cast.omar)
    page = await http.get("/graphiql")
    assert page.status_code == 404
    assert "./tanlu graphiql" in page.json()["errors"][0]["message"]


def test_another_package_than_the_known_one_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What npm hands out under the name has another hash."""
    package = tmp_path / "graphiql"
    package.mkdir()
    (package / "package.json").write_text('{"name": "graphiql", "version": "3.9.0"}')
    monkeypatch.setattr(fetching, "PACKAGES", {str(package): ("another", {})})
    with pytest.raises(Trouble, match="not the one that was looked at"):
        fetching.fetch(tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_what_cannot_be_fetched_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    with pytest.raises(Trouble, match=r"npm could not fetch graphiql@3.9.0 \(ECONNREFUSED\)"):
        fetching.fetch(tmp_path / "data")
