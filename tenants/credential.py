"""Secrets that let somebody in: how they are made, checked without a database, and kept.

A token reads `tanlu_<kind>_<30 letters>_<6 letters>`; the last six are the CRC-32 of all before
them, so a mistyped one is refused before anybody is asked, and scanners can tell ours from noise.
Secrets are random enough that a plain SHA-256 of them can be stored.
"""

import hashlib
import re
import secrets
import string
import zlib
from enum import StrEnum

_LETTERS = string.digits + string.ascii_uppercase + string.ascii_lowercase
_TOKEN = re.compile(r"(tanlu_(?:user|app|plugin|operator)_[0-9A-Za-z]{30})_([0-9A-Za-z]{6})")
_REFRESH = re.compile(r"(tanlu_refresh_[0-9A-Za-z]{30})_([0-9A-Za-z]{6})")


class TokenKind(StrEnum):
    USER = "USER"
    """Acts as the person who made it."""
    APP = "APP"
    """Acts for a program of the company's, under rights of its own."""
    PLUGIN = "PLUGIN"
    """For an hour, what an installed plugin was granted, by itself or for a person: see
    `tenants.client` and `tenants.delegation`."""
    OPERATOR = "OPERATOR"
    """For those who run Tanlu; belongs to no company."""


def new_token(kind: TokenKind) -> str:
    return _new(kind.lower())


def is_token(text: str) -> bool:
    """Whether the text could be a token at all: its shape and its checksum."""
    return _fits(_TOKEN, text)


def new_refresh_token() -> str:
    """Opens nothing; a plugin gets its next token with it."""
    return _new("refresh")


def is_refresh_token(text: str) -> bool:
    return _fits(_REFRESH, text)


def new_secret() -> str:
    """256 random bits, for sessions and sign-in links."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored of a secret, and what a transaction shows to find it."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def _new(kind: str) -> str:
    body = f"tanlu_{kind}_" + "".join(secrets.choice(_LETTERS) for _ in range(30))
    return f"{body}_{_checksum(body)}"


def _fits(shape: re.Pattern[str], text: str) -> bool:
    found = shape.fullmatch(text)
    return found is not None and secrets.compare_digest(_checksum(found[1]), found[2])


def _checksum(body: str) -> str:
    number, letters = zlib.crc32(body.encode()), ""
    for _ in range(6):
        number, rest = divmod(number, 62)
        letters = _LETTERS[rest] + letters
    return letters
