"""What Jira tells us unasked: whether it is Jira's, what it is about, and staying registered.

A dynamic webhook carries a token signed with the app's secret; one that an admin has set up
signs the body. Neither is believed beyond the ids in it: the rest is fetched.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from integrations.jira.deeds import UNTOLD, Deed, what_happened
from integrations.jira.reading import some, text
from integrations.terms import Heard, Hook
from integrations.troubles import Forged, Unreadable

_ALGORITHMS: Final = ("HS256", "HS384", "HS512")
_LEEWAY: Final = 60
_HASHES: Final = {"sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}
_MILESTONES: Final = frozenset(("sprint_closed", "jira:version_released"))


def verify(hook: Hook, *, app_secret: str, hook_secret: str) -> None:
    """Look at the bytes as they came. `app_secret` is empty where there is no app.

    Raises:
        Forged: Jira has not sent it.
    """
    signature = hook.headers.get("x-hub-signature")
    if signature is not None:
        _check_signature(signature, hook.body, hook_secret)
    elif app_secret:
        _check_token(hook.headers.get("authorization", ""), app_secret)
    else:
        raise Forged("It is not signed")


def hear(hook: Hook) -> Heard:
    """Which issues to look at again, and whether a milestone may be reached. Raises Unreadable."""
    body = _read(hook.body)
    issue_id = text(some(body.get("issue")).get("id"))
    matters = bool(what_happened(body) - UNTOLD)
    return Heard(
        external_ids=[issue_id] if matters and issue_id.isdecimal() else [],
        deleted=Deed.DELETED in what_happened(body),
        milestones=text(body.get("webhookEvent")) in _MILESTONES,
        delivery_id=hook.headers.get("x-atlassian-webhook-identifier"),
    )


def _read(body: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("It is not JSON") from None
    if not isinstance(told, dict):
        raise Unreadable("It is not an object")
    return told


def _check_signature(told: str, body: bytes, secret: str) -> None:
    method, _, signature = told.partition("=")
    hashing = _HASHES.get(method)
    if hashing is None or not secret:
        raise Forged("It is signed by a method that is not known")
    expected = hmac.new(secret.encode(), body, hashing).hexdigest()
    if not hmac.compare_digest(expected.encode(), signature.lower().encode()):
        raise Forged("Its signature is another")


def _check_token(authorization: str, secret: str) -> None:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() not in {"bearer", "jwt"}:
        raise Forged("It carries no token")
    try:
        told = jwt.decode(token.strip(), OctKey.import_key(secret), algorithms=[*_ALGORITHMS])
        claims = jwt.JWTClaimsRegistry(
            now=int(time.time()), leeway=_LEEWAY, exp={"essential": True}
        )
        claims.validate(told.claims)
    except (JoseError, ValueError) as wrong:
        raise Forged("Its token is not good") from wrong
