"""Somebody has asked for a link by mail, with nothing but an address."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from domain.actor import Actor
from domain.errors import NotAllowed
from domain.events import StoredEvent
from domain.people.person import Person
from domain.work import UnitOfWork
from infra.mail.letter import Language, mail_of
from infra.settings import settings
from tenants.access.events import LinkAsked, LinkSent
from tenants.access.known_address import KnownAddress, address_hash, holder_of, known_by, place_of
from tenants.access.letters import SPOKEN, letter_by_account, letter_with_link
from tenants.access.post import post
from tenants.access.sign_in_policy import demands_single_sign_on
from tenants.directory import known_tenant_of
from tenants.identity_provider import enabled_providers
from tenants.jobs import Lane, Run, job, later
from tenants.sign_in import LIVES, LinkPurpose, SignInLink, create_sign_in_link, link_address
from tenants.states import Capability
from tenants.work import open_work

AN_HOUR = timedelta(hours=1)
AT_MOST = 6
"""Links an hour for one person, however many ask in their name, and from wherever."""


class _Way(NamedTuple):
    """How somebody comes into one company."""

    known: KnownAddress
    company: str
    address: str
    is_link: bool
    """Whether whoever has the address comes in by it."""


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


@job("access.mail_sign_in_links", Lane.INTERACTIVE)
async def mail_sign_in_links(run: Run, *, person_id: UUID, language: Language) -> None:
    """One mail with a link for each company that knows the person's address, in the language that
    they chose, or in that of the page on which it was asked for.

    Each company is asked by itself, as itself, whether the address is still somebody's there;
    none learns of another.
    """
    async with open_work(run.place, run.actor, now=run.now) as work:
        person = await work.get(Person, person_id)
        address, name = person.email, person.name
        language = SPOKEN[person.language] if person.language else language
    ways = [
        way
        for known in await known_by(address_hash(address))
        if await _is_open(known)
        for way in await _ways(known, run.now)
    ]
    links = [(way.company, way.address) for way in ways if way.is_link]
    pages = [(way.company, way.address) for way in ways if not way.is_link]
    letters = [letter_with_link(language, LinkPurpose.SIGN_IN, name, links)] if links else []
    letters += [letter_by_account(language, name, pages)] if pages else []
    if not letters:
        return
    await post(run, mail_of(address, letters))
    for known in (way.known for way in ways if way.is_link):
        async with open_work(place_of(known), run.actor, now=run.now) as work:
            work.announce(LinkSent(subject_id=known.person_id, purpose=LinkPurpose.SIGN_IN))


async def _ways(known: KnownAddress, now: datetime) -> list[_Way]:
    """A link into the company, or its sign-in pages if it demands them; or nothing."""
    company = (await known_tenant_of(known.tenant_id)).name
    async with open_work(place_of(known), Actor.system(), now=now) as work:
        person = await holder_of(work, known)
        if person is None or await _too_often(work, person.id):
            return []
        if await demands_single_sign_on(work):
            begin = f"{settings().public_url.rstrip('/')}/sign-in/oidc"
            providers = await enabled_providers(work)
            return [_Way(known, company, f"{begin}/{each.id}", False) for each in providers]
        secret = await create_sign_in_link(work, person_id=person.id, mailed_to=known.hash)
    return [_Way(known, company, link_address(secret), True)]


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
    asked = select(func.count()).where(
        StoredEvent.subject_id == person_id,
        StoredEvent.name == LinkAsked.name,
        StoredEvent.occurred_at > work.now - AN_HOUR,
    )
    links = await work.session.scalar(lately) or 0
    # Where no link is made, as where the company's own accounts are asked for, asking counts.
    return links >= AT_MOST or (await work.session.scalar(asked) or 0) > AT_MOST
