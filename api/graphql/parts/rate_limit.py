"""How many points whoever asks has left, for GraphQL."""

from datetime import datetime

import strawberry


@strawberry.type(
    description="What this operation costs, and what the asker may still spend. Points come back"
    " all the time. The header RateLimit says the same."
)
class RateLimit:
    cost: int = strawberry.field(description="Of this operation, in points.")
    limit: int = strawberry.field(description="The points that can be saved up.")
    remaining: int = strawberry.field(description="After this operation.")
    reset_at: datetime = strawberry.field(description="When all of them are back.")


def _standing(info: strawberry.Info) -> RateLimit:
    charge = info.context.charge
    return RateLimit(
        cost=charge.cost,
        limit=charge.limit,
        remaining=charge.remaining,
        reset_at=charge.reset_at,
    )


@strawberry.type
class RateLimitQueries:
    rate_limit: RateLimit = strawberry.field(
        resolver=_standing, description="One's own; needs no scope."
    )
