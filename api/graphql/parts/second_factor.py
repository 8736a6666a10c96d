"""Who is asked for a second factor, for GraphQL; it is shown in `api.second_factor`."""

from datetime import datetime
from functools import partial

import strawberry

from api.graphql.mutations import mutation
from api.graphql.parts.people.views import PersonView
from api.graphql.planner.sources import SCOPE
from api.scopes import Scope
from tenants.access.second_factor.demand import demand_second_factor, reset_second_factor
from tenants.access.second_factor.standing import standing_of
from tenants.work import open_work


@strawberry.type(description="On one device, or wherever a browser or a password manager keeps it.")
class Passkey:
    id: strawberry.ID
    name: str
    created_at: datetime
    used_at: datetime | None


@strawberry.type(description="How whoever asks stands with second factors, in this session.")
class SecondFactor:
    demanded: bool = strawberry.field(description="By the company, of admins and HR.")
    offered: bool = strawberry.field(description="Whether they hold a role, and may set one up.")
    awaited: bool = strawberry.field(
        description="Whether this session waits for one: until then, no role of theirs counts."
    )
    authenticator: bool = strawberry.field(description="Whether an app shows codes for them.")
    passkeys: list[Passkey]
    recovery_codes: int = strawberry.field(description="How many are left.")


async def _standing(info: strawberry.Info) -> SecondFactor | None:
    asker = info.context.principal
    if asker.actor.person_id is None or Scope.SESSIONS_MANAGE not in asker.scopes:
        return None
    async with open_work(asker.place, asker.actor) as work:
        found = await standing_of(work, asker.actor.person_id, asker.session_id)
    return SecondFactor(
        demanded=found.demanded,
        offered=found.offered,
        awaited=found.awaited,
        authenticator=found.authenticator,
        recovery_codes=found.recovery_codes,
        passkeys=[
            Passkey(
                id=strawberry.ID(str(each.id)),
                name=each.name,
                created_at=each.created_at,
                used_at=each.used_at,
            )
            for each in found.passkeys
        ],
    )


@strawberry.type
class SecondFactorQueries:
    second_factor: SecondFactor | None = strawberry.field(
        resolver=_standing,
        metadata={SCOPE: Scope.SESSIONS_MANAGE},
        description="One's own, with the scope sessions:manage; null for everybody else.",
    )


_HERE = {"session_id": lambda asker: asker.session_id}
_managing = partial(mutation, scope=Scope.SIGN_IN_MANAGE)


@strawberry.type
class SecondFactorMutations:
    demand_second_factor = _managing(demand_second_factor, known=_HERE, signed_in_only=True)
    reset_second_factor = _managing(
        reset_second_factor, {"person": PersonView}, known=_HERE, signed_in_only=True
    )
