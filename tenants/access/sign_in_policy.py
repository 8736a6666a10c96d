"""What a company asks of those who sign in, beyond that they do."""

from typing import ClassVar, Self
from uuid import UUID

from sqlalchemy import CheckConstraint, false, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Stored
from domain.errors import NotAllowed
from domain.exported import NOT_AT_ALL, Exported
from domain.work import UnitOfWork
from tenants.identity import Identity
from tenants.identity_provider import enabled_providers


class SignInPolicy(Stored):
    """At most one row; a company without one asks for nothing more."""

    __tablename__ = "sign_in_policy"
    exported: ClassVar[Exported] = NOT_AT_ALL
    __table_args__ = (CheckConstraint("sole", name="sole"),)

    sole: Mapped[bool] = mapped_column(primary_key=True, default=True)
    second_factor: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether whoever holds a role has to show a second factor before it counts."""

    single_sign_on: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether people come in by the company's own accounts alone; a way back is left to others."""

    @classmethod
    async def of(cls, work: UnitOfWork) -> Self:
        """The company's, locked; made if it has none."""
        policy = await work.session.scalar(select(cls).with_for_update())
        if policy is None:
            policy = cls()
            work.session.add(policy)
        return policy


class AccountDemanded(NotAllowed):
    """They have to sign in with the company's own account first."""


async def demands_single_sign_on(work: UnitOfWork) -> bool:
    demanded = select(SignInPolicy.sole).where(SignInPolicy.single_sign_on)
    return await work.session.scalar(demanded) is not None


async def lets_in(work: UnitOfWork, person_id: UUID, *, proven_by: str | None) -> bool:
    """Whether what they came by, the hash of an address or of an account, is enough here."""
    return not await demands_single_sign_on(work) or (
        proven_by is not None and await has_company_account(work, person_id, hashed=proven_by)
    )


async def require_company_account(
    work: UnitOfWork, person_id: UUID, *, proven_by: str | None
) -> None:
    """Where the company demands it. Raises AccountDemanded."""
    if not await lets_in(work, person_id, proven_by=proven_by):
        raise AccountDemanded(
            "That company asks you to sign in with its own account",
            zh="该企业要求使用企业账号登录，请在登录页使用企业账号登录",
        )


async def has_company_account(
    work: UnitOfWork, person_id: UUID, *, hashed: str | None = None
) -> bool:
    """At a provider by which people may sign in; that one account, if it is named."""
    issuers = {each.issuer for each in await enabled_providers(work)}
    theirs = select(Identity.id).where(
        Identity.person_id == person_id, Identity.issuer.in_(issuers)
    )
    if hashed is not None:
        theirs = theirs.where(Identity.hash == hashed)
    return await work.session.scalar(theirs.limit(1)) is not None
