"""How somebody shows that they are who they were, after others have let them in."""

from uuid import UUID

from sqlalchemy import select

from domain.actor import Actor
from domain.errors import NotAllowed
from domain.people.closed_text import ClosedText, close_text, open_text
from domain.people.events import ConfirmedBy, FirstProof
from domain.people.person import Person
from domain.work import UnitOfWork
from infra.database import Place
from tenants.access.known_address import address_hash, verify_address
from tenants.access.own_proof import (
    account_of,
    drop_accounts_of_others,
    has_shown,
    is_linked_by_others,
    note_shown,
    vouch_for_account,
    vouch_for_what_was_told,
)
from tenants.access.revocation import end_tokens
from tenants.credential import digest
from tenants.delegation import EndedBecause
from tenants.identity import Identity
from tenants.presenting import presenting
from tenants.session import Session, end_all_sessions
from tenants.work import open_work


async def note_proof(work: UnitOfWork, person_id: UUID, proven_by: str) -> None:
    """What they came by, if it was theirs before others let them in: an address, an account.

    Raises:
        NotAllowed: it is an account that came while others could be in, and waits.
    """
    verified = await verify_address(work, person_id, proven_by)
    account = await account_of(work, person_id, proven_by)
    doubtful = account is not None and not account.vouched and await has_shown(work, person_id)
    closed = await work.session.get(ClosedText, person_id)
    if closed is not None:
        await _confirm_by_proof(work, closed, account, proven_by, doubtful=doubtful)
    elif doubtful:
        await end_all_sessions(work, person_id)
        person = await work.get(Person, person_id)
        await close_text(work, person, former_email=person.email)
    elif await note_shown(work, person_id, account, verified=verified):
        await end_all_sessions(work, person_id)
        await end_tokens(work, person_id, EndedBecause.REVOKED)
        if await is_linked_by_others(work, person_id):
            work.announce(FirstProof(subject_id=person_id))


async def _confirm_by_proof(
    work: UnitOfWork,
    closed: ClosedText,
    account: Identity | None,
    proven_by: str,
    *,
    doubtful: bool,
) -> None:
    is_of_before = account is not None and _is_of_before(account, closed)
    if account is not None and not is_of_before and account.theirs_before(closed.closed_since):
        raise NotAllowed(
            "This account waits, since access was restored: confirm first that it is you, by the"
            " link in the mail",
            zh="账号恢复后，该登录账号暂停使用，请先通过邮件中的链接确认您的身份",
        )
    proves = is_of_before and not doubtful
    if proves or address_hash(closed.former_email) == proven_by:
        by = ConfirmedBy.ACCOUNT if proves else ConfirmedBy.ADDRESS
        await confirm(work, closed.person_id, by)


def _is_of_before(account: Identity, closed: ClosedText) -> bool:
    return account.proves and account.theirs_before(closed.first_closed_since)


async def confirm(
    work: UnitOfWork, person_id: UUID, by: ConfirmedBy, *, session: str | None = None
) -> None:
    """They are who they were. What others may have opened in their name meanwhile ends: sessions,
    tokens, what acts for them, and accounts that they were not told of.

    `session`: the hash of that in which they confirm; the only one that goes on.
    """
    closed = await work.session.get(ClosedText, person_id)
    if closed is None:
        return
    since, told = closed.first_closed_since, closed.closed_since
    await open_text(work, person_id, by)
    await end_all_sessions(work, person_id, besides=session)
    await end_tokens(work, person_id, EndedBecause.REVOKED)
    if by in (ConfirmedBy.LINK, ConfirmedBy.ADDRESS):
        await vouch_for_what_was_told(work, person_id, told)
    await drop_accounts_of_others(work, person_id, since)


async def confirm_by_browser(before: str, session: str) -> None:
    """They came in a browser in which they were signed in when all was ended for the first time.

    One that was opened later may be that of whoever let them in.

    Both are secrets of sessions: the one that the browser had, and the one that is new.
    """
    async with presenting(digest(session)) as looking:
        new = await looking.scalar(select(Session))
    if new is not None:
        async with open_work(Place.of(new.tenant_id), Actor.system()) as work:
            await _confirm_by_browser(work, new, digest(before))


async def _confirm_by_browser(work: UnitOfWork, new: Session, hashed: str) -> None:
    closed = await work.session.get(ClosedText, new.person_id)
    if closed is None:
        return
    kept = select(Session.id).where(
        Session.hash == hashed,
        Session.person_id == new.person_id,
        Session.ended_at == closed.first_closed_since,
    )
    if await work.session.scalar(kept) is not None:
        await vouch_for_account(work, new.person_id, new.proven_by)
        await confirm(work, new.person_id, ConfirmedBy.BROWSER, session=new.hash)
