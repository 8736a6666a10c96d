"""How a company's people sign in, for GraphQL."""

from datetime import datetime
from enum import Enum
from functools import partial

import strawberry
from sqlalchemy import func

from api.graphql.connection import Connection
from api.graphql.mutations import mutation
from api.graphql.nodes import Node
from api.graphql.parts.people.views import PersonView
from api.graphql.parts.provider_preset import preset_in_sql
from api.graphql.planner.sources import Order
from api.graphql.views import connection, localised, one, value, view
from api.oidc_pages import outside_address
from api.scopes import Scope
from tenants.access.provider_preset import ProviderPreset
from tenants.identity import Identity, Proof, visible_identities
from tenants.identity_check import check_identity_provider
from tenants.identity_matching import confirm_identity, remove_identity
from tenants.identity_provider import IdentityProvider, visible_identity_providers
from tenants.identity_provider_commands import (
    add_identity_provider,
    change_identity_provider,
    remove_identity_provider,
)

strawberry.enum(Proof, name="IdentityProof", description="What showed whose an account is.")


@view(
    IdentityProvider,
    name="IdentityProvider",
    scope=Scope.SIGN_IN_MANAGE,
    visible=visible_identity_providers,
)
class IdentityProviderView(Node):
    """Where the company's people have accounts already. Its secret is never shown again."""

    name: str
    issuer: str
    client_id: str
    email_domains: list[str]
    matches_email: bool
    enabled: bool
    created_at: datetime
    checked_at: datetime | None
    redirect_uri: str = value(
        lambda provider: func.concat(outside_address(), "/", provider.id, "/callback"),
        description="Where the provider sends people back to; it has to know this address.",
    )
    preset: ProviderPreset = value(
        preset_in_sql, description="Whose ways it has, such as what it says of a verified address."
    )
    problem: str | None = localised(
        lambda provider: provider.problem, description="What the last check found, if anything."
    )


@view(Identity, name="Identity", scope=Scope.SIGN_IN_MANAGE, visible=visible_identities)
class IdentityView(Node):
    """An account elsewhere, and whose it is here; without a person, an admin is to say."""

    issuer: str
    subject: str
    told_name: str
    told_email: str
    proof: Proof | None
    created_at: datetime
    seen_at: datetime
    person: PersonView | None = one(lambda identity, person: person.id == identity.person_id)


@strawberry.enum(description="Orders for identity providers.")
class IdentityProviderOrder(Enum):
    NAME_ASC = "NAME_ASC"


@strawberry.enum(description="Orders for identities.")
class IdentityOrder(Enum):
    SEEN_AT_DESC = "SEEN_AT_DESC"


_PROVIDER_ORDERS = {IdentityProviderOrder.NAME_ASC: Order(lambda provider: provider.name)}
_ORDERS = {IdentityOrder.SEEN_AT_DESC: Order(lambda each: each.seen_at, descending=True)}


@strawberry.type
class SignInQueries:
    identity_providers: Connection[IdentityProviderView] = connection(
        _PROVIDER_ORDERS, description="For admins."
    )
    identities: Connection[IdentityView] = connection(
        _ORDERS, description="One's own; for admins all, also those that nobody is known by yet."
    )


_managing = partial(mutation, scope=Scope.SIGN_IN_MANAGE)
_IDENTITY_PROVIDER = {"identity_provider": IdentityProviderView}


@strawberry.type
class SignInMutations:
    add_identity_provider = _managing(
        add_identity_provider, _IDENTITY_PROVIDER, signed_in_only=True
    )
    change_identity_provider = _managing(
        change_identity_provider, _IDENTITY_PROVIDER, signed_in_only=True
    )
    check_identity_provider = _managing(check_identity_provider, _IDENTITY_PROVIDER)
    remove_identity_provider = _managing(remove_identity_provider, signed_in_only=True)
    confirm_identity = _managing(confirm_identity, {"identity": IdentityView}, signed_in_only=True)
    remove_identity = _managing(remove_identity, signed_in_only=True)
