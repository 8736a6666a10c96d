"""Who is somebody in several companies goes from one to the other without typing again.

What they came by, an address or an account, has to be theirs in both, verified in both. Each
company keeps a session of its own, and none is asked about another's people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from domain.actor import Actor
from domain.errors import NotAllowed
from domain.people.person import Person
from domain.work import UnitOfWork
from infra.database import Place
from tenants.access.known_address import holder_of, known_by, place_of
from tenants.access.sign_in_policy import lets_in
from tenants.credential import digest
from tenants.directory import known_tenant_of
from tenants.identity import Identity
from tenants.identity_provider import enabled_providers
from tenants.presenting import presenting
from tenants.session import Session
from tenants.sign_in import sign_in
from tenants.states import Capability
from tenants.work import open_work


@dataclass(frozen=True)
class Company:
    """One that they may go to."""

    tenant_id: UUID
    name: str


async def other_companies(secret: str) -> Sequence[Company]:
    """Those in which whoever is signed in by that session is somebody, too; the oldest first.

    Some have them sign in with their own accounts first; one where nobody could is none.
    """
    session = await _session(secret)
    if session is None or session.proven_by is None:
        return []
    found = []
    for place in await _places(session.proven_by):
        if place.tenant_id != session.tenant_id:
            async with open_work(place, Actor.system()) as work:
                person = await _person_there(work, session.proven_by)
                if person is None:
                    continue
                enough = await lets_in(work, person.id, proven_by=session.proven_by)
                if not enough and not await enabled_providers(work):
                    continue
            found.append(Company(place.tenant_id, (await known_tenant_of(place.tenant_id)).name))
    return found


async def go_to_company(secret: str, tenant_id: UUID, *, browser: str) -> str | None:
    """A session there, for whoever is signed in here. Returns its secret, or None.

    Raises:
        AccountDemanded: they have to sign in there with the company's own account.
        NotAllowed: the account by which they came waits there.
    """
    session = await _session(secret)
    if session is None or session.proven_by is None:
        return None
    places = [each for each in await _places(session.proven_by) if each.tenant_id == tenant_id]
    if not places:
        return None
    async with open_work(places[0], Actor.system()) as work:
        person = await _person_there(work, session.proven_by)
        if person is None:
            return None
        return await sign_in(work, person.id, browser=browser, proven_by=session.proven_by)


async def _session(secret: str) -> Session | None:
    """As it is kept; whether it is still good is for whoever asks."""
    async with presenting(digest(secret)) as looking:
        return await looking.scalar(select(Session))


async def _places(proven_by: str) -> Sequence[Place]:
    """Where the address has been verified, or the account is somebody's, and people may enter."""
    addresses = {place_of(each) for each in await known_by(proven_by) if each.verified_at}
    async with presenting(proven_by) as looking:
        theirs = select(Identity.tenant_id).where(Identity.person_id.is_not(None))
        accounts = {Place.of(each) for each in (await looking.scalars(theirs)).all()}
    places = sorted(addresses | accounts, key=lambda place: place.tenant_id)
    return [place for place in places if await _is_open(place)]


async def _is_open(place: Place) -> bool:
    try:
        (await known_tenant_of(place.tenant_id)).require(Capability.SIGN_IN)
    except NotAllowed:
        return False
    return True


async def _person_there(work: UnitOfWork, proven_by: str) -> Person | None:
    """In that company, by the same address or account."""
    for known in await known_by(proven_by):
        if known.tenant_id == work.tenant_id and known.verified_at:
            return await holder_of(work, known)
    theirs = select(Identity.person_id).where(Identity.hash == proven_by)
    person_id = await work.session.scalar(theirs)
    person = None if person_id is None else await work.session.get(Person, person_id)
    return person if person and person.works_on(work.now.date()) else None
