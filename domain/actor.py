"""Who acts."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self
from uuid import UUID

from domain.errors import NotAllowed


class ActorKind(StrEnum):
    PERSON = "PERSON"
    PLUGIN = "PLUGIN"
    SYSTEM = "SYSTEM"
    AI = "AI"


class Role(StrEnum):
    """A right beyond one's own work and one's own reports."""

    ADMIN = "ADMIN"
    HR = "HR"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A person, a plugin, the system or an AI engine, with the rights it acts under.

    `person_id` is None for an actor that is nobody in the company; what such an actor may see
    is decided by its roles and by `overview`.
    """

    kind: ActorKind
    person_id: UUID | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)
    via_id: UUID | None = None
    """The installed plugin that acts, by itself or for the person."""
    overview: bool = False
    """Sees what there is in the whole company, and never what was said: an installed plugin."""

    @classmethod
    def person(cls, person_id: UUID, *roles: Role, via_id: UUID | None = None) -> Self:
        """Somebody, in person or through a plugin that they let act for them."""
        roles_held = frozenset(roles)
        return cls(kind=ActorKind.PERSON, person_id=person_id, roles=roles_held, via_id=via_id)

    @classmethod
    def plugin(cls, installation_id: UUID) -> Self:
        """An installed plugin that acts by itself, for nobody."""
        return cls(kind=ActorKind.PLUGIN, via_id=installation_id, overview=True)

    @classmethod
    def system(cls) -> Self:
        """Our own reactions and schedules: they see and do everything inside one tenant."""
        return cls(kind=ActorKind.SYSTEM, roles=frozenset(Role))

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def is_system(self) -> bool:
        return self.kind is ActorKind.SYSTEM

    def require_person(self) -> UUID:
        """The person who acts. Raises NotAllowed for plugins, AI and the system."""
        if self.kind is not ActorKind.PERSON or self.person_id is None:
            raise NotAllowed("Only a person can do this", zh="只有员工本人可以执行此操作")
        return self.person_id
