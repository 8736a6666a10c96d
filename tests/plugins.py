"""A plugin's manifest with sensible values, and what an admin does with it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from infra.settings import settings

HOME = "http://127.0.0.1:9/"
PLUGIN = "dev.acme.weekly"


def a_manifest(home: str = "http://127.0.0.1:9", **other: Any) -> dict[str, Any]:  # noqa: ANN401 - any value
    """Well formed and true; `other` takes the place of what is named, None takes it out."""
    said: dict[str, Any] = {
        "manifestVersion": 1,
        "id": PLUGIN,
        "version": "1.2.0",
        "platform": ">=1.0 <2",
        "name": both("Weekly", "周报"),
        "summary": both("Counts acknowledged records", "统计已确认的记录"),
        "publisher": {
            "name": "Acme Tools",
            "url": "https://acme.dev",
            "supportEmail": "help@acme.dev",
            "securityEmail": "security@acme.dev",
        },
        "links": {"privacy": "https://acme.dev/privacy"},
        "baseUrl": home,
        "auth": {"clientAuth": "client_secret_basic"},
        "scopes": {
            "required": [wanted("records:read"), wanted("people:read")],
            "optional": [wanted("conversations.content:read")],
        },
        "dataAccess": {"stores": ["record ids"], "region": ["CN", "DE"], "retentionDays": 30},
        "egress": ["*.atlassian.net"],
        "lifecycle": {"url": "/hooks/lifecycle"},
    }
    return {key: value for key, value in (said | other).items() if value is not None}


def both(en: str, zh: str) -> dict[str, str]:
    return {"en": en, "zh-CN": zh}


def wanted(scope: str) -> dict[str, Any]:
    return {"scope": scope, "reason": both(f"Needs {scope}", f"需要 {scope}")}


def written(manifest: dict[str, Any]) -> str:
    """As a publisher writes it: one value a line."""
    return json.dumps(manifest, ensure_ascii=False, indent=2)


@contextmanager
def opened(monkeypatch: pytest.MonkeyPatch, *peers: str) -> Iterator[None]:
    """These private servers may be asked, as if the operator had said so."""
    monkeypatch.setenv("TANLU_PRIVATE_PEERS", json.dumps(list(peers)))
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()
