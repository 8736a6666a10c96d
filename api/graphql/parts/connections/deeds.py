"""What admins do with connections, for GraphQL."""

from functools import partial
from typing import Annotated

import strawberry

from api.graphql.mutations import mutation
from api.graphql.parts.connections.accounts import ExternalAccountView
from api.graphql.parts.connections.views import DataConnectionView
from api.scopes import Scope
from integrations import choosing, commands, identifying, identifying_many

_managing = partial(mutation, scope=Scope.CONNECTIONS_MANAGE)
_CONNECTION = {"connection": DataConnectionView}


@strawberry.type
class ConnectionMutations:
    connect_vendor = _managing(
        commands.connect_vendor, _CONNECTION, says="The settings as the way's form draws them."
    )
    change_connection = _managing(
        commands.change_connection,
        _CONNECTION,
        says="The settings, all of them, as the way's form draws them.",
    )
    test_connection = _managing(commands.test_connection, _CONNECTION, takes="DataConnectionInput")
    choose_site = _managing(choosing.choose_site, _CONNECTION)
    choose_sources = _managing(choosing.choose_sources, _CONNECTION)
    sync_connection_now = _managing(
        commands.sync_connection_now, _CONNECTION, takes="DataConnectionInput"
    )
    confirm_suggestions = _managing(identifying_many.confirm_suggestions, _CONNECTION)
    disown_accounts = _managing(identifying_many.disown_accounts, _CONNECTION)
    accept_losses = _managing(commands.accept_losses, _CONNECTION, takes="DataConnectionInput")
    match_account = _managing(identifying.match_account, {"account": ExternalAccountView})
    reveal_hook = _managing(
        commands.reveal_hook,
        {
            "url": Annotated[str, "Where the other system sends its webhooks."],
            "secret": Annotated[str, "What it signs them with."],
        },
        takes="DataConnectionInput",
        signed_in_only=True,
    )
    disconnect_vendor = _managing(
        commands.disconnect_vendor, _CONNECTION, takes="DataConnectionInput"
    )
