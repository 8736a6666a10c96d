"""Plugins in new versions, for GraphQL."""

from functools import partial
from typing import Annotated

import strawberry

from api.graphql.mutations import mutation
from api.graphql.parts.plugins.deeds import HELD
from api.graphql.parts.plugins.views import PluginInstallationView
from api.plugins.submission import submission
from api.scopes import Scope
from integrations.plugins.upgrading import (
    approve_plugin_upgrade,
    decline_plugin_upgrade,
    offer_plugin_upgrade,
)

_managing = partial(mutation, scope=Scope.PLUGINS_MANAGE)
_INSTALLATION = {"installation": PluginInstallationView}


@strawberry.type
class PluginUpgradeMutations:
    offer_plugin_upgrade = _managing(
        offer_plugin_upgrade,
        _INSTALLATION,
        says="Where the new manifest is, or its text.",
        beforehand=submission,
        signed_in_only=True,
    )
    approve_plugin_upgrade = _managing(
        approve_plugin_upgrade,
        {
            "installation": PluginInstallationView,
            "client_secret": Annotated[
                str, "For the plugin, if it newly proves itself by one. Shown this once."
            ],
        },
        known=HELD,
        signed_in_only=True,
    )
    decline_plugin_upgrade = _managing(decline_plugin_upgrade, _INSTALLATION)
