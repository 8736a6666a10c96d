"""What an issuer of OpenID Connect says of itself: its endpoints, and the keys it signs with.

Whatever a company enters as its issuer is a stranger to us: asked through the guarded client, read
up to a size, believed only where it agrees with itself, and never asked more than once a minute.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

import httpx2
import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from infra.guard import Blocked, checked_url
from infra.http import TooLarge, answered, guarded_client
from tenants.access.distrust import Distrust

T = TypeVar("T")

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
"""Signatures by a key of the issuer's alone; whatever else it offers is refused."""
KEPT_FOR = 600.0
AGAIN_AFTER = 60.0
FAILED_FOR = 10.0
"""Seconds, as those above."""
ANSWER_AT_MOST = 256 * 1024
_ISSUERS_AT_MOST = 1_000
_SHORTEST_MODULUS = 342
"""2,048 bits in the letters of base64."""


class Distrusted(Exception):
    """Nobody is let in by this."""

    def __init__(self, reason: Distrust) -> None:
        super().__init__(reason)
        self.reason = reason


class Metadata(BaseModel):
    """What we use of an issuer's own description; nothing else of it is passed on to anybody."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    algorithms: list[str] = Field(["RS256"], alias="id_token_signing_alg_values_supported")
    methods: list[str] = Field(
        ["client_secret_basic"], alias="token_endpoint_auth_methods_supported"
    )
    names_itself: bool = Field(
        default=False, alias="authorization_response_iss_parameter_supported"
    )

    @property
    def trusted_algorithms(self) -> list[str]:
        return [each for each in ALGORITHMS if each in self.algorithms]


class Issuer:
    """One issuer, with what it said a short while ago."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._metadata = _Kept(self._fetch_metadata)
        self._keys = _Kept(self._fetch_keys)

    async def metadata(self, *, newer: bool = False) -> Metadata:
        """Raises Distrusted."""
        return await self._metadata.get(newer=newer)

    async def keys(self, *, newer: bool = False) -> dict[str, Any]:
        """The public keys it signs with, as a JWK set. Raises Distrusted."""
        return await self._keys.get(newer=newer)

    async def _fetch_metadata(self) -> Metadata:
        found = await _fetch(f"{self.name.rstrip('/')}/.well-known/openid-configuration")
        try:
            metadata = Metadata.model_validate(found)
        except ValidationError as error:
            raise Distrusted(Distrust.METADATA) from error
        if metadata.issuer != self.name:
            raise Distrusted(Distrust.OTHER_ISSUER)
        if not metadata.trusted_algorithms:
            raise Distrusted(Distrust.ALGORITHM)
        # The first is where a browser is sent, so nothing else would look at it.
        for url in (metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri):
            _check(url)
        return metadata

    async def _fetch_keys(self) -> dict[str, Any]:
        found = await _fetch((await self.metadata()).jwks_uri)
        keys = found.get("keys")
        if not isinstance(keys, list):
            raise Distrusted(Distrust.KEYS)
        signing = [key for key in keys if isinstance(key, dict) and _may_sign(key)]
        if not signing:
            raise Distrusted(Distrust.KEYS)
        return {"keys": signing}


class _Kept(Generic[T]):
    """Fetched when it is old, or when something newer is wanted; a failure is kept for a moment."""

    def __init__(self, fetch: Callable[[], Awaitable[T]]) -> None:
        self._fetch = fetch
        self._one_at_a_time = asyncio.Lock()
        self._value: T | None = None
        self._failure: Distrusted | None = None
        self._asked_at = -KEPT_FOR

    async def get(self, *, newer: bool) -> T:
        async with self._one_at_a_time:
            age = time.monotonic() - self._asked_at
            if self._failure is not None and age < FAILED_FOR:
                raise self._failure
            if self._value is None or age >= (AGAIN_AFTER if newer else KEPT_FOR):
                self._value = await self._asked()
            return self._value

    async def _asked(self) -> T:
        self._asked_at, self._failure = time.monotonic(), None
        try:
            return await self._fetch()
        except Distrusted as failure:
            self._value, self._failure = None, failure
            raise


_issuers: OrderedDict[str, Issuer] = OrderedDict()


def issuer_named(name: str) -> Issuer:
    """The one and only of that name, in this process."""
    if name not in _issuers:
        _issuers[name] = Issuer(name)
        if len(_issuers) > _ISSUERS_AT_MOST:
            _issuers.popitem(last=False)
    _issuers.move_to_end(name)
    return _issuers[name]


def forget_issuers() -> None:
    """Ask each of them again."""
    _issuers.clear()


async def _fetch(url: str) -> dict[str, Any]:
    try:
        async with guarded_client() as client:
            request = client.build_request("GET", url, headers={"Accept": "application/json"})
            answer = await answered(client, request, at_most=ANSWER_AT_MOST)
        found = orjson.loads(answer.content) if answer.status_code == httpx2.codes.OK else None
    except Blocked as error:
        raise Distrusted(Distrust.BLOCKED) from error
    except (TooLarge, httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
        raise Distrusted(Distrust.UNREACHABLE) from error
    if not isinstance(found, dict):
        raise Distrusted(Distrust.UNREACHABLE)
    return found


def _check(url: str) -> None:
    try:
        checked_url(url)
    except Blocked as error:
        raise Distrusted(Distrust.BLOCKED) from error


def _may_sign(key: dict[str, Any]) -> bool:
    """A public key for signatures that is long enough."""
    if key.get("kty") not in {"RSA", "EC", "OKP"} or key.get("use", "sig") != "sig" or "d" in key:
        return False
    return key["kty"] != "RSA" or len(str(key.get("n", ""))) >= _SHORTEST_MODULUS
