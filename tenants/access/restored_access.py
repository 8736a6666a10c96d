"""What ends when others let somebody in or give them another address, and how they confirm."""

from uuid import UUID

from sqlalchemy import update

from domain.actor import Role
from domain.errors import Conflict, NotAllowed
from domain.events import StoredEvent
from domain.people.closed_text import close_text, open_text
from domain.people.events import ConfirmedBy
from domain.people.person import Person
from domain.reaction import reaction
from domain.work import UnitOfWork
from tenants.access.confirmation import confirm
from tenants.access.known_address import address_hash
from tenants.access.link_mail import mail_link
from tenants.access.revocation import end_tokens
from tenants.credential import digest
from tenants.delegation import EndedBecause
from tenants.jobs import later
from tenants.session import Session
from tenants.sign_in import LinkPurpose, SignInLink, has_signed_in, use_link_up


async def restore_access(work: UnitOfWork, *, person_id: UUID) -> Person:
    """An admin lets somebody else back in who is locked out: a link goes to their address alone.

    They are signed out everywhere, and their personal tokens and apps end.
    """
    if not work.actor.has(Role.ADMIN):
        raise NotAllowed("Only an admin can restore access", zh="只有管理员可以恢复账号")
    work.actor.require_signed_in()
    if work.actor.person_id == person_id:
        raise NotAllowed(
            "Somebody else restores your access: another admin, or whoever runs Tanlu",
            zh="您的账号须由另一位管理员或运维人员恢复",
            field="person_id",
        )
    person = await work.get(Person, person_id, field="person_id")
    if not person.works_on(work.now.date()) or not await has_signed_in(work, person_id):
        raise Conflict(
            f"{person.name} has never signed in, or has left: invite them instead",
            zh=f"{person.name} 尚未登录过或已离职，请改用邀请",
            field="person_id",
        )
    await close_text(work, person, former_email=person.email)
    later(work, mail_link, person_id=person_id, purpose=LinkPurpose.RECOVERY)
    return person


@reaction("access.end_former_sessions")
async def end_what_was_open(work: UnitOfWork, event: StoredEvent) -> None:
    """Sessions, personal tokens, apps and links from before; and the former address is told."""
    person = await work.get(Person, event.subject_id)
    await _void_links(work, person)
    if not await has_signed_in(work, person.id):
        # They have written nothing yet, and nothing was open.
        await open_text(work, person.id)
        return
    before = event.occurred_at
    theirs = update(Session).where(
        Session.person_id == person.id, Session.ended_at.is_(None), Session.created_at < before
    )
    await work.session.execute(theirs.values(ended_at=before))
    await end_tokens(work, person.id, EndedBecause.REVOKED)
    later(work, mail_link, person_id=person.id, purpose=LinkPurpose.CONFIRMATION)


async def confirm_by_link(work: UnitOfWork, secret: str, *, session: str | None = None) -> bool:
    """They have a link that went to their former address alone. Says whether it was good.

    `session`: the secret of that in which they open it, if they have signed in; it goes on.
    """
    used = await use_link_up(work, secret, confirms=True)
    if used is None:
        return False
    kept = digest(session) if session else None
    await confirm(work, used.person_id, ConfirmedBy.LINK, session=kept)
    links = update(SignInLink).where(SignInLink.person_id == used.person_id)
    await work.session.execute(links.where(SignInLink.used_at.is_(None)).values(used_at=work.now))
    return True


async def _void_links(work: UnitOfWork, person: Person) -> None:
    """All but those that went to the address they have by now, and the way back itself."""
    others = update(SignInLink).where(
        SignInLink.person_id == person.id,
        SignInLink.used_at.is_(None),
        SignInLink.purpose.in_((LinkPurpose.SIGN_IN, LinkPurpose.INVITATION)),
        SignInLink.mailed_to.is_distinct_from(address_hash(person.email)),
    )
    await work.session.execute(others.values(used_at=work.now))
