"""Rights beyond one's own reports, as GraphQL knows them."""

import strawberry

from domain.actor import Role

strawberry.enum(Role, description="A right beyond one's own reports.")

__all__ = ["Role"]
