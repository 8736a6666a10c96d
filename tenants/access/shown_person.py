"""Whose an account turns out to be when somebody comes with it: what shows it, and to whom that was
known (docs/adr/0012, 0021).
"""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from domain.people.closed_text import close_text
from domain.people.person import Person
from domain.people.queries import person_by_email
from domain.work import UnitOfWork
from tenants.email_domain import is_of_company
from tenants.identity import Account, Identity, Proof
from tenants.identity_provider import IdentityProvider
from tenants.session import end_all_sessions
from tenants.sign_in import has_signed_in, use_link_up


class Shown(NamedTuple):
    """Whose it is, and by what; `own`: by what had gone to them alone."""

    person_id: UUID
    proof: Proof
    own: bool = False


async def shown_person(
    work: UnitOfWork,
    provider: IdentityProvider,
    account: Account,
    link: str | None,
    signed_in: UUID | None,
) -> Shown | None:
    """None if an admin has to say."""
    if signed_in is not None:
        return Shown(signed_in, Proof.SESSION)
    if link is not None:
        invited = await use_link_up(work, link)
        if invited is None:
            return None
        return Shown(invited.person_id, Proof.INVITATION, own=invited.mailed_to is not None)
    return await _by_address(work, provider, account)


async def _by_address(
    work: UnitOfWork, provider: IdentityProvider, account: Account
) -> Shown | None:
    if not account.email or not provider.vouches_for(account.email):
        return None
    if not await is_of_company(work, account.email.rpartition("@")[2]):
        return None
    person = await person_by_email(work, account.email)
    if person is None or not person.email_confirmed or await _has_account(work, person.id):
        return None
    return Shown(person.id, Proof.VERIFIED_EMAIL) if await _may_be_known(work, person) else None


async def _may_be_known(work: UnitOfWork, person: Person) -> bool:
    """Whoever rules the provider could come so as anybody who was here before: what was open ends,
    as whenever others let somebody in. Never as who holds a role.
    """
    if not await has_signed_in(work, person.id):
        return True
    if person.roles:
        return False
    await end_all_sessions(work, person.id)
    await close_text(work, person, former_email=person.email)
    return True


async def _has_account(work: UnitOfWork, person_id: UUID) -> bool:
    """At whatever provider: whoever has one adds others while signed in."""
    theirs = select(Identity.id).where(Identity.person_id == person_id).exists()
    return bool(await work.session.scalar(select(theirs)))
