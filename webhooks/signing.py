"""The signature of Standard Webhooks 1.0.0: HMAC-SHA256 (v1) and ed25519 (v1a).

What is signed is `id.timestamp.body`. Our own, because the library knows only v1 and signs a
moment that is not in UTC as if it were. libsodium signs in two thirds of OpenSSL's time (ADR 18).
"""

import base64
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from nacl.signing import SigningKey

_SECRET, _PRIVATE, _PUBLIC = "whsec_", "whsk_", "whpk_"


@dataclass(frozen=True)
class Signer:
    """What signs for one endpoint: its active secrets, and the company's private key."""

    begun: Sequence[hmac.HMAC]
    """Of each secret a signature of nothing yet, to be copied and continued."""
    key: SigningKey

    @classmethod
    def of(cls, secrets: Sequence[str], key: str) -> "Signer":
        private = SigningKey(_decoded(key, _PRIVATE))
        begun = [hmac.new(_decoded(each, _SECRET), digestmod="sha256") for each in secrets]
        return cls(begun, private)

    def headers(self, id: str, at: datetime, body: bytes) -> Mapping[str, str]:
        """The three headers of one attempt; the moment is the attempt's."""
        timestamp = str(int(at.timestamp()))
        content = b".".join((id.encode(), timestamp.encode(), body))
        signatures = [f"v1,{_encoded(_continued(each, content))}" for each in self.begun]
        signatures.append(f"v1a,{_encoded(_signature(self.key, content))}")
        return {
            "webhook-id": id,
            "webhook-timestamp": timestamp,
            "webhook-signature": " ".join(signatures),
        }


@lru_cache(maxsize=256)
def _signature(key: SigningKey, content: bytes) -> bytes:
    """Made once for all endpoints of a company that are told the same within a second."""
    return key.sign(content).signature


def _continued(begun: hmac.HMAC, content: bytes) -> bytes:
    signature = begun.copy()
    signature.update(content)
    return signature.digest()


def as_secret(raw: bytes) -> str:
    return _SECRET + _encoded(raw)


def new_key() -> tuple[str, str]:
    """A private key and its public one, as Standard Webhooks spells them."""
    key = SigningKey.generate()
    return _PRIVATE + _encoded(bytes(key)), _PUBLIC + _encoded(bytes(key.verify_key))


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decoded(text: str, prefix: str) -> bytes:
    return base64.b64decode(text.removeprefix(prefix), validate=True)
