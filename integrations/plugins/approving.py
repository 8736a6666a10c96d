"""An admin consents: the plugin is let in, with what it was granted."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from domain.errors import Invalid, NotAllowed
from domain.work import UnitOfWork
from integrations.plugins.events import PluginApproved
from integrations.plugins.installation import PluginInstallation, grant
from integrations.plugins.manifest import Manifest
from integrations.plugins.proving import KeyAuth
from integrations.plugins.queries import (
    manifest_of,
    own_installation,
    require_admin,
    scopes_of,
)
from integrations.plugins.telling import open_lifecycle
from tenants.client import add_client


@dataclass(frozen=True)
class Approval:
    """An approved installation, and the secret that an admin carries to the plugin, if any."""

    installation: PluginInstallation
    client_secret: str | None


async def approve_plugin(
    work: UnitOfWork,
    *,
    installation_id: UUID,
    manifest_sha256: str,
    optional_scopes: Collection[str] = (),
    held: Collection[str],
) -> Approval:
    """Let the plugin in, with all it requires and what is ticked of the rest.

    It is for the manifest that was looked at, by its hash, and within what the admin holds.
    """
    admin_id = require_admin(work)
    installation = await own_installation(work, installation_id)
    snapshot = await manifest_of(work, installation)
    snapshot.require_same(manifest_sha256)
    scopes = await _granted(work, installation, optional_scopes, held)
    installation.approve(by=admin_id, now=work.now)
    manifest = snapshot.manifest()
    jwks_url = keys_at(manifest)
    secret = add_client(
        work, installation.id, name=manifest.name.en, scopes=scopes, jwks_url=jwks_url
    )
    await open_lifecycle(work, installation.id, manifest.at(manifest.lifecycle.url))
    work.announce(PluginApproved.of(installation, snapshot, scopes))
    return Approval(installation, secret)


def keys_at(manifest: Manifest) -> str | None:
    auth = manifest.auth
    return manifest.at(auth.jwks_uri) if isinstance(auth, KeyAuth) else None


async def _granted(
    work: UnitOfWork,
    installation: PluginInstallation,
    optional: Collection[str],
    held: Collection[str],
) -> list[str]:
    asked = await scopes_of(work, installation.id)
    if unasked := sorted(set(optional) - {each.scope for each in asked if not each.required}):
        raise Invalid(
            f"The plugin leaves no choice about {', '.join(unasked)}",
            zh=f"插件未将 {'、'.join(unasked)} 列为可选权限",
            field="optional_scopes",
        )
    scopes = grant(asked, optional)
    beyond = set(optional) - set(held)
    require_held(scopes, held, field="optional_scopes" if beyond else "installation_id")
    return scopes


def require_held(
    scopes: Collection[str], held: Collection[str], *, field: str = "installation_id"
) -> None:
    """Raises NotAllowed: nobody gives more than they have."""
    if beyond := sorted(set(scopes) - set(held)):
        raise NotAllowed(
            "A plugin sees the whole company; you cannot give what you do not see of it:"
            f" {', '.join(beyond)}",
            zh=f"插件可查看全公司数据，不能授予您自己没有的权限范围：{'、'.join(beyond)}",
            field=field,
        )
