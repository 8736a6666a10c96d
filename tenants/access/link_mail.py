"""Links that go to their addressee by mail, and are seen by nobody else.

The link is made by the job that sends it, so its secret waits in no table; each attempt makes
one of its own, and what was not sent is never used.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from domain.people.closed_text import ClosedText
from domain.people.person import Person
from domain.work import UnitOfWork
from infra.mail.letter import Mail, mail_of
from tenants.access.events import LinkSent
from tenants.access.known_address import address_hash
from tenants.access.letters import SPOKEN, letter_with_link
from tenants.access.post import post
from tenants.identity import Identity
from tenants.identity_provider import IdentityProvider
from tenants.jobs import Lane, Run, job
from tenants.sign_in import LinkPurpose, create_sign_in_link, has_signed_in, link_address
from tenants.tenant import Tenant, tenant_of
from tenants.work import open_work


@job("access.mail_link", Lane.INTERACTIVE)
async def mail_link(run: Run, *, person_id: UUID, purpose: LinkPurpose) -> None:
    """Make a link for them and send it to their address; to confirm, to the one before it."""
    company = await tenant_of(run.place.tenant_id)
    async with open_work(run.place, run.actor, now=run.now) as work:
        mail = await _mail(work, person_id, purpose, company)
    if mail is None:
        return
    await post(run, mail)
    async with open_work(run.place, run.actor, now=run.now) as work:
        work.announce(LinkSent(subject_id=person_id, purpose=purpose))


async def _mail(
    work: UnitOfWork, person_id: UUID, purpose: LinkPurpose, company: Tenant
) -> Mail | None:
    """Nothing, if they have left meanwhile, an invitation is no longer needed, or nobody has yet
    said that a changed address is theirs.
    """
    person = await work.get(Person, person_id)
    came = purpose is LinkPurpose.INVITATION and await has_signed_in(work, person_id)
    if came or not person.email_confirmed or not person.works_on(work.now.date()):
        return None
    to = await _address(work, person, purpose)
    if to is None:
        return None
    secret = await create_sign_in_link(
        work, person_id=person_id, purpose=purpose, mailed_to=address_hash(to)
    )
    language = SPOKEN[person.language or company.language]
    links = [(company.name, link_address(secret))]
    linked = await _linked(work, person_id, purpose)
    return mail_of(to, [letter_with_link(language, purpose, person.name, links, linked)])


async def _linked(work: UnitOfWork, person_id: UUID, purpose: LinkPurpose) -> Sequence[str]:
    """The providers of their accounts, by name: told when others have let them in."""
    if purpose not in (LinkPurpose.RECOVERY, LinkPurpose.CONFIRMATION):
        return []
    names = (
        select(IdentityProvider.name)
        .join(Identity, Identity.issuer == IdentityProvider.issuer)
        .where(Identity.person_id == person_id)
    )
    return (await work.session.scalars(names.distinct().order_by(IdentityProvider.name))).all()


async def _address(work: UnitOfWork, person: Person, purpose: LinkPurpose) -> str | None:
    """The one they have; to confirm, the one they had before, until they have confirmed."""
    if purpose is not LinkPurpose.CONFIRMATION:
        return person.email
    closed = await work.session.get(ClosedText, person.id)
    return None if closed is None else closed.former_email
