"""What people have granted to apps, and the tokens that go with it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fakes.clock import Clock
from fakes.jira.world import Account

CODE_LIVES = timedelta(minutes=10)
REUSE_LEEWAY = timedelta(minutes=10)
"""A refresh token that was just used may be used again: the answer may have been lost."""
INACTIVITY = timedelta(days=90)
ABSOLUTE = timedelta(days=365)


class Dead(Exception):
    """The token or code is of no use: unknown, used up, too old or revoked."""


@dataclass(eq=False)
class Grant:
    client_id: str
    account: Account
    scopes: frozenset[str]
    sites: frozenset[str]
    """Their ids."""
    since: datetime
    revoked: bool = False


@dataclass
class Code:
    grant: Grant
    redirect_uri: str
    made_at: datetime
    challenge: str = ""
    challenge_method: str = ""


@dataclass
class Refresh:
    grant: Grant
    made_at: datetime
    used_at: datetime | None = None


@dataclass
class Grants:
    """Of one authorisation server."""

    clock: Clock
    lives: timedelta
    """How long an access token does."""
    changed: Callable[[], None] = lambda: None
    codes: dict[str, Code] = field(default_factory=dict)
    access: dict[str, tuple[Grant, datetime]] = field(default_factory=dict)
    """Each with the moment at which it ends."""
    refreshes: dict[str, Refresh] = field(default_factory=dict)

    def new_code(
        self, grant: Grant, redirect_uri: str, challenge: str = "", challenge_method: str = ""
    ) -> str:
        code = secrets.token_urlsafe(32)
        now = self.clock.now()
        self.codes[code] = Code(grant, redirect_uri, now, challenge, challenge_method)
        return code

    def take_code(self, code: str, client_id: str, redirect_uri: str) -> Code:
        """A code works once, whoever asks."""
        found = self.codes.pop(code, None)
        if found is None or self.clock.now() - found.made_at > CODE_LIVES:
            raise Dead
        if (found.grant.client_id, found.redirect_uri) != (client_id, redirect_uri):
            raise Dead
        return found

    def new_access(self, grant: Grant) -> str:
        token = secrets.token_urlsafe(48)
        self.access[token] = (grant, self.clock.now() + self.lives)
        self.changed()
        return token

    def new_refresh(self, grant: Grant) -> str:
        token = secrets.token_urlsafe(48)
        self.refreshes[token] = Refresh(grant, self.clock.now())
        self.changed()
        return token

    def rotate(self, token: str, client_id: str) -> Grant:
        """The grant behind a refresh token, which dies by this."""
        found, now = self.refreshes.get(token), self.clock.now()
        if found is None or found.grant.revoked or found.grant.client_id != client_id:
            raise Dead
        if found.used_at is not None and now - found.used_at > REUSE_LEEWAY:
            raise Dead
        if now - found.made_at > INACTIVITY or now - found.grant.since > ABSOLUTE:
            raise Dead
        found.used_at = found.used_at or now
        self.changed()
        return found.grant

    def behind(self, token: str) -> Grant | None:
        """What an access token stands for, if it is still good."""
        grant, ends = self.access.get(token, (None, self.clock.now()))
        return grant if grant and not grant.revoked and self.clock.now() < ends else None

    def revoke(self) -> int:
        """Everything granted so far, as if its owner had removed the app. How many it were."""
        grants = {grant for grant, _ in self.access.values()}
        grants |= {refresh.grant for refresh in self.refreshes.values()}
        alive = [grant for grant in grants if not grant.revoked]
        for grant in alive:
            grant.revoked = True
        self.changed()
        return len(alive)

    def end_access(self) -> None:
        """As if an hour had passed: refresh tokens stay good."""
        self.access.clear()
        self.changed()
