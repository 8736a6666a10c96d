"""What only this installation can have said: sealed with a key that PostgreSQL does not hold."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from infra.encryption import fingerprint, key_for, master_keys

_PURPOSE: Final = "audit heads 1"
_ID: Final = 16
"""Letters of a key's fingerprint that tell which key a seal was made with."""


class Seal(Enum):
    GOOD = "good"
    BROKEN = "broken"
    FOREIGN = "foreign"
    """Made with a key that is not here any more, so nobody can say."""


def sealed(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content with the key's name and an HMAC-SHA256 over its canonical JSON."""
    key = _keys()[0]
    named = {**content, "key": fingerprint(key)[:_ID]}
    return {**named, "mac": _mac(key, named)}


def seal_of(content: Mapping[str, Any]) -> Seal:
    """Whether somebody here said just this."""
    said = {name: value for name, value in content.items() if name != "mac"}
    for key in _keys():
        if fingerprint(key)[:_ID] == said.get("key"):
            good = hmac.compare_digest(_mac(key, said), str(content.get("mac")))
            return Seal.GOOD if good else Seal.BROKEN
    return Seal.FOREIGN


def is_by_current_key(content: Mapping[str, Any]) -> bool:
    """Whether a former key may go without taking this seal with it."""
    return content.get("key") == fingerprint(_keys()[0])[:_ID]


def _mac(key: bytes, content: Mapping[str, Any]) -> str:
    canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hmac.new(key, canonical.encode(), hashlib.sha256).hexdigest()


def _keys() -> list[bytes]:
    """The current one first; while the secret key is being changed, the former one too."""
    return [key_for(master, _PURPOSE) for master in master_keys()]
