"""What an issuer says of who has signed in, held to stricter rules than Authlib's own."""

import re
import time

from authlib.oidc.core import CodeIDToken
from joserfc.errors import InvalidClaimError

FRESH_FOR = 600
"""Seconds. An ID token that is older was not made for this sign-in."""
_SUBJECT = re.compile(r"[\x20-\x7e]{1,255}")
_FOREIGN_KEYS = frozenset({"jwk", "jku", "x5u", "crit"})
"""Headers by which a token would bring its own key, or rules that we do not know."""


class IdToken(CodeIDToken):  # type: ignore[misc]  # the library has no types
    """Valid for us alone, for this sign-in alone."""

    def validate(self, now: int | None = None, leeway: int = 0) -> None:
        super().validate(now, leeway)
        self._require("nonce", bool(self.params.get("nonce")))
        self._require("aud", _is_for(self.params["client_id"], self["aud"], self.get("azp")))
        self._require("typ", str(self.header.get("typ", "JWT")).upper() == "JWT")
        self._require("header", not _FOREIGN_KEYS & self.header.keys())
        subject = self["sub"]
        self._require("sub", isinstance(subject, str) and bool(_SUBJECT.fullmatch(subject)))
        self._require("iat", time.time() - self["iat"] <= FRESH_FOR)

    @staticmethod
    def _require(claim: str, holds: bool) -> None:
        if not holds:
            raise InvalidClaimError(claim)


def _is_for(client_id: str, audience: object, party: object) -> bool:
    """Core 3.1.3.7: we are meant, and where others are meant, too, it was issued to us.

    Authlib alone would take one that is meant for others, if only it was issued to us.
    """
    named = audience if isinstance(audience, list) else [audience]
    if named == [client_id]:
        return party in (None, client_id)
    texts = all(isinstance(each, str) for each in named)
    return texts and named.count(client_id) == 1 and party == client_id
