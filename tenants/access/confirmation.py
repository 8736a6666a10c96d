"""How somebody shows that they are who they were, after others have let them in."""

from uuid import UUID

from sqlalchemy import select

from domain.actor import Actor
from domain.errors import NotAllowed
from domain.people.closed_text import ClosedText, open_text
from domain.people.events import ConfirmedBy
from domain.work import UnitOfWork
from infra.database import Place
from tenants.access.known_address import address_hash, verify_address
from tenants.credential import digest
from tenants.identity import Identity
from tenants.presenting import presenting
from tenants.session import Session
from tenants.work import open_work


async def note_proof(work: UnitOfWork, person_id: UUID, proven_by: str) -> None:
    """What they came by, if it was theirs before others let them in: an address, an account.

    Raises:
        NotAllowed: it is an account that came while others could be in, and waits.
    """
    await verify_address(work, person_id, proven_by)
    closed = await work.session.get(ClosedText, person_id)
    if closed is None:
        return
    linked = select(Identity).where(Identity.hash == proven_by, Identity.person_id == person_id)
    account = await work.session.scalar(linked)
    proves = account is not None and _is_of_before(account, closed)
    if account is not None and not proves and account.theirs_before(closed.closed_since):
        raise NotAllowed(
            "This account waits, since access was restored: confirm first that it is you, by the"
            " link in the mail",
            zh="账号恢复后，该登录账号暂停使用，请先通过邮件中的链接确认您的身份",
        )
    if proves or address_hash(closed.former_email) == proven_by:
        by = ConfirmedBy.ACCOUNT if proves else ConfirmedBy.ADDRESS
        await open_text(work, person_id, by)


def _is_of_before(account: Identity, closed: ClosedText) -> bool:
    return account.proves and account.theirs_before(closed.first_closed_since)


async def confirm_by_browser(before: str, session: str) -> None:
    """They came in a browser in which they were signed in when all was ended for the first time.

    One that was opened later may be that of whoever let them in.

    Both are secrets of sessions: the one that the browser had, and the one that is new.
    """
    async with presenting(digest(session)) as looking:
        new = await looking.scalar(select(Session))
    if new is not None:
        async with open_work(Place.of(new.tenant_id), Actor.system()) as work:
            await _confirm(work, new.person_id, digest(before))


async def _confirm(work: UnitOfWork, person_id: UUID, hashed: str) -> None:
    closed = await work.session.get(ClosedText, person_id)
    if closed is None:
        return
    kept = select(Session.id).where(
        Session.hash == hashed,
        Session.person_id == person_id,
        Session.created_at < closed.first_closed_since,
        Session.ended_at == closed.first_closed_since,
    )
    if await work.session.scalar(kept) is not None:
        await open_text(work, person_id, ConfirmedBy.BROWSER)
