"""A plugin in a new version: what asks for nothing new comes at once, the rest waits for an admin.

Until then the version that was approved goes on as it is.
"""

from collections.abc import Collection
from uuid import UUID

from domain.errors import Conflict, Invalid
from domain.work import UnitOfWork
from integrations.plugins.approving import Approval, keys_at, require_held
from integrations.plugins.changes_told import told
from integrations.plugins.difference import changes_between, is_major
from integrations.plugins.events import PluginUpgraded, PluginUpgradeDeclined, PluginUpgradeOffered
from integrations.plugins.hearing import hear_as
from integrations.plugins.installation import PluginInstallation, PluginManifest, PluginScope
from integrations.plugins.manifest import Manifest
from integrations.plugins.queries import (
    manifest_of,
    own_installation,
    scopes_of,
)
from integrations.plugins.states import InstallationState
from integrations.plugins.submitting import asked_for, snapshot_of
from tenants.client import amend_client


async def offer_plugin_upgrade(
    work: UnitOfWork,
    *,
    installation_id: UUID,
    manifest: Manifest,
    source_text: str,
    manifest_url: str | None,
) -> Approval:
    """Take the plugin's new version: at once if it is minor, or keep it for an admin's word."""
    installation = await _active(work, installation_id)
    current = (await manifest_of(work, installation)).manifest()
    _require_newer(current, manifest)
    snapshot = await snapshot_of(work, manifest, source_text)
    installation.manifest_url = manifest_url or installation.manifest_url
    return await _take(work, installation, current, snapshot)


async def take_version(
    work: UnitOfWork, installation_id: UUID, manifest: Manifest, source_text: str
) -> None:
    """As `offer_plugin_upgrade`, found by ourselves: nobody is asked about the same one again."""
    installation = await work.get(PluginInstallation, installation_id, lock=True)
    current = (await manifest_of(work, installation)).manifest()
    is_newer = manifest.id == current.id and manifest.number > current.number
    if installation.state is not InstallationState.ACTIVE or not is_newer:
        return
    snapshot = await snapshot_of(work, manifest, source_text)
    if snapshot.id != installation.offered_id:
        await _take(work, installation, current, snapshot)


async def approve_plugin_upgrade(
    work: UnitOfWork, *, installation_id: UUID, manifest_sha256: str, held: Collection[str]
) -> Approval:
    """For the version that was looked at, by its hash; what it newly needs, the admin must hold."""
    installation = await _active(work, installation_id)
    snapshot = await _offered(work, installation)
    snapshot.require_same(manifest_sha256)
    before = await _granted(work, installation)
    required = {wanted.scope for wanted in snapshot.manifest().scopes.required}
    require_held(required - before, held)
    return await _become(work, installation, snapshot, before | required)


async def decline_plugin_upgrade(work: UnitOfWork, *, installation_id: UUID) -> PluginInstallation:
    """It goes on as it is; the version can be looked at again."""
    installation = await _active(work, installation_id)
    snapshot = await _offered(work, installation)
    installation.offered_changes = None
    work.announce(PluginUpgradeDeclined.of(installation, snapshot))
    return installation


async def _take(
    work: UnitOfWork,
    installation: PluginInstallation,
    current: Manifest,
    snapshot: PluginManifest,
) -> Approval:
    changes = changes_between(current, snapshot.manifest())
    if not is_major(changes):
        return await _become(work, installation, snapshot, await _granted(work, installation))
    installation.offered_id, installation.offered_changes = snapshot.id, told(changes)
    work.announce(PluginUpgradeOffered.of(installation, snapshot))
    return Approval(installation, None)


async def _become(
    work: UnitOfWork,
    installation: PluginInstallation,
    snapshot: PluginManifest,
    allowed: Collection[str],
) -> Approval:
    """The manifest, the scopes, the client and what it hears of, together."""
    manifest = snapshot.manifest()
    before = await _granted(work, installation)
    installation.manifest_id = snapshot.id
    installation.offered_id = installation.offered_changes = None
    scopes = await _scopes(work, installation.id, manifest, allowed)
    secret = await amend_client(
        work,
        installation.id,
        name=manifest.name.en,
        scopes=scopes,
        jwks_url=keys_at(manifest),
    )
    await hear_as(work, installation, manifest, scopes)
    more = {"scopes": scopes, "scopes_changed": before != set(scopes)}
    work.announce(PluginUpgraded.of(installation, snapshot, **more))
    return Approval(installation, secret)


async def _scopes(
    work: UnitOfWork, installation_id: UUID, manifest: Manifest, allowed: Collection[str]
) -> list[str]:
    for each in await scopes_of(work, installation_id):
        await work.session.delete(each)
    await work.session.flush()
    asked = asked_for(manifest, installation_id)
    for each in asked:
        each.granted = each.scope in allowed
    work.add(*asked)
    return [each.scope for each in asked if each.granted]


async def _granted(work: UnitOfWork, installation: PluginInstallation) -> set[str]:
    asked: list[PluginScope] = await scopes_of(work, installation.id)
    return {each.scope for each in asked if each.granted}


async def _active(work: UnitOfWork, installation_id: UUID) -> PluginInstallation:
    installation = await own_installation(work, installation_id)
    if installation.state is not InstallationState.ACTIVE:
        raise Conflict(
            "Only an active plugin takes a new version",
            zh="只有已启用的插件才能升级",
            field="installation_id",
        )
    return installation


async def _offered(work: UnitOfWork, installation: PluginInstallation) -> PluginManifest:
    if installation.offered_id is None or installation.offered_changes is None:
        raise Conflict(
            "No new version of this plugin waits for you",
            zh="该插件没有待批准的新版本",
            field="installation_id",
        )
    return await work.get(PluginManifest, installation.offered_id)


def _require_newer(current: Manifest, offered: Manifest) -> None:
    if offered.id != current.id:
        raise Invalid(
            f"This is the manifest of another plugin: {offered.id}",
            zh=f"该清单属于另一插件：{offered.id}",
        )
    if offered.number <= current.number:
        raise Conflict(
            f"There is no version later than {current.version}",
            zh=f"没有比 {current.version} 更新的版本",
        )
