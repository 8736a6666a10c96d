"""What a token may be made for: never more than whoever answers for it may do."""

from collections.abc import Collection
from datetime import datetime, timedelta

from domain.actor import Actor, Role
from domain.errors import Invalid, NotAllowed
from tenants.credential import TokenKind

LIVES_AT_MOST = timedelta(days=365)


def require_own(
    actor: Actor,
    kind: TokenKind,
    roles: Collection[Role],
    scopes: Collection[str],
    held: Collection[str],
) -> None:
    """Nobody gives, or answers for, what they do not have. Raises NotAllowed and Invalid."""
    actor.require_signed_in()
    _require_rights(actor, kind, roles)
    _require_within(scopes, held)


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


def require_lifetime(expires_at: datetime, now: datetime) -> None:
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
