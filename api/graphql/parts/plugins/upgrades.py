"""Plugins in new versions, for GraphQL."""

from typing import Any

import strawberry

from api.graphql.errors import UserError
from api.graphql.inputs import given
from api.graphql.mutations import mutation
from api.graphql.parts.plugins.views import PluginInstallationView
from api.plugins.submission import submission
from api.principal import Principal
from api.scopes import Scope, grantable
from integrations.plugins.upgrading import (
    approve_plugin_upgrade,
    decline_plugin_upgrade,
    offer_plugin_upgrade,
)


@strawberry.input(description="Where the new manifest is, or its text.")
class OfferPluginUpgradeInput:
    installation_id: strawberry.ID
    url: str | None = None
    manifest: str | None = None


@strawberry.input(description="The version that you have looked at.")
class ApprovePluginUpgradeInput:
    installation_id: strawberry.ID
    manifest_sha256: str


@strawberry.input
class DeclinePluginUpgradeInput:
    installation_id: strawberry.ID


@strawberry.type
class OfferPluginUpgradePayload:
    installation: PluginInstallationView | None
    user_errors: list[UserError]


@strawberry.type
class ApprovePluginUpgradePayload:
    installation: PluginInstallationView | None
    client_secret: str | None = strawberry.field(
        description="For the plugin, if it newly proves itself by one. Shown this once."
    )
    user_errors: list[UserError]


@strawberry.type
class DeclinePluginUpgradePayload:
    installation: PluginInstallationView | None
    user_errors: list[UserError]


def _held(principal: Principal) -> dict[str, Any]:
    return {"held": grantable(principal.scopes, principal.actor.roles)}


def _which(input: object) -> dict[str, Any]:
    return {"installation_id": given(input)["installation_id"]}


@strawberry.type
class PluginUpgradeMutations:
    offer_plugin_upgrade: OfferPluginUpgradePayload = mutation(
        offer_plugin_upgrade,
        OfferPluginUpgradeInput,
        scope=Scope.PLUGINS_MANAGE,
        arguments=_which,
        beforehand=submission,
        gives_access=True,
    )
    approve_plugin_upgrade: ApprovePluginUpgradePayload = mutation(
        approve_plugin_upgrade,
        ApprovePluginUpgradeInput,
        scope=Scope.PLUGINS_MANAGE,
        known=_held,
        gives_access=True,
    )
    decline_plugin_upgrade: DeclinePluginUpgradePayload = mutation(
        decline_plugin_upgrade, DeclinePluginUpgradeInput, scope=Scope.PLUGINS_MANAGE
    )
