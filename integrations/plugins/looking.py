"""Looks every day whether a plugin has a later version, where its manifest was read."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import select

from domain.errors import Invalid
from domain.work import UnitOfWork
from integrations.plugins.fetching import fetch_manifest, require_public, require_same_origin
from integrations.plugins.installation import PluginInstallation
from integrations.plugins.judge import judged
from integrations.plugins.manifest import Manifest
from integrations.plugins.reading import Flawed
from integrations.plugins.states import InstallationState
from integrations.plugins.upgrading import take_version
from tenants.jobs import Lane, Run, job
from tenants.work import open_work

log = structlog.get_logger()


@job("plugins.check_versions", Lane.MAINTENANCE, every=timedelta(days=1))
async def look_for_versions(run: Run) -> None:
    """No transaction is open while a plugin's server is asked."""
    async with open_work(run.place, run.actor, now=run.now) as work:
        plugins = await _with_address(work)
    for installation_id, url in plugins:
        if found := await _manifest_at(url):
            async with open_work(run.place, run.actor, now=run.now) as work:
                await take_version(work, installation_id, *found)


async def _with_address(work: UnitOfWork) -> Sequence[tuple[UUID, str]]:
    """Those that are active, and were not pasted as text."""
    active = select(PluginInstallation.id, PluginInstallation.manifest_url).where(
        PluginInstallation.state == InstallationState.ACTIVE,
        PluginInstallation.manifest_url.is_not(None),
    )
    rows = await work.session.execute(active.order_by(PluginInstallation.id))
    return [(plugin, url) for plugin, url in rows if url is not None]


async def _manifest_at(url: str) -> tuple[Manifest, str] | None:
    """None where nothing stands there that an admin could have let in: the plugin goes on."""
    try:
        text = await fetch_manifest(url)
        manifest = judged(text)
        require_same_origin(manifest, url)
        await require_public(manifest)
    except (Invalid, Flawed) as refused:
        log.info("no later version", error=type(refused).__name__)
        return None
    return manifest, text
