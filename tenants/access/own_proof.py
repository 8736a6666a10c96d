"""What somebody has shown of their own, and which accounts are theirs by others' word alone.

An admin says whose an account is, or the company's provider does; either could come in by it ahead
of the person, and go on doing so. So the first time that somebody comes by a mail to their address,
or by an account that they added themselves, whatever was opened in their name before ends, and an
account that they have not vouched for lets nobody near what they write for themselves alone.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select, update

from domain.work import UnitOfWork
from tenants.access.known_address import KnownAddress
from tenants.identity import Identity, IdentityRemoved, Proof

BY_OTHERS = frozenset({Proof.VERIFIED_EMAIL, Proof.ADMIN})


async def account_of(work: UnitOfWork, person_id: UUID, hashed: str) -> Identity | None:
    """The one by which they come, if they come by one."""
    theirs = select(Identity).where(Identity.hash == hashed, Identity.person_id == person_id)
    return await work.session.scalar(theirs)


async def has_shown(work: UnitOfWork, person_id: UUID) -> bool:
    """Whether they have ever come by something that was only theirs."""
    by_mail = select(KnownAddress.hash).where(
        KnownAddress.person_id == person_id,
        KnownAddress.tenant_id == work.tenant_id,
        KnownAddress.own_since.is_not(None),
    )
    by_account = select(Identity.id).where(Identity.person_id == person_id, Identity.vouched)
    return bool(await work.session.scalar(select(or_(by_mail.exists(), by_account.exists()))))


async def is_linked_by_others(work: UnitOfWork, person_id: UUID) -> bool:
    """Whether they have an account that they have not vouched for."""
    linked = select(Identity.id).where(Identity.person_id == person_id, ~Identity.vouched)
    return bool(await work.session.scalar(select(linked.exists())))


async def note_shown(
    work: UnitOfWork, person_id: UUID, account: Identity | None, *, verified: bool
) -> bool:
    """Whether they come by something of their own for the first time.

    `verified`: by a mail to the address that they have.
    """
    if account is not None:
        others = select(Identity.id).where(
            Identity.person_id == person_id, Identity.vouched, Identity.id != account.id
        )
        new = account.vouched and account.matched_at == work.now
        return new and not await work.session.scalar(select(others.exists()))
    if not verified:
        return False
    first = not await has_shown(work, person_id)
    known = await work.session.get(KnownAddress, (work.tenant_id, person_id))
    if known is not None and known.own_since is None:
        known.own_since = work.now
    return first


async def came_by_own(work: UnitOfWork, person_id: UUID, proven_by: str | None) -> bool:
    """Whether a session was opened by what only they have."""
    if proven_by is None:
        return False
    account = await account_of(work, person_id, proven_by)
    return account is None or account.vouched


async def vouch_for_account(work: UnitOfWork, person_id: UUID, hashed: str | None) -> None:
    """By it they came, in a browser of theirs."""
    account = await account_of(work, person_id, hashed) if hashed else None
    if account is not None:
        account.vouched = True


async def vouch_for_what_was_told(work: UnitOfWork, person_id: UUID, told: datetime) -> None:
    """They confirm by the mailbox in which they were told which accounts stay linked."""
    linked = update(Identity).where(
        Identity.person_id == person_id,
        Identity.proof.in_(BY_OTHERS),
        or_(Identity.matched_at.is_(None), Identity.matched_at <= told),
    )
    await work.session.execute(linked.values(vouched=True))


async def drop_accounts_of_others(work: UnitOfWork, person_id: UUID, since: datetime) -> None:
    """Those that came while others could be in, and that they have not vouched for."""
    gone = delete(Identity).where(
        Identity.person_id == person_id, Identity.matched_at >= since, ~Identity.vouched
    )
    for identity in await work.session.scalars(gone.returning(Identity)):
        work.announce(
            IdentityRemoved(subject_id=identity.id, issuer=identity.issuer, person_id=person_id)
        )
