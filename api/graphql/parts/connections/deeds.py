"""What admins do with connections, for GraphQL."""

import strawberry
from strawberry.scalars import JSON

from api.graphql.errors import UserError
from api.graphql.mutations import mutation
from api.graphql.parts.connections.accounts import ExternalAccountView
from api.graphql.parts.connections.views import DataConnectionView
from api.scopes import Scope
from integrations import choosing, commands, identifying, identifying_many

_SCOPE = Scope.CONNECTIONS_MANAGE


@strawberry.input(description="The settings as the way's form draws them.")
class ConnectVendorInput:
    vendor: str
    way: str
    name: str
    settings: JSON


@strawberry.input(description="The settings, all of them, as the way's form draws them.")
class ChangeConnectionInput:
    connection_id: strawberry.ID
    settings: JSON


@strawberry.input
class DataConnectionInput:
    connection_id: strawberry.ID


@strawberry.input
class ChooseSiteInput:
    connection_id: strawberry.ID
    source_id: strawberry.ID = strawberry.field(description="A source of the kind SITE.")


@strawberry.input(description="All that is to be read; what is not named is read no more.")
class ChooseSourcesInput:
    connection_id: strawberry.ID
    source_ids: list[strawberry.ID]
    options: JSON | None = strawberry.field(
        default=None, description="As the vendor's `options` draw them; left out, they stay."
    )


@strawberry.input(description="Without a person, the account is nobody here.")
class MatchAccountInput:
    account_id: strawberry.ID
    person_id: strawberry.ID | None = None


@strawberry.input(description="Without accounts, all that wait and have a suggestion.")
class ConfirmSuggestionsInput:
    connection_id: strawberry.ID
    account_ids: list[strawberry.ID] | None = None


@strawberry.input(description="Without accounts, all that wait and have no suggestion.")
class DisownAccountsInput:
    connection_id: strawberry.ID
    account_ids: list[strawberry.ID] | None = None


@strawberry.type
class _Changed:
    connection: DataConnectionView | None
    user_errors: list[UserError]


@strawberry.type
class ConnectVendorPayload(_Changed):
    pass


@strawberry.type
class ChangeConnectionPayload(_Changed):
    pass


@strawberry.type
class TestConnectionPayload(_Changed):
    pass


@strawberry.type
class ChooseSitePayload(_Changed):
    pass


@strawberry.type
class ChooseSourcesPayload(_Changed):
    pass


@strawberry.type
class SyncConnectionNowPayload(_Changed):
    pass


@strawberry.type
class AcceptLossesPayload(_Changed):
    pass


@strawberry.type
class ConfirmSuggestionsPayload(_Changed):
    pass


@strawberry.type
class DisownAccountsPayload(_Changed):
    pass


@strawberry.type
class DisconnectVendorPayload(_Changed):
    pass


@strawberry.type
class MatchAccountPayload:
    account: ExternalAccountView | None
    user_errors: list[UserError]


@strawberry.type
class RevealHookPayload:
    url: str | None = strawberry.field(description="Where the other system sends its webhooks.")
    secret: str | None = strawberry.field(description="What it signs them with.")
    user_errors: list[UserError]


@strawberry.type
class ConnectionMutations:
    connect_vendor: ConnectVendorPayload = mutation(
        commands.connect_vendor, ConnectVendorInput, scope=_SCOPE
    )
    change_connection: ChangeConnectionPayload = mutation(
        commands.change_connection, ChangeConnectionInput, scope=_SCOPE
    )
    test_connection: TestConnectionPayload = mutation(
        commands.test_connection, DataConnectionInput, scope=_SCOPE
    )
    choose_site: ChooseSitePayload = mutation(choosing.choose_site, ChooseSiteInput, scope=_SCOPE)
    choose_sources: ChooseSourcesPayload = mutation(
        choosing.choose_sources, ChooseSourcesInput, scope=_SCOPE
    )
    sync_connection_now: SyncConnectionNowPayload = mutation(
        commands.sync_connection_now, DataConnectionInput, scope=_SCOPE
    )
    confirm_suggestions: ConfirmSuggestionsPayload = mutation(
        identifying_many.confirm_suggestions, ConfirmSuggestionsInput, scope=_SCOPE
    )
    disown_accounts: DisownAccountsPayload = mutation(
        identifying_many.disown_accounts, DisownAccountsInput, scope=_SCOPE
    )
    accept_losses: AcceptLossesPayload = mutation(
        commands.accept_losses, DataConnectionInput, scope=_SCOPE
    )
    match_account: MatchAccountPayload = mutation(
        identifying.match_account, MatchAccountInput, scope=_SCOPE
    )
    reveal_hook: RevealHookPayload = mutation(
        commands.reveal_hook, DataConnectionInput, scope=_SCOPE, gives_access=True
    )
    disconnect_vendor: DisconnectVendorPayload = mutation(
        commands.disconnect_vendor, DataConnectionInput, scope=_SCOPE
    )
