"""Building the console: only when something has changed, and with a word where it cannot be."""

import shutil
from pathlib import Path

import pytest

from infra.ports import free_port
from infra.trouble import Trouble
from operate import console

SOURCES = ("package.json", "package-lock.json", ".npmrc", "src", "index.html", "codegen.ts")


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sources alone, as after a clone, in a house of its own."""
    web = tmp_path / "web"
    web.mkdir()
    for name in SOURCES:
        source = console.WEB / name
        if source.is_dir():
            shutil.copytree(source, web / name, ignore=shutil.ignore_patterns("gql"))
        else:
            shutil.copy(source, web / name)
    schema = tmp_path / "schema.graphql"
    shutil.copy(console.SCHEMA, schema)
    for name, path in (("ROOT", tmp_path), ("WEB", web), ("SCHEMA", schema)):
        monkeypatch.setattr(console, name, path)
    return web


def test_without_a_registry_one_sentence(web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("npm_config_registry", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("npm_config_cache", str(web / "cache"))
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    with pytest.raises(Trouble) as told:
        console.build()
    assert str(told.value) == (
        "The console needs npm packages that could not be fetched (ECONNREFUSED);"
        " the API serves without it."
    )
    assert not (web / "dist").exists()


def test_what_is_built_is_not_built_again(web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even npm is asked, so a house without a network starts."""
    monkeypatch.setenv("npm_config_registry", f"http://127.0.0.1:{free_port()}")
    (web / "dist").mkdir()
    (web / "dist" / "built-from").write_text(console.fingerprint())
    assert console.build() is False
    (web / "src" / "main.tsx").write_text("// something else")
    with pytest.raises(Trouble):
        console.build()


def test_what_is_made_is_no_source(web: Path) -> None:
    before = console.fingerprint()
    for made in ("node_modules/react/index.js", "dist/index.html", "src/gql/graphql.ts"):
        (web / made).parent.mkdir(parents=True)
        (web / made).write_text("made")
    assert console.fingerprint() == before
    console.SCHEMA.write_text("type Query { another: Int }")
    assert console.fingerprint() != before


def test_the_lock_file_names_no_address() -> None:
    lock = (console.WEB / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert '"integrity": "sha512-' in lock
