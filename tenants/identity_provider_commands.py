"""Setting up the identity provider that a company's people sign in by."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from domain import typed
from domain.actor import Role
from domain.errors import Conflict, Invalid, NotAllowed, NotFound
from domain.work import UnitOfWork
from infra.guard import Blocked, checked_url
from tenants.access.provider_preset import require_one_company
from tenants.access.single_sign_on import require_way_left
from tenants.email_domain import company_domain
from tenants.identity_provider import (
    IdentityProvider,
    IdentityProviderAdded,
    IdentityProviderChanged,
    IdentityProviderRemoved,
)
from tenants.vault import seal

_LONGEST = 255
_LONGEST_NAME = 80
_LONGEST_SECRET = 1000
_DOMAINS_AT_MOST = 50


async def add_identity_provider(
    work: UnitOfWork,
    *,
    name: str,
    issuer: str,
    client_id: str,
    client_secret: str,
    email_domains: Sequence[str] = (),
    matches_email: bool = False,
) -> IdentityProvider:
    """Admins let their people sign in with accounts they have elsewhere (OpenID Connect)."""
    _require_admin(work)
    provider = IdentityProvider(
        tenant_id=work.tenant_id,
        name=typed.name(name, "name", most=_LONGEST_NAME),
        issuer=_issuer(issuer),
        client_id=typed.line(client_id, "client_id", most=_LONGEST),
        client_secret="",
        email_domains=_domains(email_domains),
        matches_email=matches_email,
        created_at=work.now,
    )
    await _keep_secret(work, provider, client_secret)
    await _add(work, provider)
    work.announce(IdentityProviderAdded(subject_id=provider.id, issuer=provider.issuer))
    return provider


async def change_identity_provider(
    work: UnitOfWork,
    *,
    provider_id: UUID,
    name: str | None = None,
    client_secret: str | None = None,
    email_domains: Sequence[str] | None = None,
    matches_email: bool | None = None,
    enabled: bool | None = None,
) -> IdentityProvider:
    """What is left out stays. Another issuer or client is another provider."""
    provider = await provider_to_change(work, provider_id)
    changed: dict[str, Any] = {}
    if name is not None:
        changed["name"] = typed.name(name, "name", most=_LONGEST_NAME)
    if email_domains is not None:
        changed["email_domains"] = _domains(email_domains)
    changed |= {
        field: value
        for field, value in (("matches_email", matches_email), ("enabled", enabled))
        if value is not None
    }
    await _set(work, provider, changed)
    if client_secret is not None:
        await _keep_secret(work, provider, client_secret)
        provider.problem = None
        changed["client_secret"] = True
    work.announce(IdentityProviderChanged(subject_id=provider.id, fields=sorted(changed)))
    return provider


async def _set(work: UnitOfWork, provider: IdentityProvider, changed: dict[str, Any]) -> None:
    for field, value in changed.items():
        setattr(provider, field, value)
    if changed.get("enabled") is False:
        await require_way_left(work)


async def remove_identity_provider(work: UnitOfWork, *, provider_id: UUID) -> None:
    """Nobody signs in by it any more; who is signed in stays so until their session ends."""
    provider = await provider_to_change(work, provider_id)
    await work.session.delete(provider)
    await require_way_left(work)
    work.announce(IdentityProviderRemoved(subject_id=provider.id, issuer=provider.issuer))


async def provider_to_change(work: UnitOfWork, provider_id: UUID) -> IdentityProvider:
    """Locked. Raises NotAllowed or NotFound."""
    _require_admin(work)
    provider = await work.session.get(IdentityProvider, provider_id, with_for_update=True)
    if provider is None:
        raise NotFound(
            "There is no identity provider with that id",
            zh="找不到该编号对应的身份提供商",
            field="provider_id",
        )
    return provider


async def _add(work: UnitOfWork, provider: IdentityProvider) -> None:
    try:
        async with work.session.begin_nested():
            work.session.add(provider)
    except IntegrityError as taken:
        raise Conflict(
            "This client of that issuer is set up already",
            zh="该 Issuer 的此 Client ID 已设置过",
            field="client_id",
        ) from taken


async def _keep_secret(work: UnitOfWork, provider: IdentityProvider, secret: str) -> None:
    kept = typed.line(secret, "client_secret", most=_LONGEST_SECRET)
    provider.client_secret = await seal(work, kept, about=provider.kept_as)


def _require_admin(work: UnitOfWork) -> None:
    if not work.actor.has(Role.ADMIN):
        raise NotAllowed(
            "Only an admin can set up how people sign in", zh="只有管理员可以设置员工的登录方式"
        )


def _issuer(value: str) -> str:
    """An address, kept to the letter: the issuer's own name for itself must equal it."""
    kept = typed.line(value, "issuer", most=_LONGEST)
    try:
        parts = checked_url(kept)
    except Blocked as refused:
        raise Invalid(refused.message, zh=refused.zh, field="issuer") from refused
    if parts.query or parts.fragment or "?" in kept or "#" in kept:
        raise Invalid(
            "An issuer's address has no ? and no #", zh="Issuer 地址不能包含 ? 或 #", field="issuer"
        )
    require_one_company(kept)
    return kept


def _domains(values: Sequence[str]) -> list[str]:
    kept = sorted({company_domain(value, "email_domains") for value in values})
    if len(kept) > _DOMAINS_AT_MOST:
        raise Invalid(
            f"Give up to {_DOMAINS_AT_MOST} domains",
            zh=f"最多填写 {_DOMAINS_AT_MOST} 个域名",
            field="email_domains",
        )
    return kept
