"""Who acts."""

from dataclasses import dataclass, field, replace
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
    token_id: UUID | None = None
    """The access token that acts, a program's or the person's own; None for who has signed in."""
    overview: bool = False
    """Sees what there is in the whole company, and never what was said: an installed plugin."""
    unconfirmed: bool = False
    """Has signed in and not yet shown their second factor: no role of theirs counts until then."""
    factor_shown: bool = False
    """A second factor has been shown in their session; what they make there counts as such."""

    @classmethod
    def person(
        cls,
        person_id: UUID,
        *roles: Role,
        via_id: UUID | None = None,
        token_id: UUID | None = None,
    ) -> Self:
        """Somebody, in person, by a token of theirs or through a plugin that acts for them."""
        held = frozenset(roles)
        return cls(
            kind=ActorKind.PERSON,
            person_id=person_id,
            roles=held,
            via_id=via_id,
            token_id=token_id,
        )

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

    def until_confirmed(self) -> Self:
        """The same person, without what takes a second factor."""
        return replace(self, roles=frozenset(), unconfirmed=True)

    def require_confirmed(self) -> None:
        """For what would outlast the session, with all of their roles. Raises NotAllowed."""
        if self.unconfirmed:
            raise NotAllowed(
                "Confirm that it is you first, with your second factor", zh="请先完成两步验证"
            )

    @property
    def is_program(self) -> bool:
        """Whether something other than the person themself, or Tanlu, decides what is done."""
        return not self.is_system and (
            self.kind is not ActorKind.PERSON or self.person_id is None or self.via_id is not None
        )

    @property
    def is_system(self) -> bool:
        return self.kind is ActorKind.SYSTEM

    def require_person(self) -> UUID:
        """The person who acts. Raises NotAllowed for plugins, AI and the system."""
        if self.kind is not ActorKind.PERSON or self.person_id is None:
            raise NotAllowed("Only a person can do this", zh="只有员工本人可以执行此操作")
        return self.person_id

    @property
    def is_signed_in(self) -> bool:
        """Whether it is Tanlu, or a person in a session for which nothing more is awaited."""
        return not self.is_program and self.token_id is None and not self.unconfirmed

    def require_signed_in(self) -> None:
        """For what decides who comes in: a leaked token would outlast itself. Raises NotAllowed."""
        if self.is_program:
            raise NotAllowed(
                "Only a person decides who comes in; a program cannot",
                zh="只有员工本人可以决定谁能访问，程序不能",
            )
        if self.token_id is not None:
            raise NotAllowed(
                "Sign in to do this; no token decides who comes in",
                zh="请登录后操作；令牌不能决定谁能访问",
            )
        self.require_confirmed()
