"""Through whose eyes a statement is read."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Self
from uuid import UUID

from sqlalchemy import BindParameter, DateTime, Uuid, bindparam

from domain.actor import Actor, Role


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """What the `visible_*` statements may depend on: the actor's rights by value, the rest by name.

    The rights shape a statement, so a plan is kept per set of rights. Who exactly looks, and when,
    never does: in a plan these are parameters, so a plan that is reused cannot carry one
    person's identity into another's answer.
    """

    roles: frozenset[Role]
    person_id: UUID | BindParameter[Any] | None
    now: datetime | BindParameter[Any]
    overview: bool = False

    @classmethod
    def of(cls, actor: Actor, now: datetime) -> Self:
        return cls(roles=actor.roles, person_id=actor.person_id, now=now, overview=actor.overview)

    @classmethod
    @cache
    def with_rights(cls, roles: frozenset[Role], *, overview: bool) -> Self:
        """`by_name`, the same one for the same rights: what was made for it can be kept."""
        return cls.by_name(roles, overview=overview)

    @classmethod
    def by_name(cls, roles: frozenset[Role], *, overview: bool = False) -> Self:
        """For statements that are kept and run later with `parameters_of`."""
        # Not required when a statement is compiled: that is before anybody looks.
        return cls(
            roles=roles,
            overview=overview,
            person_id=bindparam("viewer_id", type_=Uuid(), required=False),
            now=bindparam("viewed_at", type_=DateTime(timezone=True), required=False),
        )

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)


def parameters_of(actor: Actor, now: datetime) -> dict[str, UUID | datetime | None]:
    """The values for the parameters that `Viewer.by_name` names."""
    return {"viewer_id": actor.person_id, "viewed_at": now}
