"""The public keys that plugins prove themselves by, from where their manifests say."""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass

import httpx2
import orjson
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from infra.guard import Blocked
from infra.http import TooLarge, answered, guarded_client

REMEMBERED_FOR = 600.0
"""Seconds."""
ASKED_AGAIN_AFTER = 60.0
"""Seconds. Somebody who makes up key ids cannot make us ask a plugin more often than that."""
_SECONDS = 5.0
_LONGEST = 64 * 1024
_PUBLIC = {"RSA", "EC", "OKP"}
_AT_MOST = 1_000


class NoKeys(Exception):
    """The address gives no keys; the sentence says why."""


@dataclass(frozen=True)
class _Known:
    asked_at: float
    keys: KeySet


class KeyMemory:
    """The keys at each address as this process last saw them; the oldest goes first."""

    def __init__(self, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        self._transport = transport
        self._known: OrderedDict[str, _Known] = OrderedDict()

    async def keys_at(self, url: str, key_id: str | None) -> KeySet:
        """Asked for again where an id is new. No transaction is open. Raises NoKeys."""
        known, now = self._known.get(url), time.monotonic()
        if known is not None:
            age = now - known.asked_at
            if age < ASKED_AGAIN_AFTER or (age < REMEMBERED_FOR and _holds(known.keys, key_id)):
                return known.keys
        keys = await self._asked(url)
        self._known[url] = _Known(now, keys)
        self._known.move_to_end(url)
        if len(self._known) > _AT_MOST:
            self._known.popitem(last=False)
        return keys

    async def _asked(self, url: str) -> KeySet:
        try:
            async with (
                asyncio.timeout(_SECONDS),
                guarded_client(transport=self._transport) as client,
            ):
                request = client.build_request("GET", url)
                response = await answered(client, request, at_most=_LONGEST)
        except Blocked as blocked:
            raise NoKeys(blocked.message) from blocked
        except (httpx2.HTTPError, TooLarge, TimeoutError) as failed:
            raise NoKeys("The address of your keys does not answer") from failed
        if response.status_code != httpx2.codes.OK:
            raise NoKeys(f"The address of your keys answers with {response.status_code}")
        return _read(response.content)


def _holds(keys: KeySet, key_id: str | None) -> bool:
    return key_id is None or any(key.kid == key_id for key in keys.keys)


def _read(content: bytes) -> KeySet:
    """Without secret ones: whoever publishes those proves nothing by them."""
    try:
        said = orjson.loads(content)
        public = [key for key in said["keys"] if key["kty"] in _PUBLIC]
        return KeySet.import_key_set({"keys": public})
    except (orjson.JSONDecodeError, JoseError, KeyError, TypeError, ValueError) as odd:
        raise NoKeys("What stands at the address of your keys is no JWK set") from odd
