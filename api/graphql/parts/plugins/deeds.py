"""What admins do with plugins, for GraphQL."""

from functools import partial
from typing import Annotated

import strawberry

from api.graphql.mutations import mutation
from api.graphql.parts.plugins.views import PluginInstallationView
from api.plugins.submission import submission
from api.scopes import Scope, grantable
from integrations.plugins.approving import approve_plugin
from integrations.plugins.commands import (
    resume_plugin,
    retry_plugin,
    suspend_plugin,
    uninstall_plugin,
)
from integrations.plugins.submitting import submit_plugin

_managing = partial(mutation, scope=Scope.PLUGINS_MANAGE)
HELD = {"held": lambda asker: grantable(asker.scopes, asker.actor.roles)}
"""What an admin may give a plugin."""
_INSTALLATION = {"installation": PluginInstallationView}


@strawberry.type
class PluginMutations:
    submit_plugin = _managing(
        submit_plugin,
        _INSTALLATION,
        says="Where the manifest is, or, for a plugin of your own, its text.",
        beforehand=submission,
    )
    approve_plugin = _managing(
        approve_plugin,
        {
            "installation": PluginInstallationView,
            "client_secret": Annotated[
                str, "For the plugin, if it proves itself by one. Shown this once, kept nowhere."
            ],
        },
        known=HELD,
        signed_in_only=True,
    )
    suspend_plugin = _managing(suspend_plugin, _INSTALLATION, signed_in_only=True)
    resume_plugin = _managing(resume_plugin, _INSTALLATION, signed_in_only=True)
    retry_plugin = _managing(retry_plugin, _INSTALLATION, signed_in_only=True)
    uninstall_plugin = _managing(uninstall_plugin, _INSTALLATION, signed_in_only=True)
