"""Every address that Jira answers at, put together."""

import uuid
from pathlib import Path

import httpx2
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Router

from fakes.clock import Clock
from fakes.jira import agile, directory, issues, load, oauth, own, search, server_oauth, webhooks
from fakes.jira.call import Endpoint
from fakes.jira.door import GATEWAY, route
from fakes.jira.jira import Jira
from fakes.jira.site import CLOUD, SERVER, Site
from fakes.jira.watch import Watch
from fakes.jira.world import World

ENDPOINTS: list[Endpoint] = [
    *search.ENDPOINTS,
    *issues.ENDPOINTS,
    *directory.ENDPOINTS,
    *agile.ENDPOINTS,
    *webhooks.ENDPOINTS,
]
DATA_CENTER = "/dc"
_NAMESPACE = uuid.UUID("0d9f5a41-3a55-4d2e-8f0c-2b8f1b0a6f52")


def new_jira(
    base: str,
    clock: Clock,
    *,
    data: Path,
    moved: bool = False,
    transport: httpx2.AsyncBaseTransport | None = None,
    keeps_at: Path | None = None,
) -> Jira:
    """The real issues if `data` has them, the demo's people, and a site with nothing in it."""
    now = clock.now()
    worlds = {"Demo Ltd": own.demo(now), "Blank": own.blank()}
    if load.has_data(data):
        worlds = {"Fluid": load.fluid(data, now, moved=moved)} | worlds
    sites = [_site(name, world, number) for number, (name, world) in enumerate(worlds.items())]
    server = Site("server", "Data Center", DATA_CENTER, SERVER, sites[0].world)
    return Jira(clock, base.rstrip("/"), [*sites, server], keeps_at=keeps_at, transport=transport)


def _site(name: str, world: World, number: int) -> Site:
    slug = name.lower().replace(" ", "-")
    path = f"/sites/{slug}" if number else ""
    return Site(str(uuid.uuid5(_NAMESPACE, slug)), name, path, CLOUD, world)


def routes(jira: Jira) -> list[BaseRoute]:
    """The first site is at the root, so what is below another address comes before it."""
    gateway = [route(jira, one, None) for one in ENDPOINTS if CLOUD in one.on]
    inner: list[BaseRoute] = [
        *oauth.routes(jira),
        Mount(f"{GATEWAY}/{{cloudid}}", routes=gateway),
        Mount(DATA_CENTER, routes=server_oauth.routes(jira) + _site_routes(jira, jira.server)),
    ]
    sites = reversed(jira.cloud_sites)
    inner += [Mount(site.path, routes=_site_routes(jira, site)) for site in sites]
    return [Mount("", app=Router(inner, middleware=[Middleware(Watch, jira=jira)]))]


def _site_routes(jira: Jira, site: Site) -> list[BaseRoute]:
    return [route(jira, one, site) for one in ENDPOINTS if site.deployment in one.on]
