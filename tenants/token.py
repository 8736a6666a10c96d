"""Access tokens: what a person, a program or an operator sends with each request."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

from sqlalchemy import CheckConstraint, Select, false, select
from sqlalchemy.orm import Mapped, mapped_column

from domain import typed
from domain.actor import Role
from domain.base import new_id
from domain.errors import NotFound
from domain.events import Event
from domain.exported import NOT_AT_ALL, Exported
from domain.people.person import Person
from domain.people.queries import own_id
from domain.viewer import Viewer
from domain.work import UnitOfWork
from tenants.access.token_rights import require_lifetime, require_own
from tenants.credential import TokenKind, digest, new_credential
from tenants.shared import OWN, Shared, Wall, presented

_LONGEST_NAME = 80


class AccessToken(Shared):
    """Its hash, and what it is good for. The token itself is shown once and kept nowhere."""

    __tablename__ = "access_tokens"
    exported: ClassVar[Exported] = NOT_AT_ALL
    __table_args__ = (
        CheckConstraint("(kind = 'OPERATOR') = (tenant_id IS NULL)", name="operators_have_none"),
        CheckConstraint("(kind = 'USER') = (person_id IS NOT NULL)", name="users_are_people"),
        CheckConstraint("(kind = 'PLUGIN') = (client_id IS NOT NULL)", name="plugins_are_clients"),
        CheckConstraint("expires_at <= created_at + interval '365 days'", name="expires"),
    )
    walls: ClassVar[tuple[Wall, ...]] = (
        Wall("app", ["SELECT"], presented("hash")),
        Wall("tenants", ["SELECT", "INSERT", "UPDATE", "DELETE"], OWN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    tenant_id: Mapped[UUID | None] = mapped_column(index=True)
    kind: Mapped[TokenKind]
    name: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)
    last_four: Mapped[str]
    person_id: Mapped[UUID | None]
    client_id: Mapped[UUID | None] = mapped_column(default=None, index=True)
    delegation_id: Mapped[UUID | None] = mapped_column(default=None)
    """A plugin's for a person; without one, the plugin acts by itself."""
    created_by_id: Mapped[UUID | None]
    approved_by_id: Mapped[UUID | None] = mapped_column(default=None)
    """Who answers for it: who made it or, if it is a program's, the admin who approved it last. A
    program may never do more than they may, and nothing once they are no admin."""
    scopes: Mapped[list[str]]
    roles: Mapped[list[str]] = mapped_column(default_factory=list)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
    last_used_on: Mapped[date | None] = mapped_column(default=None)
    confirmed: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it was made in a session in which a second factor had been shown."""

    def acts_under(self, answering: Person | None, today: date) -> frozenset[Role] | None:
        """A program's roles, given who answers for it as they are now; None where it must rest."""
        if answering is None or not answering.works_on(today) or not answering.has(Role.ADMIN):
            return None
        return frozenset(Role(role) for role in {*self.roles} & {*answering.roles})

    def good_at(self, moment: datetime) -> bool:
        return self.revoked_at is None and moment < self.expires_at

    def revoke(self, now: datetime) -> None:
        """The first time counts; the second changes nothing."""
        self.revoked_at = self.revoked_at or now


class TokenCreated(Event):
    name = "token.created"
    subject = "token"

    kind: TokenKind
    scopes: list[str]
    roles: list[str]

    @classmethod
    def of(cls, token: AccessToken) -> Self:
        return cls(subject_id=token.id, kind=token.kind, scopes=token.scopes, roles=token.roles)


class TokenRevoked(Event):
    name = "token.revoked"
    subject = "token"


@dataclass(frozen=True)
class Issued:
    """A new token, and its secret: this is the only time that anybody sees it."""

    token: AccessToken
    secret: str


def visible_tokens(viewer: Viewer) -> Select[AccessToken]:
    """One's own; admins see all of the company's, and nobody sees a secret."""
    if viewer.has(Role.ADMIN):
        # Those of plugins come by the hour, and end with the installation.
        return select(AccessToken).where(AccessToken.kind != TokenKind.PLUGIN)
    return select(AccessToken).where(AccessToken.person_id == own_id(viewer))


async def create_token(
    work: UnitOfWork,
    *,
    kind: TokenKind,
    name: str,
    scopes: Collection[str],
    held: Collection[str],
    expires_at: datetime,
    roles: Collection[Role] = (),
) -> Issued:
    """Anybody may for themselves; admins may for a program. Nobody gives more than they hold.

    An app token acts under the roles it is given, a user token under its person's. No token makes
    another. `held` are the scopes of whoever asks.
    """
    require_own(work.actor, kind, roles, scopes, held)
    require_lifetime(expires_at, work.now)
    secret = new_credential(kind.credential)
    token = AccessToken(
        tenant_id=work.tenant_id,
        kind=kind,
        name=typed.name(name, "name", most=_LONGEST_NAME),
        hash=digest(secret),
        last_four=secret[-4:],
        person_id=work.actor.require_person() if kind is TokenKind.USER else None,
        created_by_id=work.actor.person_id,
        approved_by_id=work.actor.person_id,
        scopes=sorted(set(scopes)),
        roles=sorted(set(roles)),
        created_at=work.now,
        expires_at=expires_at,
        confirmed=work.actor.factor_shown,
    )
    return _issued(work, token, secret)


def _issued(work: UnitOfWork, token: AccessToken, secret: str) -> Issued:
    work.session.add(token)
    work.announce(TokenCreated.of(token))
    return Issued(token, secret)


async def revoke_token(work: UnitOfWork, *, token_id: UUID) -> AccessToken:
    """The owner may, and admins any. It is refused everywhere within five seconds."""
    work.actor.require_confirmed()
    token = await token_of_id(work, token_id)
    if token.revoked_at is None:
        token.revoke(work.now)
        work.announce(TokenRevoked(subject_id=token.id))
    return token


async def token_of_id(work: UnitOfWork, token_id: UUID) -> AccessToken:
    mine = visible_tokens(work.viewer).where(AccessToken.id == token_id).with_for_update()
    token = await work.session.scalar(mine)
    if token is None:
        raise NotFound(
            "There is no token with that id", zh="找不到该编号对应的令牌", field="token_id"
        )
    return token
