"""Which installations there are: the business of admins."""

from uuid import UUID

from sqlalchemy import Select, false, select

from domain.actor import Role
from domain.errors import NotAllowed
from domain.viewer import Viewer
from domain.work import UnitOfWork
from integrations.plugins.installation import (
    GONE,
    PluginInstallation,
    PluginManifest,
    PluginScope,
)


def visible_installations(viewer: Viewer) -> Select[PluginInstallation]:
    found = select(PluginInstallation)
    return found if viewer.has(Role.ADMIN) else found.where(false())


def require_admin(work: UnitOfWork) -> UUID:
    """The admin who acts. Raises NotAllowed for everybody else."""
    if not work.actor.has(Role.ADMIN):
        raise NotAllowed("Only an admin can do this to plugins", zh="只有管理员可以管理插件")
    return work.actor.require_person()


async def installation_here(work: UnitOfWork, plugin_id: str) -> PluginInstallation | None:
    """The one that is not gone, locked."""
    here = select(PluginInstallation).where(
        PluginInstallation.plugin_id == plugin_id, PluginInstallation.state.not_in(GONE)
    )
    return await work.session.scalar(here.with_for_update())


async def own_installation(work: UnitOfWork, installation_id: UUID) -> PluginInstallation:
    """Locked. Raises NotAllowed or NotFound."""
    require_admin(work)
    return await work.get(PluginInstallation, installation_id, lock=True, field="installation_id")


async def manifest_of(work: UnitOfWork, installation: PluginInstallation) -> PluginManifest:
    return await work.get(PluginManifest, installation.manifest_id)


async def kept_manifest(work: UnitOfWork, sha256: str) -> PluginManifest | None:
    same = select(PluginManifest).where(PluginManifest.sha256 == sha256)
    return await work.session.scalar(same)


async def scopes_of(work: UnitOfWork, installation_id: UUID) -> list[PluginScope]:
    in_order = (
        select(PluginScope)
        .where(PluginScope.installation_id == installation_id)
        .order_by(PluginScope.position)
    )
    return list(await work.session.scalars(in_order))
