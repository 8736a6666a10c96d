"""Which events a plugin hears of, from its first token to its end."""

from collections.abc import Collection
from uuid import UUID

from domain.work import UnitOfWork
from integrations.plugins.installation import PluginInstallation
from integrations.plugins.manifest import Manifest, Subscription
from integrations.plugins.queries import manifest_of, scopes_of
from integrations.plugins.telling import NAME
from webhooks.endpoint import Endpoint, EndpointState
from webhooks.events import EndpointDeleted
from webhooks.installed import (
    amend_plugin_endpoint,
    open_plugin_endpoint,
    plugin_endpoints,
    remove_plugin_endpoints,
)


async def begin_hearing(work: UnitOfWork, installation: PluginInstallation) -> None:
    """One endpoint for each subscription of its manifest, within what was granted."""
    manifest = (await manifest_of(work, installation)).manifest()
    granted = [each.scope for each in await scopes_of(work, installation.id) if each.granted]
    for each in manifest.events:
        await _open(work, installation.id, manifest, each, granted)


async def hear_as(
    work: UnitOfWork,
    installation: PluginInstallation,
    manifest: Manifest,
    granted: Collection[str],
) -> None:
    """As the new version has it. What keeps its id keeps its secret and its history, too."""
    wanted = {each.id: each for each in manifest.events}
    here = {each.name: each for each in await plugin_endpoints(work, installation.id)}
    for name, endpoint in here.items():
        if name == NAME:
            endpoint.url = manifest.at(manifest.lifecycle.url)
        elif name in wanted:
            each = wanted[name]
            await amend_plugin_endpoint(
                work,
                endpoint,
                url=manifest.at(each.url),
                events=each.types,
                granted=granted,
                document=each.query,
            )
        else:
            await _remove(work, endpoint)
    await work.session.flush()
    for name in wanted.keys() - here.keys():
        await _open(work, installation.id, manifest, wanted[name], granted)


async def pause_hearing(work: UnitOfWork, installation_id: UUID) -> None:
    """What it misses meanwhile is not sent later."""
    for each in await plugin_endpoints(work, installation_id):
        if each.name != NAME and each.is_active:
            each.pause()


async def resume_hearing(work: UnitOfWork, installation_id: UUID) -> None:
    for each in await plugin_endpoints(work, installation_id):
        if each.name != NAME and each.state is EndpointState.PAUSED:
            each.resume()


async def end_hearing(work: UnitOfWork, installation_id: UUID) -> None:
    """Of everything but its own end."""
    for each in await plugin_endpoints(work, installation_id):
        if each.name != NAME:
            await _remove(work, each)


async def hear_no_more(work: UnitOfWork, installation_id: UUID) -> None:
    await remove_plugin_endpoints(work, installation_id=installation_id)


async def _open(
    work: UnitOfWork,
    installation_id: UUID,
    manifest: Manifest,
    wanted: Subscription,
    granted: Collection[str],
) -> None:
    await open_plugin_endpoint(
        work,
        installation_id=installation_id,
        name=wanted.id,
        url=manifest.at(wanted.url),
        events=wanted.types,
        granted=granted,
        document=wanted.query,
    )


async def _remove(work: UnitOfWork, endpoint: Endpoint) -> None:
    await work.session.delete(endpoint)
    work.announce(EndpointDeleted(subject_id=endpoint.id))
