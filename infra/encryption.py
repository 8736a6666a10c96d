"""Encryption at rest: AES-256-GCM, each text bound to the place it is kept in.

A sealed text reads `v1.<base64 of nonce, ciphertext and tag>`. It opens only with the key it was
sealed with and only where it belongs: `about` is authenticated with it, so a ciphertext that is
copied into another row does not open there.
"""

import base64
import secrets
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from infra.settings import settings
from infra.trouble import Trouble

_VERSION = "v1."
_NONCE = 12
_KEY = 32


class Unreadable(Exception):
    """It was sealed with another key, for another place, or has been changed since."""


def new_key() -> bytes:
    return secrets.token_bytes(_KEY)


def seal_with(key: bytes, text: str, *, about: str) -> str:
    """The text, readable only with the key and only as what it is `about`."""
    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), about.encode())
    return _VERSION + base64.b64encode(nonce + sealed).decode()


def unseal_with(key: bytes, sealed: str, *, about: str) -> str:
    """The text that was sealed. Raises Unreadable."""
    try:
        raw = base64.b64decode(sealed.removeprefix(_VERSION), validate=True)
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], about.encode()).decode()
    except (ValueError, InvalidTag) as failure:
        raise Unreadable(f"What is kept as {about} cannot be read") from failure


def master_keys() -> tuple[bytes, ...]:
    """What the keys of tenants may be wrapped with: the key in use and, during a change, its
    forerunner. Derived from TANLU_SECRET_KEY and TANLU_FORMER_SECRET_KEY. Raises Trouble.
    """
    current = settings().secret_key.get_secret_value()
    former = settings().former_secret_key.get_secret_value()
    if not current:
        raise Trouble(
            "Set TANLU_SECRET_KEY: without it nothing can be kept secret.",
            zh="请设置 TANLU_SECRET_KEY：没有它就无法保管任何机密。",
        )
    return tuple(_derived(secret) for secret in (current, former) if secret)


def key_for(key: bytes, purpose: str) -> bytes:
    """A key of 32 bytes that serves one purpose only and says nothing of the key it comes from.

    Args:
        key: random bytes, such as a tenant's key.
        purpose: a name in words, such as `audit chain 1`; another name gives another key.
    """
    return HKDF(
        algorithm=SHA256(), length=_KEY, salt=None, info=f"tanlu {purpose}".encode()
    ).derive(key)


def fingerprint(key: bytes) -> str:
    """By which a key is known again. The key cannot be found from it."""
    return key_for(key, "fingerprint of a key 1").hex()


@cache
def _derived(secret: str) -> bytes:
    return key_for(secret.encode(), "master key 1")
