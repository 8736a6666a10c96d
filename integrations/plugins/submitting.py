"""A manifest is submitted: what a plugin asks for is kept, so that an admin can look at it."""

from uuid import UUID

from domain.errors import Conflict
from domain.work import UnitOfWork
from integrations.plugins.events import PluginSubmitted
from integrations.plugins.installation import (
    PluginInstallation,
    PluginManifest,
    PluginScope,
    sha256_of,
)
from integrations.plugins.manifest import Manifest
from integrations.plugins.queries import installation_here, kept_manifest, require_admin
from integrations.plugins.states import InstallationState


async def submit_plugin(
    work: UnitOfWork, *, manifest: Manifest, source_text: str, manifest_url: str | None
) -> PluginInstallation:
    """Keep what a plugin asks for, for an admin to look at. Nothing is opened yet."""
    admin_id = require_admin(work)
    await _make_room(work, manifest.id)
    snapshot = await snapshot_of(work, manifest, source_text)
    installation = PluginInstallation(
        plugin_id=manifest.id,
        manifest_id=snapshot.id,
        manifest_url=manifest_url,
        submitted_by_id=admin_id,
        submitted_at=work.now,
    )
    work.add(installation)
    await work.session.flush()
    work.add(*asked_for(manifest, installation.id))
    work.announce(PluginSubmitted.of(installation, snapshot))
    return installation


async def _make_room(work: UnitOfWork, plugin_id: str) -> None:
    """What is submitted again takes the place of what was not approved yet."""
    here = await installation_here(work, plugin_id)
    if here is None:
        return
    if here.state is not InstallationState.PENDING_CONSENT:
        raise Conflict(
            f"{plugin_id} is installed already; uninstall it first",
            zh=f"插件 {plugin_id} 已安装，请先卸载",
        )
    here.end(work.now)
    await work.session.flush()


async def snapshot_of(work: UnitOfWork, manifest: Manifest, source_text: str) -> PluginManifest:
    kept = await kept_manifest(work, sha256_of(source_text))
    if kept is None:
        kept = PluginManifest.of(manifest, source_text)
        work.add(kept)
        await work.session.flush()
    return kept


def asked_for(manifest: Manifest, installation_id: UUID) -> list[PluginScope]:
    return [
        PluginScope(
            installation_id=installation_id,
            position=place,
            scope=wanted.scope,
            required=wanted in manifest.scopes.required,
            reason=wanted.reason.model_dump(by_alias=True),
        )
        for place, wanted in enumerate(manifest.wanted())
    ]
