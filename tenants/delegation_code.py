"""How a plugin begins to act for a person: by a code that they allow, good once and for a minute.

What refuses here returns None instead of raising, since what it notes must be kept.
"""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from sqlalchemy import ForeignKey, Text, false
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Stored, new_id
from domain.exported import NOT_AT_ALL, Exported
from domain.people.queries import works_here
from domain.work import UnitOfWork
from tenants.client import TOKEN_LIVES, Client
from tenants.credential import CredentialKind, digest, new_credential
from tenants.delegation import (
    Delegation,
    DelegationAllowed,
    DelegationBegun,
    EndedBecause,
    end_delegation,
    end_delegations,
    locked_delegation,
)

CODE_LIVES = timedelta(seconds=60)


class DelegationCode(Stored):
    """What a browser carries from a person's consent to the plugin, which spends it once."""

    __tablename__ = "delegation_codes"
    exported: ClassVar[Exported] = NOT_AT_ALL

    hash: Mapped[str] = mapped_column(primary_key=True)
    delegation_id: Mapped[UUID]
    """Of what begins when it is spent."""
    client_id: Mapped[UUID]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    redirect_uri: Mapped[str]
    challenge: Mapped[str]
    """The S256 of what whoever spends it must know (RFC 7636)."""
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None] = mapped_column(default=None)
    confirmed: Mapped[bool] = mapped_column(default=False, server_default=false())
    """As of the delegation that begins."""


def allow(
    work: UnitOfWork, client: Client, *, redirect_uri: str, challenge: str, scopes: Collection[str]
) -> str:
    """By the person who acts. Returns the code, which is kept nowhere."""
    work.actor.require_confirmed()
    secret = new_credential(CredentialKind.AUTHORIZATION_CODE)
    code = DelegationCode(
        hash=digest(secret),
        delegation_id=new_id(),
        client_id=client.id,
        person_id=work.actor.require_person(),
        redirect_uri=redirect_uri,
        challenge=challenge,
        scopes=sorted(set(scopes)),
        expires_at=work.now + CODE_LIVES,
        confirmed=work.actor.factor_shown,
    )
    work.session.add(code)
    work.announce(
        DelegationAllowed(
            subject_id=code.delegation_id,
            client_id=code.client_id,
            person_id=code.person_id,
            scopes=code.scopes,
        )
    )
    return secret


async def spend_code(
    work: UnitOfWork, client: Client, secret: str, *, redirect_uri: str, verifier: str
) -> Delegation | None:
    """Whatever is wrong with it, it is spent; a second time ends what the first began.

    The caller has locked the plugin's installation: of two codes one waits for the other.
    """
    code = await work.session.get(DelegationCode, digest(secret), with_for_update=True)
    if code is None or code.client_id != client.id:
        return None
    if code.used_at is not None:
        begun = await locked_delegation(work, code.delegation_id)
        if begun is not None:
            end_delegation(work, begun, EndedBecause.STOLEN)
        return None
    code.used_at = work.now
    proven = secrets.compare_digest(create_s256_code_challenge(verifier), code.challenge)
    if work.now >= code.expires_at or not proven or redirect_uri != code.redirect_uri:
        return None
    return await _begin(work, code) if await works_here(work, code.person_id) else None


async def _begin(work: UnitOfWork, code: DelegationCode) -> Delegation:
    await end_delegations(work, code.client_id, EndedBecause.REPLACED, person_id=code.person_id)
    begun = Delegation(
        id=code.delegation_id,
        client_id=code.client_id,
        person_id=code.person_id,
        scopes=code.scopes,
        begun_at=work.now,
        good_until=work.now + TOKEN_LIVES,
        confirmed=code.confirmed,
    )
    work.add(begun)
    await work.session.flush()
    work.announce(DelegationBegun.of(begun))
    return begun
