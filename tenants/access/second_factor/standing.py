"""Who is asked for a second factor, and what they have to show.

Whoever holds a role is asked if the company says so, or if they have set one up. Until they have
shown it, a session counts as an employee's: none of its person's roles does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.people.person import Person
from domain.work import UnitOfWork
from tenants.access.second_factor.authenticator import Authenticator
from tenants.access.second_factor.passkey import Passkey, passkeys_of
from tenants.access.second_factor.recovery_code import recovery_codes_left
from tenants.access.sign_in_policy import SignInPolicy
from tenants.session import Session


async def is_asked_of(session: AsyncSession, person_id: UUID) -> bool:
    """Of that holder of a role. In a transaction that acts for their company."""
    return bool(await session.scalar(select(or_(is_demanded(), *_set_up(person_id)))))


def is_demanded() -> ColumnElement[bool]:
    """By the company, of all that acts under a role: in SQL."""
    return select(SignInPolicy.sole).where(SignInPolicy.second_factor).exists()


async def has_factor(work: UnitOfWork, person_id: UUID) -> bool:
    """Whether they have set one up; recovery codes alone are none."""
    return bool(await work.session.scalar(select(or_(*_set_up(person_id)))))


def _set_up(person_id: UUID) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (
        select(Authenticator.id)
        .where(Authenticator.person_id == person_id, Authenticator.confirmed_at.is_not(None))
        .exists(),
        select(Passkey.id).where(Passkey.person_id == person_id).exists(),
    )


@dataclass(frozen=True)
class Standing:
    """How somebody stands with second factors, in the session in which they ask."""

    demanded: bool
    """By the company, of whoever holds a role."""
    offered: bool
    """Whether they hold a role, and so may set one up."""
    awaited: bool
    """Whether this session waits for one, and their roles with it."""
    authenticator: bool
    passkeys: Sequence[Passkey]
    recovery_codes: int
    """That are left."""


async def standing_of(work: UnitOfWork, person_id: UUID, session_id: UUID | None) -> Standing:
    person = await work.get(Person, person_id)
    passkeys = await passkeys_of(work, person_id)
    app = select(Authenticator.id).where(
        Authenticator.person_id == person_id, Authenticator.confirmed_at.is_not(None)
    )
    here = await work.session.get(Session, session_id) if session_id else None
    unconfirmed = here is not None and here.confirmed_at is None
    return Standing(
        demanded=bool(await work.session.scalar(select(is_demanded()))),
        offered=bool(person.roles),
        awaited=unconfirmed and bool(person.roles) and await is_asked_of(work.session, person_id),
        authenticator=await work.session.scalar(app) is not None,
        passkeys=passkeys,
        recovery_codes=await recovery_codes_left(work, person_id),
    )
