"""Whoever fails to come in too often, from one network, has to wait before trying on.

Only failures count, so an office behind one address may be as busy as it likes. And who came in of
late by a credential goes on doing so by that one, whatever their neighbours try.

Counted by each API process for itself, see `rate_limit.py`.
"""

from collections import OrderedDict
from functools import cache

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.network import network_of
from api.rate_limit import Pace, RateLimit
from api.refusals import Refused
from api.told import told
from infra.settings import settings
from tenants.credential import digest

_ENTRANCES = ("/sign-in", "/oauth/", "/operator", "/hooks/", "/connect")
"""Where strangers are answered by what they know."""
_HOOKS = "/hooks/"
_NOT_LET_IN = frozenset({400, 401, 403, 404, 410})
_UNAUTHENTICATED = 401
_REFUSED = 400
_REMEMBERED = 20_000


class _Lately:
    """Credentials by their hash; the one not met for longest is forgotten first."""

    def __init__(self) -> None:
        self._met: OrderedDict[str, None] = OrderedDict()

    def __contains__(self, credential: str) -> bool:
        return credential in self._met

    def add(self, credential: str) -> None:
        self._met[credential] = None
        self._met.move_to_end(credential)
        if len(self._met) > _REMEMBERED:
            self._met.popitem(last=False)

    def discard(self, credential: str) -> None:
        self._met.pop(credential, None)


class Attempts:
    """What this process remembers of those who tried to come in."""

    def __init__(self, failures_a_minute: int) -> None:
        self._failures = RateLimit(Pace(failures_a_minute, 60))
        self._good, self._bad = _Lately(), _Lately()

    def require(self, network: str, credential: str) -> None:
        """Raises Refused: RATE_LIMITED for strangers of a network from where too much failed."""
        if credential not in self._good:
            self._failures.require(network)

    def came_in(self, credential: str) -> None:
        if credential:
            self._good.add(credential)

    def failed(self, network: str, credential: str) -> None:
        """The same once more is no further guess: a session that has ended is sent a few times."""
        self._good.discard(credential)
        if not credential or credential not in self._bad:
            self._failures.note(network)
        self._bad.add(credential)


@cache
def attempts() -> Attempts:
    """This process's own."""
    return Attempts(settings().failures_a_minute)


class Strangers:
    """Passes on who may try, and notes how it went."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        credential = _credential(scope) if scope["type"] == "http" else None
        if credential is None:
            await self._app(scope, receive, send)
            return
        network, is_entrance = network_of(scope), scope["path"].startswith(_ENTRANCES)
        try:
            attempts().require(network, credential)
        except Refused as refused:
            await told(Request(scope), refused)(scope, receive, send)
            return

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                status = message["status"]
                if status == _UNAUTHENTICATED or (is_entrance and status in _NOT_LET_IN):
                    attempts().failed(network, credential)
                elif status < _REFUSED:
                    attempts().came_in(credential)
            await send(message)

        await self._app(scope, receive, noting)


def _credential(scope: Scope) -> str | None:
    """The hash of what they show; empty at an entrance without, and None for who shows nothing."""
    headers, path = Headers(scope=scope), scope["path"]
    if shown := headers.get("authorization"):
        return digest(shown)
    if path.startswith(_HOOKS):
        return digest(path)
    if path.startswith(_ENTRANCES):
        return ""
    cookie = headers.get("cookie")
    return digest(cookie) if cookie else None
