"""A plugin in one company: what it said of itself, what it was granted, where it stands."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.errors import Conflict
from domain.exported import NOT_AT_ALL, Exported
from integrations.plugins.manifest import Manifest
from integrations.plugins.states import InstallationState, require_step

GONE = (InstallationState.UNINSTALLING, InstallationState.UNINSTALLED)
_HERE = text("state NOT IN ('UNINSTALLING', 'UNINSTALLED')")


def sha256_of(manifest: str) -> str:
    return hashlib.sha256(manifest.encode()).hexdigest()


class PluginManifest(Entity):
    """A manifest as it was submitted, never changed: what an admin approves is this text."""

    __tablename__ = "plugin_manifests"
    exported: ClassVar[Exported] = NOT_AT_ALL

    sha256: Mapped[str] = mapped_column(unique=True)
    source_text: Mapped[str]
    content: Mapped[dict[str, Any]]

    @classmethod
    def of(cls, manifest: Manifest, source_text: str) -> Self:
        return cls(
            sha256=sha256_of(source_text),
            source_text=source_text,
            content=manifest.model_dump(mode="json", by_alias=True),
        )

    def require_same(self, sha256: str) -> None:
        if self.sha256 != sha256:
            raise Conflict(
                "This is not the manifest that you looked at",
                zh="该清单与您查看的版本不一致",
                field="manifest_sha256",
            )

    def manifest(self) -> Manifest:
        return Manifest.model_validate(self.content)


class PluginScope(Entity):
    """A scope that an installation asks for, and whether it was granted."""

    __tablename__ = "plugin_scopes"
    exported: ClassVar[Exported] = Exported(texts=["scope", "reason"])
    __table_args__ = (Index("uq_plugin_scopes", "installation_id", "scope", unique=True),)

    installation_id: Mapped[UUID] = mapped_column(ForeignKey("plugin_installations.id"))
    position: Mapped[int]
    scope: Mapped[str]
    required: Mapped[bool]
    reason: Mapped[dict[str, Any]]
    granted: Mapped[bool] = mapped_column(default=False)


class PluginInstallation(Entity):
    """From the submitted manifest to the last trace. Its id is the plugin's client id here."""

    __tablename__ = "plugin_installations"
    exported: ClassVar[Exported] = Exported(
        texts=["plugin_id", "manifest_url"], withheld=["offered_changes"]
    )
    __table_args__ = (
        Index("uq_plugin_installations_here", "plugin_id", unique=True, postgresql_where=_HERE),
    )

    plugin_id: Mapped[str]
    manifest_id: Mapped[UUID] = mapped_column(ForeignKey("plugin_manifests.id"), index=True)
    manifest_url: Mapped[str | None] = mapped_column(default=None)
    offered_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("plugin_manifests.id"), index=True, default=None
    )
    """The last version that asked for more. While `offered_changes` says for what, it waits for an
    admin; after that it was declined."""
    offered_changes: Mapped[list[dict[str, str]] | None] = mapped_column(
        JSONB(none_as_null=True), default=None
    )
    state: Mapped[InstallationState] = mapped_column(default=InstallationState.PENDING_CONSENT)
    submitted_by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    submitted_at: Mapped[datetime]
    approved_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("people.id"), index=True, default=None
    )
    approved_at: Mapped[datetime | None] = mapped_column(default=None)
    activated_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)

    def approve(self, *, by: UUID, now: datetime) -> None:
        self._become(InstallationState.INSTALLING)
        self.approved_by_id, self.approved_at = by, now

    def activate(self, now: datetime) -> bool:
        """By its first token. Says whether this was the first."""
        if self.state is not InstallationState.INSTALLING:
            return False
        self._become(InstallationState.ACTIVE)
        self.activated_at = now
        return True

    def fail(self) -> bool:
        """It was waited for in vain. Says whether it was waited for at all."""
        if self.state is not InstallationState.INSTALLING:
            return False
        self._become(InstallationState.FAILED)
        return True

    def retry(self) -> None:
        if self.state is not InstallationState.FAILED:
            raise Conflict(
                "The plugin did not fail to install",
                zh="该插件并未安装失败",
                field="installation_id",
            )
        self._become(InstallationState.INSTALLING)

    def suspend(self) -> None:
        self._become(InstallationState.SUSPENDED)

    def resume(self) -> None:
        if self.state is not InstallationState.SUSPENDED:
            raise Conflict(
                "The plugin is not suspended", zh="该插件未被暂停", field="installation_id"
            )
        self._become(InstallationState.ACTIVE)

    def end(self, now: datetime) -> None:
        """No way back: what follows is telling it. One that was never approved is gone at once."""
        if self.state is InstallationState.PENDING_CONSENT:
            self._become(InstallationState.UNINSTALLED)
        else:
            self._become(InstallationState.UNINSTALLING)
        self.ended_at = now

    def purge(self) -> None:
        self._become(InstallationState.UNINSTALLED)

    def _become(self, wanted: InstallationState) -> None:
        require_step(self.state, wanted)
        self.state = wanted


def grant(scopes: Collection[PluginScope], optional: Collection[str]) -> list[str]:
    """Mark what is granted: all that is required, and of the rest what the admin ticked."""
    for each in scopes:
        each.granted = each.required or each.scope in optional
    return [each.scope for each in scopes if each.granted]
