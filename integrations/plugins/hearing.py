"""Which events a plugin hears of, from its first token to its end."""

from uuid import UUID

from domain.work import UnitOfWork
from integrations.plugins.installation import PluginInstallation
from integrations.plugins.queries import manifest_of, scopes_of
from integrations.plugins.telling import NAME
from webhooks.endpoint import EndpointState
from webhooks.events import EndpointDeleted
from webhooks.installed import open_plugin_endpoint, plugin_endpoints, remove_plugin_endpoints


async def begin_hearing(work: UnitOfWork, installation: PluginInstallation) -> None:
    """One endpoint for each subscription of its manifest, within what was granted."""
    manifest = (await manifest_of(work, installation)).manifest()
    granted = [each.scope for each in await scopes_of(work, installation.id) if each.granted]
    for each in manifest.events:
        await open_plugin_endpoint(
            work,
            installation_id=installation.id,
            name=each.id,
            url=manifest.at(each.url),
            events=each.types,
            granted=granted,
            document=each.query,
        )


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
            await work.session.delete(each)
            work.announce(EndpointDeleted(subject_id=each.id))


async def hear_no_more(work: UnitOfWork, installation_id: UUID) -> None:
    await remove_plugin_endpoints(work, installation_id=installation_id)
