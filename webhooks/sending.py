"""One attempt: sign, post, and say what came of it. No transaction is open meanwhile."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus

import aiohttp

from infra import clock
from infra.guard import Blocked
from infra.posting import Posting
from webhooks.redacting import kept_of
from webhooks.signing import Signer

_OVERLOADED = frozenset(
    {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT}
)
_ARRIVED = range(200, 300)
_ASKS = "webhook-delivery"


class Trouble(StrEnum):
    """Why there was no answer."""

    BLOCKED = "BLOCKED"
    UNKNOWN_HOST = "UNKNOWN_HOST"
    UNREACHABLE = "UNREACHABLE"
    TIMEOUT = "TIMEOUT"


@dataclass(frozen=True)
class Outcome:
    """What came of an attempt."""

    milliseconds: int
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    answer: str | None = None
    trouble: Trouble | None = None

    @property
    def delivered(self) -> bool:
        """Only 2xx; a redirect is not followed, and so it is a failure."""
        return self.status in _ARRIVED

    @property
    def overloaded(self) -> bool:
        return self.trouble is Trouble.TIMEOUT or self.status in _OVERLOADED

    @property
    def gone(self) -> bool:
        return self.status == HTTPStatus.GONE

    def asks_to(self, deed: str) -> bool:
        """`disable` (never again) or `abort-message` (not this one again)."""
        return self.headers.get(_ASKS, "").strip().lower() == deed


async def attempt(lane: Posting, url: str, id: str, body: bytes, signer: Signer) -> Outcome:
    """Post it once."""
    signed = signer.headers(id, clock.now(), body)
    headers = {"Content-Type": "application/json", "User-Agent": "Tanlu-Webhooks/1", **signed}
    started = time.monotonic()
    try:
        answer = await lane.post(url, body, headers)
    except Blocked:
        return Outcome(_since(started), trouble=Trouble.BLOCKED)
    except TimeoutError:
        return Outcome(_since(started), trouble=Trouble.TIMEOUT)
    except aiohttp.ClientConnectorDNSError:
        return Outcome(_since(started), trouble=Trouble.UNKNOWN_HOST)
    except (aiohttp.ClientError, OSError, ValueError):
        return Outcome(_since(started), trouble=Trouble.UNREACHABLE)
    sent = signed["webhook-signature"].replace(",", " ").split()
    return Outcome(
        _since(started),
        answer.status,
        answer.headers,
        kept_of(answer.content, [each for each in sent if len(each) > len("v1a")]),
    )


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
