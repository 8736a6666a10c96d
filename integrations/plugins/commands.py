"""What admins do with installed plugins."""

from typing import TypeVar
from uuid import UUID

from domain.work import UnitOfWork
from integrations.plugins.events import (
    PluginActivated,
    PluginEvent,
    PluginFailed,
    PluginPurged,
    PluginResumed,
    PluginRetried,
    PluginSuspended,
    PluginUninstalled,
)
from integrations.plugins.hearing import (
    begin_hearing,
    end_hearing,
    hear_no_more,
    pause_hearing,
    resume_hearing,
)
from integrations.plugins.installation import PluginInstallation
from integrations.plugins.queries import own_installation
from integrations.plugins.states import InstallationState
from tenants.client import let_in, remove_client, shut_out
from tenants.delegation import EndedBecause, end_delegations

E = TypeVar("E", bound=PluginEvent)


async def suspend_plugin(work: UnitOfWork, *, installation_id: UUID) -> PluginInstallation:
    """Its tokens are void everywhere within five seconds, and it hears nothing, until resumed."""
    installation = await own_installation(work, installation_id)
    installation.suspend()
    await shut_out(work, installation.id)
    await pause_hearing(work, installation.id)
    _announce(work, PluginSuspended, installation)
    return installation


async def resume_plugin(work: UnitOfWork, *, installation_id: UUID) -> PluginInstallation:
    """As before it was suspended."""
    installation = await own_installation(work, installation_id)
    installation.resume()
    await let_in(work, installation.id)
    await resume_hearing(work, installation.id)
    _announce(work, PluginResumed, installation)
    return installation


async def fail_plugin(work: UnitOfWork, installation_id: UUID) -> None:
    """It did not ask for a token in time, and gets none until an admin tries again."""
    installation = await work.get(PluginInstallation, installation_id, lock=True)
    if installation.fail():
        await shut_out(work, installation.id)
        _announce(work, PluginFailed, installation)


async def retry_plugin(work: UnitOfWork, *, installation_id: UUID) -> PluginInstallation:
    """It is told once more that it was let in, and waited for as long as before."""
    installation = await own_installation(work, installation_id)
    installation.retry()
    await let_in(work, installation.id)
    _announce(work, PluginRetried, installation)
    return installation


async def uninstall_plugin(work: UnitOfWork, *, installation_id: UUID) -> PluginInstallation:
    """Its tokens are void everywhere within five seconds, for good. Also refuses one submitted."""
    installation = await own_installation(work, installation_id)
    was_let_in = installation.state is not InstallationState.PENDING_CONSENT
    installation.end(work.now)
    if was_let_in:
        await shut_out(work, installation.id)
        await end_delegations(work, installation.id, EndedBecause.UNINSTALLED)
        await end_hearing(work, installation.id)
    _announce(work, PluginUninstalled, installation)
    return installation


async def purge_plugin(work: UnitOfWork, installation: PluginInstallation) -> None:
    """What is left is that it was here: its manifest, its consent, its timeline."""
    installation.purge()
    await hear_no_more(work, installation.id)
    await remove_client(work, installation.id)
    _announce(work, PluginPurged, installation)


async def activate_plugin(work: UnitOfWork, installation_id: UUID) -> None:
    """By its first token it shows that it is there and can prove itself. Later ones say nothing."""
    installation = await work.get(PluginInstallation, installation_id, lock=True)
    if installation.activate(work.now):
        await begin_hearing(work, installation)
        _announce(work, PluginActivated, installation)


def _announce(work: UnitOfWork, event: type[E], installation: PluginInstallation) -> None:
    work.announce(event(subject_id=installation.id, plugin_id=installation.plugin_id))
