"""What the company lets in beside itself."""

from typing import Any

from sqlalchemy import update

from integrations.plugins.commands import activate_plugin, suspend_plugin
from integrations.plugins.installation import PluginInstallation, sha256_of
from integrations.plugins.reading import ManifestText
from integrations.plugins.states import InstallationState
from integrations.plugins.submitting import submit_plugin
from integrations.plugins.upgrading import offer_plugin_upgrade
from tests.api.actors.company import Company, install
from tests.api.actors.deed import Deed, Given
from tests.plugins import a_manifest, wanted, written


async def a_manifest_of_its(c: Company) -> Given:
    return {"manifest": written(a_manifest(id=c.fresh("dev.acme.q")))}


async def one_that_waits(c: Company) -> Given:
    text = written(a_manifest(id=c.fresh("dev.acme.q")))
    manifest = ManifestText.of(text).manifest()
    async with c.by(c.zoe) as work:
        kept = await submit_plugin(work, manifest=manifest, source_text=text, manifest_url=None)
    return {"installationId": str(kept.id), "manifestSha256": sha256_of(text)}


async def an_active_one(c: Company) -> Given:
    installation_id = await install(c)
    async with c.system() as work:
        await activate_plugin(work, installation_id)
    return {"installationId": str(installation_id)}


async def a_suspended_one(c: Company) -> Given:
    given = await an_active_one(c)
    async with c.by(c.zoe) as work:
        await suspend_plugin(work, installation_id=given["installationId"])
    return given


async def one_that_never_came(c: Company) -> Given:
    installation_id = await install(c)
    async with c.system() as work:
        this = update(PluginInstallation).where(PluginInstallation.id == installation_id)
        await work.session.execute(this.values(state=InstallationState.FAILED))
    return {"installationId": str(installation_id)}


async def _with_an_offer(c: Company) -> tuple[Given, str]:
    """It asks for more than before, and so it waits."""
    name = c.fresh("dev.acme.q")
    installation_id = await install(c, id=name)
    async with c.system() as work:
        await activate_plugin(work, installation_id)
    return {"installationId": str(installation_id)}, written(_next(name))


def _next(name: str) -> dict[str, Any]:
    more = {"required": [*map(wanted, ("records:read", "people:read", "conversations:read"))]}
    return a_manifest(id=name, version="2.0.0", scopes={**more, "optional": []})


async def a_version(c: Company) -> Given:
    given, text = await _with_an_offer(c)
    return {**given, "manifest": text}


async def a_version_that_waits(c: Company) -> Given:
    given, text = await _with_an_offer(c)
    manifest = ManifestText.of(text).manifest()
    async with c.by(c.zoe) as work:
        await offer_plugin_upgrade(
            work,
            installation_id=given["installationId"],
            manifest=manifest,
            source_text=text,
            manifest_url=None,
        )
    return {**given, "manifestSha256": sha256_of(text)}


async def a_version_to_decline(c: Company) -> Given:
    given = await a_version_that_waits(c)
    return {"installationId": given["installationId"]}


PLUGINS = {
    "submitPlugin": Deed("A", a_manifest_of_its),
    "approvePlugin": Deed("A", one_that_waits),
    "suspendPlugin": Deed("A", an_active_one),
    "resumePlugin": Deed("A", a_suspended_one),
    "retryPlugin": Deed("A", one_that_never_came),
    "uninstallPlugin": Deed("A", an_active_one),
    "offerPluginUpgrade": Deed("A", a_version),
    "approvePluginUpgrade": Deed("A", a_version_that_waits),
    "declinePluginUpgrade": Deed("A", a_version_to_decline),
}
