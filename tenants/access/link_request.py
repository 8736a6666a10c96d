"""Somebody has asked for a link by mail, with nothing but an address."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from domain.actor import Actor
from domain.errors import NotAllowed
from domain.people.person import Person
from domain.work import UnitOfWork
from infra.mail.letter import Language, mail_of
from tenants.access.events import LinkAsked, LinkSent
from tenants.access.known_address import KnownAddress, address_hash, holder_of, known_by, place_of
from tenants.access.letters import letter_with_link
from tenants.access.post import post
from tenants.access.sign_in_policy import demands_single_sign_on
from tenants.directory import known_tenant_of
from tenants.jobs import Lane, Run, job, later
from tenants.sign_in import LIVES, LinkPurpose, SignInLink, create_sign_in_link, link_address
from tenants.states import Capability
from tenants.work import open_work

AN_HOUR = timedelta(hours=1)
AT_MOST = 6
"""Links an hour for one person, however many ask in their name, and from wherever."""


async def ask_for_link(address: str, language: Language) -> None:
    """A mail with a link for each company in which the address is somebody's; or nothing at all.

    Takes as long as it takes: nobody may wait for it who is not to learn whether there is one.
    """
    sender: KnownAddress | None = None
    for known in await known_by(address_hash(address)):
        if await _is_open(known):
            async with open_work(place_of(known), Actor.system()) as work:
                if await holder_of(work, known) and not await _too_often(work, known.person_id):
                    work.announce(LinkAsked(subject_id=known.person_id))
                    sender = sender or known
    if sender is not None:
        async with open_work(place_of(sender), Actor.system()) as work:
            later(work, mail_sign_in_links, person_id=sender.person_id, language=language)


@job(Lane.INTERACTIVE)
async def mail_sign_in_links(run: Run, *, person_id: UUID, language: Language) -> None:
    """One mail with a link for each company that knows the person's address.

    Each company is asked by itself, as itself, whether the address is still somebody's there;
    none learns of another.
    """
    async with open_work(run.place, run.actor, now=run.now) as work:
        person = await work.get(Person, person_id)
        address, name = person.email, person.name
    links = [
        (known, company, link)
        for known in await known_by(address_hash(address))
        if await _is_open(known)
        for company, link in await _links(known, run.now)
    ]
    if not links:
        return
    shown = [(company, link) for _, company, link in links]
    letter = letter_with_link(language, LinkPurpose.SIGN_IN, name, shown)
    await post(run, mail_of(address, [letter]))
    for known, _, _ in links:
        async with open_work(place_of(known), run.actor, now=run.now) as work:
            work.announce(LinkSent(subject_id=known.person_id, purpose=LinkPurpose.SIGN_IN))


async def _links(known: KnownAddress, now: datetime) -> list[tuple[str, str]]:
    """The company's name and a link into it; nothing where there is to be none."""
    company = (await known_tenant_of(known.tenant_id)).name
    async with open_work(place_of(known), Actor.system(), now=now) as work:
        person = await holder_of(work, known)
        if person is None or await _too_often(work, person.id):
            return []
        if await demands_single_sign_on(work):
            return []
        secret = await create_sign_in_link(work, person_id=person.id, mailed_to=known.hash)
    return [(company, link_address(secret))]


async def _is_open(known: KnownAddress) -> bool:
    try:
        (await known_tenant_of(known.tenant_id)).require(Capability.SIGN_IN)
    except NotAllowed:
        return False
    return True


async def _too_often(work: UnitOfWork, person_id: UUID) -> bool:
    """Counted in the database, whichever process was asked."""
    since = work.now - AN_HOUR + LIVES[LinkPurpose.SIGN_IN]
    lately = select(func.count()).where(
        SignInLink.person_id == person_id,
        SignInLink.purpose == LinkPurpose.SIGN_IN,
        SignInLink.mailed_to.is_not(None),
        SignInLink.expires_at > since,
    )
    return (await work.session.scalar(lately) or 0) >= AT_MOST
