# ruff: noqa: S105 - the names of kinds, and no secrets
"""What a secret is: the one place that says so, by its form alone and without a database.

A secret of ours reads `tanlu_<mark>_<30 or 43 letters>_<6 letters>`. The mark is its kind, so that
none passes for another; the last six letters are the CRC-32 of all before them, so a mistyped one
is refused before anybody is asked, and scanners can tell ours from noise. They are random enough
that a plain SHA-256 of them can be stored.

Whoever reads a secret out of a request names the kinds that are taken there
(`api.accepted_credentials`). What was handed out before a kind had a mark has none: it passes for
the one kind that is asked for, and is then looked for among the secrets of that kind alone.
"""

import hashlib
import re
import secrets
import string
import zlib
from collections.abc import Collection
from enum import StrEnum

_LETTERS = string.digits + string.ascii_uppercase + string.ascii_lowercase
_MARKED = re.compile(r"(tanlu_([a-z]+)_([0-9A-Za-z]+))_([0-9A-Za-z]{6})")
_UNMARKED = re.compile(r"[0-9A-Za-z_-]{43}")
_ASSERTION = re.compile(r"[0-9A-Za-z_-]+\.[0-9A-Za-z_-]+\.[0-9A-Za-z_-]*")


class CredentialKind(StrEnum):
    """Every kind of secret that somebody may send us, by its mark."""

    SESSION = "session"
    """In the cookie of a browser in which a person has signed in."""
    SIGN_IN_LINK = "link"
    """In the address of a link that signs one person in, once."""
    USER_TOKEN = "user"
    APP_TOKEN = "app"
    PLUGIN_TOKEN = "plugin"
    """What an installed plugin acts by itself with."""
    DELEGATED_TOKEN = "delegated"
    """What a plugin acts for a person with."""
    OPERATOR_TOKEN = "operator"
    REFRESH_TOKEN = "refresh"
    """Opens nothing; a plugin gets its next token for a person with it."""
    AUTHORIZATION_CODE = "code"
    """What a browser carries from a person's consent to the plugin."""
    CLIENT_SECRET = "client"
    """How a plugin shows who it is."""
    CLIENT_ASSERTION = "assertion"
    """The same, signed by the plugin: a JWT, and so without a mark of ours."""
    CONSENT_STATE = "state"
    """What a browser brings back from the consent page of a vendor."""
    HOOK_KEY = "hook"
    """In the address at which a vendor tells us something."""


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

    @property
    def credential(self) -> CredentialKind:
        return CredentialKind(self.lower())


TOKENS_OF_COMPANIES = frozenset(
    {
        CredentialKind.USER_TOKEN,
        CredentialKind.APP_TOKEN,
        CredentialKind.PLUGIN_TOKEN,
        CredentialKind.DELEGATED_TOKEN,
    }
)
TOKENS = TOKENS_OF_COMPANIES | {CredentialKind.OPERATOR_TOKEN}
"""What stands in `access_tokens`."""

_SHORT = TOKENS | {CredentialKind.REFRESH_TOKEN}
_ONCE_UNMARKED = frozenset(
    {
        CredentialKind.SESSION,
        CredentialKind.SIGN_IN_LINK,
        CredentialKind.AUTHORIZATION_CODE,
        CredentialKind.CLIENT_SECRET,
        CredentialKind.CONSENT_STATE,
        CredentialKind.HOOK_KEY,
    }
)
"""Companies hold such secrets and addresses; no kind is ever added here."""


def new_credential(kind: CredentialKind) -> str:
    """256 random bits, or 178 in a token. Whoever makes one stores its digest and no more."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_length(kind)))
    body = f"tanlu_{kind}_{letters}"
    return f"{body}_{_checksum(body)}"


def marked_kind(secret: str) -> CredentialKind | None:
    """What it says that it is; None for noise, for a mistyped one and for one without a mark."""
    if _ASSERTION.fullmatch(secret):
        return CredentialKind.CLIENT_ASSERTION
    found = _MARKED.fullmatch(secret)
    if found is None or not secrets.compare_digest(_checksum(found[1]), found[4]):
        return None
    kind = next((each for each in CredentialKind if each == found[2]), None)
    return kind if kind is not None and len(found[3]) == _length(kind) else None


def accepted_kind(secret: str, accepted: Collection[CredentialKind]) -> CredentialKind | None:
    """What it is to whoever accepts those kinds; None if it is nothing to them."""
    if _UNMARKED.fullmatch(secret):
        possible = _ONCE_UNMARKED.intersection(accepted)
        return next(iter(possible)) if len(possible) == 1 else None
    kind = marked_kind(secret)
    return kind if kind is not None and kind in accepted else None


def new_signing_secret() -> str:
    """256 random bits that nobody ever sends: both sides sign with them."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored of a secret, and what a transaction shows to find it."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def _length(kind: CredentialKind) -> int:
    return 30 if kind in _SHORT else 43


def _checksum(body: str) -> str:
    number, letters = zlib.crc32(body.encode()), ""
    for _ in range(6):
        number, rest = divmod(number, 62)
        letters = _LETTERS[rest] + letters
    return letters
