"""How a plugin goes on acting for a person: tokens to get tokens with, in generations.

One that was used may be used again until one that followed it is used, for an hour at most: the
answer may have been lost. After that there are two who have it, and all ends.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Stored
from domain.exported import NOT_AT_ALL, Exported
from domain.people.queries import works_here
from domain.work import UnitOfWork
from tenants.client import TOKEN_LIVES, Client, issue_to
from tenants.credential import CredentialKind, accepted_kind, digest, new_credential
from tenants.delegation import Delegation, EndedBecause, end_delegation, locked_delegation
from tenants.token import Issued

REFRESH_LIVES = timedelta(days=90)
LOST_WITHIN = timedelta(minutes=60)


class RefreshToken(Stored):
    """By its hash; whether it is good, its delegation says."""

    __tablename__ = "refresh_tokens"
    exported: ClassVar[Exported] = NOT_AT_ALL

    hash: Mapped[str] = mapped_column(primary_key=True)
    delegation_id: Mapped[UUID] = mapped_column(ForeignKey("delegations.id"), index=True)
    generation: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True)
class Pair:
    """What a plugin is answered: a token for an hour, and one to get the next with, if it may."""

    access: Issued
    refresh: str | None = None


async def spend_refresh_token(work: UnitOfWork, client: Client, secret: str) -> Delegation | None:
    """None is a refusal; what it notes must be kept."""
    delegation, token = await _found(work, client, secret)
    if delegation is None or token is None or work.now >= token.expires_at:
        return None
    if delegation.ended_at is not None:
        return None
    if not await works_here(work, delegation.person_id):
        end_delegation(work, delegation, EndedBecause.LEFT)
        return None
    if token.generation == delegation.generation + 1:
        delegation.generation, delegation.spent_hash = token.generation, token.hash
        delegation.spent_at = work.now
    elif not _may_be_lost(delegation, token, work.now):
        end_delegation(work, delegation, EndedBecause.STOLEN)
        return None
    return delegation


def issue_for(
    work: UnitOfWork,
    client: Client,
    delegation: Delegation,
    scopes: Collection[str],
    *,
    may_refresh: bool,
) -> Pair:
    """Tokens of a delegation whose code or refresh token was spent just now."""
    access = issue_to(work, client, scopes, delegation_id=delegation.id)
    if not may_refresh:
        delegation.good_until = work.now + TOKEN_LIVES
        return Pair(access)
    delegation.good_until = work.now + REFRESH_LIVES
    secret = new_credential(CredentialKind.REFRESH_TOKEN)
    token = RefreshToken(
        hash=digest(secret),
        delegation_id=delegation.id,
        generation=delegation.generation + 1,
        expires_at=delegation.good_until,
    )
    work.session.add(token)
    return Pair(access, secret)


async def give_back(work: UnitOfWork, client: Client, secret: str) -> None:
    """The plugin acts for the person no more. What is not its own, it cannot end."""
    delegation, _ = await _found(work, client, secret)
    if delegation is not None:
        end_delegation(work, delegation, EndedBecause.GIVEN_BACK)


async def _found(
    work: UnitOfWork, client: Client, secret: str
) -> tuple[Delegation | None, RefreshToken | None]:
    if accepted_kind(secret, {CredentialKind.REFRESH_TOKEN}) is None:
        return None, None
    token = await work.session.get(RefreshToken, digest(secret))
    delegation = await locked_delegation(work, token.delegation_id) if token else None
    if delegation is None or delegation.client_id != client.id:
        return None, None
    return delegation, token


def _may_be_lost(delegation: Delegation, token: RefreshToken, now: datetime) -> bool:
    recent = delegation.spent_at is not None and now < delegation.spent_at + LOST_WITHIN
    return recent and token.hash == delegation.spent_hash
