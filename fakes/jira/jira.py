"""The whole of the played Jira: its sites, its one app, who may come in, and what was asked."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import httpx2

from fakes.clock import Clock
from fakes.jira.call import STRANGER, Caller
from fakes.jira.deliveries import Deliveries
from fakes.jira.faults import Faults
from fakes.jira.grants import Grants
from fakes.jira.hooks import Hooks
from fakes.jira.kept_grants import keep_grants, take_up_grants
from fakes.jira.quota import Quota
from fakes.jira.site import Site


@dataclass(frozen=True)
class App:
    """What is registered with Atlassian, and as an application link with the Data Center."""

    client_id: str = "fake-jira-client"
    client_secret: str = "fake-jira-client-secret"  # noqa: S105 - of a fake
    name: str = "Tanlu"
    callback_url: str = ""
    """The one address that people may be sent back to; empty for any."""


@dataclass(frozen=True)
class Asked:
    """One request in the log."""

    at: datetime
    method: str
    path: str
    query: str
    status: int
    points: int
    via: str
    fault: str


@dataclass(repr=False)
class Jira:
    clock: Clock
    base: str
    """The address of the fakes, without a slash at the end."""
    sites: list[Site]
    app: App = field(default_factory=App)
    api_tokens: set[str] = field(default_factory=lambda: {"fake-jira-api-token"})
    expired_tokens: set[str] = field(default_factory=set)
    public: frozenset[str] = frozenset()
    """The keys of projects that whoever comes with such a token sees all the same."""
    tells_strangers: bool = True
    """API tokens that have ended: Cloud lets whoever comes with one in as nobody."""
    circles: int = 0
    """Pages yet to come that say that they come next themselves."""
    access_tokens: set[str] = field(default_factory=lambda: {"fake-jira-pat"})
    """The Data Center's personal ones."""
    faults: Faults = field(default_factory=Faults)
    asked: list[Asked] = field(default_factory=list)
    keeps_at: Path | None = None
    """Where what was granted is kept, so that it is there after a restart."""
    transport: httpx2.AsyncBaseTransport | None = None
    """Webhooks go out through it instead of the network."""
    hooks: Hooks = field(default_factory=Hooks)
    deliveries: Deliveries = field(init=False)
    quota: Quota = field(init=False)
    cloud_grants: Grants = field(init=False)
    server_grants: Grants = field(init=False)

    def __post_init__(self) -> None:
        self.quota = Quota(self.clock)
        keeping = partial(keep_grants, self)
        self.cloud_grants = Grants(self.clock, timedelta(hours=1), changed=keeping)
        self.server_grants = Grants(self.clock, timedelta(hours=2), changed=keeping)
        self.deliveries = Deliveries(
            self.clock,
            self.base,
            self.hooks,
            self.app.client_id,
            self.app.client_secret,
            self.transport,
        )
        for site in self.sites:
            site.world.listeners.append(partial(self.deliveries.tell, site))
        take_up_grants(self)

    def forget_app(self) -> int:
        """As if everybody had removed it: no token works, no webhook comes. How many lost it."""
        self.hooks.forget_app(self.app.client_id)
        return self.cloud_grants.revoke() + self.server_grants.revoke()

    def site(self, id: str) -> Site | None:
        return next((site for site in self.cloud_sites if site.id == id), None)

    @property
    def cloud_sites(self) -> list[Site]:
        return [site for site in self.sites if site.is_cloud]

    @property
    def server(self) -> Site:
        return next(site for site in self.sites if not site.is_cloud)

    def caller_by_basic(self, site: Site, login: str, secret: str) -> Caller | None:
        """The address of somebody who is active, with an API token."""
        account = site.world.account(login)
        if account is None or not account.active:
            return None
        if secret in self.expired_tokens:
            return Caller(account, STRANGER)
        return Caller(account, "basic") if secret in self.api_tokens else None

    def caller_by_access_token(self, site: Site, token: str) -> Caller | None:
        return Caller(site.world.admin, "pat") if token in self.access_tokens else None

    def caller_by_grant(self, site: Site, token: str) -> Caller | None:
        grants = self.cloud_grants if site.is_cloud else self.server_grants
        grant = grants.behind(token)
        if grant is None or site.id not in grant.sites:
            return None
        return Caller(site.world.admin, "oauth", grant.scopes, grant.client_id)
