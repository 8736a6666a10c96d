"""Bodies that real Jiras sent, beside the project; without them these tests read nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "jira"
needs_recordings = pytest.mark.skipif(
    not FOLDER.exists(), reason="needs the recorded payloads in shared/data/jira"
)


def recorded(name: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def names_in(folder: str) -> list[str]:
    return sorted(path.name for path in (FOLDER / folder).glob("*.json"))
