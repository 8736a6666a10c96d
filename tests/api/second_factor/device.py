"""A passkey played by the test: it makes a key, and signs as a browser would have it signed."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

import cbor2
import orjson
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey as Key
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url

from domain.base import new_id

PRESENT, VERIFIED, MADE = 1, 4, 64
"""Flags: somebody touched it, it knew its owner, a new key is told of."""


@dataclass
class Device:
    """An honest one; a test says where it lies."""

    origin: str
    site: str
    flags: int = PRESENT | VERIFIED
    count: int = 1
    id: bytes = field(default_factory=lambda: new_id().bytes)
    key: Key = field(default_factory=lambda: generate_private_key(SECP256R1()))

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """What `navigator.credentials.create` answers, as JSON."""
        told = self._told("webauthn.create", options)
        length = len(self.id).to_bytes(2, "big")
        made = bytes(16) + length + self.id + cbor2.dumps(self._public())
        data = self._data(self.flags | MADE) + made
        self.count += 1
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(clientDataJSON=told, attestationObject=attested)

    def sign(self, options: dict[str, Any]) -> dict[str, Any]:
        """What `navigator.credentials.get` answers, as JSON."""
        told, data = self._told("webauthn.get", options), self._data(self.flags)
        signature = self.key.sign(data + hashlib.sha256(told).digest(), ECDSA(SHA256()))
        self.count += 1
        return self._answer(clientDataJSON=told, authenticatorData=data, signature=signature)

    def _told(self, kind: str, options: dict[str, Any]) -> bytes:
        told = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return orjson.dumps({**told, "crossOrigin": False})

    def _data(self, flags: int) -> bytes:
        site = hashlib.sha256(self.site.encode()).digest()
        return site + bytes([flags]) + self.count.to_bytes(4, "big")

    def _public(self) -> dict[int, Any]:
        """In COSE: an elliptic key (2) for ES256 (-7) on P-256 (1)."""
        point = self.key.public_key().public_numbers()
        return {
            1: 2,
            3: -7,
            -1: 1,
            -2: point.x.to_bytes(32, "big"),
            -3: point.y.to_bytes(32, "big"),
        }

    def _answer(self, **parts: bytes) -> dict[str, Any]:
        named = bytes_to_base64url(self.id)
        return {
            "id": named,
            "rawId": named,
            "type": "public-key",
            "clientExtensionResults": {},
            "response": {name: bytes_to_base64url(part) for name, part in parts.items()},
        }
