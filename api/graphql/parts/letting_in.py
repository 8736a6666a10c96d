"""Inviting people, and letting somebody back in, for GraphQL."""

from datetime import datetime
from typing import Annotated

import strawberry

from api.graphql.mutations import mutation
from api.graphql.parts.people.views import PersonView
from api.graphql.planner.sources import SCOPE
from api.scopes import Scope
from domain.actor import Role
from domain.people.closed_text import ClosedText
from tenants.access.invitation import invite
from tenants.access.restored_access import restore_access
from tenants.access.sign_in_policy import demands_single_sign_on, has_company_account
from tenants.access.single_sign_on import demand_single_sign_on
from tenants.work import open_work


@strawberry.type(
    name="SignInPolicy", description="What the company asks of whoever signs in, for its admins."
)
class SignInPolicyFacts:
    demands_single_sign_on: bool = strawberry.field(
        description="Whether people come in by the company's own accounts alone."
    )
    may_demand_single_sign_on: bool = strawberry.field(
        description="Whether whoever asks has come by such an account, and so may demand it."
    )


async def _policy(info: strawberry.Info) -> SignInPolicyFacts | None:
    asker = info.context.principal
    person_id = asker.actor.person_id
    if person_id is None or Scope.SIGN_IN_MANAGE not in asker.scopes:
        return None
    if not asker.actor.has(Role.ADMIN):
        return None
    async with open_work(asker.place, asker.actor) as work:
        return SignInPolicyFacts(
            demands_single_sign_on=await demands_single_sign_on(work),
            may_demand_single_sign_on=await has_company_account(work, person_id),
        )


@strawberry.type(
    name="ClosedText",
    description="What one wrote for nobody else before others let one in, until one confirms.",
)
class ClosedTextFacts:
    since: datetime


async def _closed_text(info: strawberry.Info) -> ClosedTextFacts | None:
    asker = info.context.principal
    person_id = asker.actor.person_id
    if person_id is None or Scope.SESSIONS_MANAGE not in asker.scopes:
        return None
    async with open_work(asker.place, asker.actor) as work:
        closed = await work.session.get(ClosedText, person_id)
    return None if closed is None else ClosedTextFacts(since=closed.closed_since)


@strawberry.type
class LettingInQueries:
    closed_text: ClosedTextFacts | None = strawberry.field(
        resolver=_closed_text,
        metadata={SCOPE: Scope.SESSIONS_MANAGE},
        description="One's own; null where nothing is closed, and without sessions:manage.",
    )
    sign_in_policy: SignInPolicyFacts | None = strawberry.field(
        resolver=_policy,
        metadata={SCOPE: Scope.SIGN_IN_MANAGE},
        description="For admins, with the scope sign_in:manage; null for everybody else.",
    )


@strawberry.type
class LettingInMutations:
    demand_single_sign_on = mutation(
        demand_single_sign_on, scope=Scope.SIGN_IN_MANAGE, signed_in_only=True
    )
    restore_access = mutation(
        restore_access, {"person": PersonView}, scope=Scope.PEOPLE_WRITE, signed_in_only=True
    )
    invite = mutation(
        invite,
        {"people": Annotated[list[PersonView], "Those who had not come yet; a mail goes to each."]},
        scope=Scope.PEOPLE_WRITE,
        says="At most 500 people.",
        signed_in_only=True,
    )
