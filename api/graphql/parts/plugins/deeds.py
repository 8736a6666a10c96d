"""What admins do with plugins, for GraphQL."""

from typing import Any

import strawberry

from api.graphql.errors import UserError
from api.graphql.mutations import mutation
from api.graphql.parts.plugins.views import PluginInstallationView
from api.plugins.submission import submission
from api.principal import Principal
from api.scopes import Scope, grantable
from integrations.plugins.approving import approve_plugin
from integrations.plugins.commands import (
    resume_plugin,
    retry_plugin,
    suspend_plugin,
    uninstall_plugin,
)
from integrations.plugins.submitting import submit_plugin


@strawberry.input(description="Where the manifest is, or, for a plugin of your own, its text.")
class SubmitPluginInput:
    url: str | None = None
    manifest: str | None = None


@strawberry.input(description="What you have looked at, and what you tick of what is optional.")
class ApprovePluginInput:
    installation_id: strawberry.ID
    manifest_sha256: str
    optional_scopes: list[str] = strawberry.field(default_factory=list)


@strawberry.input
class SuspendPluginInput:
    installation_id: strawberry.ID


@strawberry.input
class ResumePluginInput:
    installation_id: strawberry.ID


@strawberry.input
class RetryPluginInput:
    installation_id: strawberry.ID


@strawberry.input
class UninstallPluginInput:
    installation_id: strawberry.ID


@strawberry.type
class SubmitPluginPayload:
    installation: PluginInstallationView | None
    user_errors: list[UserError]


@strawberry.type
class ApprovePluginPayload:
    installation: PluginInstallationView | None
    client_secret: str | None = strawberry.field(
        description="For the plugin, if it proves itself by one. Shown this once, kept nowhere."
    )
    user_errors: list[UserError]


@strawberry.type
class SuspendPluginPayload:
    installation: PluginInstallationView | None
    user_errors: list[UserError]


@strawberry.type
class ResumePluginPayload:
    installation: PluginInstallationView | None
    user_errors: list[UserError]


@strawberry.type
class RetryPluginPayload:
    installation: PluginInstallationView | None
    user_errors: list[UserError]


@strawberry.type
class UninstallPluginPayload:
    installation: PluginInstallationView | None
    user_errors: list[UserError]


def _held(principal: Principal) -> dict[str, Any]:
    return {"held": grantable(principal.scopes, principal.actor.roles)}


def _nothing(_: object) -> dict[str, Any]:
    return {}


@strawberry.type
class PluginMutations:
    submit_plugin: SubmitPluginPayload = mutation(
        submit_plugin,
        SubmitPluginInput,
        scope=Scope.PLUGINS_MANAGE,
        arguments=_nothing,
        beforehand=submission,
    )
    approve_plugin: ApprovePluginPayload = mutation(
        approve_plugin,
        ApprovePluginInput,
        scope=Scope.PLUGINS_MANAGE,
        known=_held,
        gives_access=True,
    )
    suspend_plugin: SuspendPluginPayload = mutation(
        suspend_plugin, SuspendPluginInput, scope=Scope.PLUGINS_MANAGE
    )
    resume_plugin: ResumePluginPayload = mutation(
        resume_plugin, ResumePluginInput, scope=Scope.PLUGINS_MANAGE, gives_access=True
    )
    retry_plugin: RetryPluginPayload = mutation(
        retry_plugin, RetryPluginInput, scope=Scope.PLUGINS_MANAGE, gives_access=True
    )
    uninstall_plugin: UninstallPluginPayload = mutation(
        uninstall_plugin, UninstallPluginInput, scope=Scope.PLUGINS_MANAGE
    )
