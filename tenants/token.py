"""Access tokens: what a person, a program or an operator sends with each request."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Self
from uuid import UUID

from sqlalchemy import CheckConstraint, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from domain import typed
from domain.actor import Actor, Role
from domain.base import new_id
from domain.errors import Invalid, NotAllowed, NotFound
from domain.events import Event
from domain.people.queries import own_id
from domain.viewer import Viewer
from domain.work import UnitOfWork
from tenants.credential import TokenKind, digest, new_credential
from tenants.shared import OWN, Shared, Wall, presented

LIVES_AT_MOST = timedelta(days=365)
_LONGEST_NAME = 80


class AccessToken(Shared):
    """Its hash, and what it is good for. The token itself is shown once and kept nowhere."""

    __tablename__ = "access_tokens"
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
    scopes: Mapped[list[str]]
    roles: Mapped[list[str]] = mapped_column(default_factory=list)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
    last_used_on: Mapped[date | None] = mapped_column(default=None)

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

    `held` are the scopes of whoever asks. An app token acts under the roles it is given, a user
    token under its person's.
    """
    _require_rights(work.actor, kind, roles)
    _require_lifetime(expires_at, work.now)
    _require_within(scopes, held)
    secret = new_credential(kind.credential)
    token = AccessToken(
        tenant_id=work.tenant_id,
        kind=kind,
        name=typed.name(name, "name", most=_LONGEST_NAME),
        hash=digest(secret),
        last_four=secret[-4:],
        person_id=work.actor.require_person() if kind is TokenKind.USER else None,
        created_by_id=work.actor.person_id,
        scopes=sorted(set(scopes)),
        roles=sorted(set(roles)),
        created_at=work.now,
        expires_at=expires_at,
    )
    work.session.add(token)
    work.announce(TokenCreated.of(token))
    return Issued(token, secret)


async def revoke_token(work: UnitOfWork, *, token_id: UUID) -> AccessToken:
    """The owner may, and admins any. It is refused everywhere within five seconds."""
    mine = visible_tokens(work.viewer).where(AccessToken.id == token_id).with_for_update()
    token = await work.session.scalar(mine)
    if token is None:
        raise NotFound(
            "There is no token with that id", zh="找不到该编号对应的令牌", field="token_id"
        )
    if token.revoked_at is None:
        token.revoke(work.now)
        work.announce(TokenRevoked(subject_id=token.id))
    return token


def _require_rights(actor: Actor, kind: TokenKind, roles: Collection[Role]) -> None:
    if kind is TokenKind.OPERATOR:
        raise NotAllowed("Operators' tokens are made by operators", zh="运维令牌只能由运维人员创建")
    if kind is TokenKind.PLUGIN:
        raise NotAllowed("Plugins get their tokens by themselves", zh="插件令牌由插件自行获取")
    if kind is TokenKind.APP and not actor.has(Role.ADMIN):
        raise NotAllowed(
            "Only an admin can create a token for a program", zh="只有管理员可以为程序创建令牌"
        )
    if kind is TokenKind.USER and roles:
        raise Invalid(
            "A personal token acts under your own roles",
            zh="个人令牌沿用本人的角色，不能另行指定",
            field="roles",
        )
    if not actor.roles.issuperset(roles):
        raise NotAllowed(
            "You cannot give a role that you do not have",
            zh="不能授予自己没有的角色",
            field="roles",
        )


def _require_lifetime(expires_at: datetime, now: datetime) -> None:
    if not now < expires_at <= now + LIVES_AT_MOST:
        raise Invalid(
            f"Choose an end within {LIVES_AT_MOST.days} days from now",
            zh=f"到期时间须在今后 {LIVES_AT_MOST.days} 天之内",
            field="expires_at",
        )


def _require_within(scopes: Collection[str], held: Collection[str]) -> None:
    if not scopes:
        raise Invalid("Choose at least one scope", zh="请至少选择一个权限范围", field="scopes")
    if beyond := sorted(set(scopes) - set(held)):
        raise NotAllowed(
            f"You cannot give what you do not hold: {', '.join(beyond)}",
            zh=f"不能授予自己没有的权限范围：{'、'.join(beyond)}",
            field="scopes",
        )
