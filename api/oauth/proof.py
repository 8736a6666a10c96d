"""How a client shows who it is: by its secret (RFC 6749 §2.3.1) or by its key (RFC 7523)."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from authlib.oauth2.rfc6749.errors import InvalidClientError, InvalidRequestError
from authlib.oauth2.rfc6749.util import extract_basic_authorization
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwt import JWTClaimsRegistry

from infra.settings import settings
from integrations.plugins.keys import KeyMemory, NoKeys
from tenants.client import Client, find_client
from tenants.credential import digest

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA", "Ed25519"]
METHODS = ["client_secret_basic", "private_key_jwt"]
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LONGEST = timedelta(minutes=10)
"""An assertion that is good for longer is refused: each must be remembered for so long."""
_LEEWAY = 60
CHALLENGE = {"WWW-Authenticate": 'Basic realm="tanlu"'}
"""RFC 6749 §5.2 asks for it beside a 401."""


@dataclass(frozen=True)
class Proven:
    """A client that is who it says, and the assertion that showed it, to be spent."""

    client: Client
    jti: str | None = None
    good_until: datetime | None = None


keys = KeyMemory()


def issuer() -> str:
    return settings().public_url.rstrip("/")


def not_proven(description: str) -> InvalidClientError:
    return InvalidClientError(description=description, status_code=401)


async def proven(headers: Mapping[str, str], form: Mapping[str, str], now: datetime) -> Proven:
    """Who asks. Waits for the client's own server, so no transaction may be open.

    Raises InvalidClientError or InvalidRequestError, as RFC 6749 words them.
    """
    by_secret, by_key = "authorization" in headers, "client_assertion" in form
    if by_secret and by_key:
        raise InvalidRequestError("Show who you are in one way, not in two")
    if by_key:
        return await _by_key(form, now)
    if by_secret:
        return await _by_secret(headers)
    raise not_proven("Show who you are by a secret or by an assertion")


async def _by_secret(headers: Mapping[str, str]) -> Proven:
    try:
        name, secret = extract_basic_authorization({"Authorization": headers["authorization"]})
    except UnicodeDecodeError:
        raise not_proven("The authorization is not UTF-8") from None
    client = await _client(name)
    known = client.secret_hash if client else None
    if client is None or known is None or not secrets.compare_digest(known, digest(secret or "")):
        raise not_proven("There is no such client, or this is not its secret")
    return Proven(client)


async def _by_key(form: Mapping[str, str], now: datetime) -> Proven:
    if form.get("client_assertion_type") != ASSERTION_TYPE:
        raise InvalidRequestError("The client_assertion_type is not the one of JWTs")
    assertion = form["client_assertion"]
    header, subject = _unverified(assertion)
    client = await _client(subject)
    if client is None or client.jwks_url is None:
        raise not_proven("There is no such client, or it proves itself otherwise")
    try:
        found = await keys.keys_at(client.jwks_url, header.get("kid"))
        claims = jwt.decode(assertion, found, algorithms=ALGORITHMS).claims
        _registry(subject, now).validate(claims)
    except NoKeys as missing:
        raise not_proven(str(missing)) from missing
    except (JoseError, ValueError) as wrong:
        raise not_proven("The assertion does not prove it") from wrong
    ends = datetime.fromtimestamp(claims["exp"], UTC)
    if ends > now + LONGEST:
        raise not_proven("The assertion is good for longer than ten minutes")
    return Proven(client, str(claims["jti"]), ends + timedelta(seconds=_LEEWAY))


def _unverified(assertion: str) -> tuple[dict[str, Any], str]:
    """What the assertion says of itself, to know whose key it should be signed with."""
    try:
        parts = jws.extract_compact(assertion.encode())
        claims = orjson.loads(parts.payload)
        return dict(parts.headers()), str(claims["sub"])
    except (JoseError, ValueError, KeyError, TypeError) as odd:
        raise not_proven("The assertion is no JWT with a subject") from odd


def _registry(subject: str, now: datetime) -> JWTClaimsRegistry:
    here = issuer()
    return JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=_LEEWAY,
        iss={"essential": True, "value": subject},
        sub={"essential": True, "value": subject},
        aud={"essential": True, "values": [here, f"{here}/oauth/token", f"{here}/oauth/revoke"]},
        exp={"essential": True},
        jti={"essential": True},
    )


async def _client(name: str | None) -> Client | None:
    try:
        return await find_client(UUID(name or ""))
    except ValueError:
        return None
