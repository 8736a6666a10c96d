"""A file of anchors of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.settings import settings


@pytest.fixture
def anchors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "elsewhere" / "anchors.jsonl"
    monkeypatch.setenv("TANLU_AUDIT_ANCHORS", str(path))
    settings.cache_clear()
    yield path
    monkeypatch.undo()
    settings.cache_clear()
