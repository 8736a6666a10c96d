"""Inviting people, and letting somebody back in, for GraphQL."""

import strawberry

from api.graphql.errors import UserError
from api.graphql.mutations import mutation
from api.graphql.parts.people.views import PersonView
from api.scopes import Scope
from tenants.access.invitation import invite
from tenants.access.restored_access import restore_access
from tenants.access.single_sign_on import demand_single_sign_on


@strawberry.input(description="At most 500 people.")
class InviteInput:
    person_ids: list[strawberry.ID]


@strawberry.type
class InvitePayload:
    people: list[PersonView] | None = strawberry.field(
        description="Those who had not come yet; a mail goes to each."
    )
    user_errors: list[UserError]


@strawberry.input
class RestoreAccessInput:
    person_id: strawberry.ID


@strawberry.type
class RestoreAccessPayload:
    person: PersonView | None
    user_errors: list[UserError]


@strawberry.input
class DemandSingleSignOnInput:
    demanded: bool


@strawberry.type
class DemandSingleSignOnPayload:
    user_errors: list[UserError]


@strawberry.type
class LettingInMutations:
    demand_single_sign_on: DemandSingleSignOnPayload = mutation(
        demand_single_sign_on, DemandSingleSignOnInput, scope=Scope.SIGN_IN_MANAGE
    )
    restore_access: RestoreAccessPayload = mutation(
        restore_access, RestoreAccessInput, scope=Scope.PEOPLE_WRITE, gives_access=True
    )
    invite: InvitePayload = mutation(
        invite, InviteInput, scope=Scope.PEOPLE_WRITE, gives_access=True
    )
