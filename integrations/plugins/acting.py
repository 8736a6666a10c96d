"""What a plugin says of itself to somebody it asks to act for."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.work import UnitOfWork
from integrations.plugins.installation import PluginInstallation, PluginScope
from integrations.plugins.manifest import Manifest
from integrations.plugins.queries import manifest_of, scopes_of
from tenants.client import Client, client_of


@dataclass(frozen=True)
class Asker:
    """A plugin that is here and may act, as its approved manifest has it."""

    client: Client
    manifest: Manifest
    asked: Sequence[PluginScope]

    @property
    def redirect_uris(self) -> Sequence[str]:
        return [self.manifest.at(path) for path in self.manifest.auth.redirect_uris]


async def asker(work: UnitOfWork, client_id: UUID, *, lock: bool = False) -> Asker | None:
    """None where no such plugin is here, or it may not act by now."""
    installation = await work.session.get(
        PluginInstallation, client_id, with_for_update=True if lock else None
    )
    client = await client_of(work, client_id)
    if installation is None or client is None or not client.may_act:
        return None
    manifest = (await manifest_of(work, installation)).manifest()
    return Asker(client, manifest, await scopes_of(work, client_id))
