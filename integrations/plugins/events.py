"""What happens to a plugin in a company: for its timeline, with who and when."""

from collections.abc import Sequence
from typing import Self

from domain.events import Event
from integrations.plugins.installation import PluginInstallation, PluginManifest


class PluginEvent(Event):
    """`subject_id` is the installation."""

    subject = "plugin_installation"

    plugin_id: str


class PluginSubmitted(PluginEvent):
    name = "plugin.submitted"

    manifest_sha256: str

    @classmethod
    def of(cls, installation: PluginInstallation, manifest: PluginManifest) -> Self:
        return cls(
            subject_id=installation.id,
            plugin_id=installation.plugin_id,
            manifest_sha256=manifest.sha256,
        )


class PluginApproved(PluginEvent):
    """By the admin who acts, for exactly this manifest and these scopes."""

    name = "plugin.approved"

    manifest_sha256: str
    scopes: list[str]

    @classmethod
    def of(
        cls, installation: PluginInstallation, manifest: PluginManifest, scopes: Sequence[str]
    ) -> Self:
        return cls(
            subject_id=installation.id,
            plugin_id=installation.plugin_id,
            manifest_sha256=manifest.sha256,
            scopes=list(scopes),
        )


class PluginFailed(PluginEvent):
    """It did not ask for its first token in time."""

    name = "plugin.failed"


class PluginRetried(PluginEvent):
    """By an admin: it is told again, and waited for again."""

    name = "plugin.retried"


class PluginActivated(PluginEvent):
    """By its first token."""

    name = "plugin.activated"


class PluginSuspended(PluginEvent):
    name = "plugin.suspended"


class PluginResumed(PluginEvent):
    name = "plugin.resumed"


class PluginUninstalled(PluginEvent):
    name = "plugin.uninstalled"


class PluginPurged(PluginEvent):
    """It was told, or could not be."""

    name = "plugin.purged"


class _OfVersion(PluginEvent):
    manifest_sha256: str

    @classmethod
    def of(cls, installation: PluginInstallation, manifest: PluginManifest, **more: object) -> Self:
        said = {"plugin_id": installation.plugin_id, "manifest_sha256": manifest.sha256}
        return cls.model_validate({"subject_id": installation.id, **said, **more})


class PluginUpgradeOffered(_OfVersion):
    """It asks for more than was consented to."""

    name = "plugin.upgrade_offered"


class PluginUpgradeDeclined(_OfVersion):
    name = "plugin.upgrade_declined"


class PluginUpgraded(_OfVersion):
    name = "plugin.upgraded"

    scopes: list[str]
    scopes_changed: bool
