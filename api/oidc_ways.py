"""Which identity provider leads where."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from domain.actor import Actor
from domain.errors import Invalid, NotAllowed, NotFound
from domain.work import UnitOfWork
from infra.database import Place
from tenants.directory import known_tenant_of
from tenants.email_domain import checked_domain, places_of_domain
from tenants.identity import Account, Identity, places_of
from tenants.identity_provider import (
    IdentityProvider,
    client_secret_of,
    enabled_providers,
    provider_place,
)
from tenants.sign_in import create_sign_in_link
from tenants.states import Capability
from tenants.work import open_work


@dataclass(frozen=True)
class Way:
    """A company's identity provider, read and no longer tied to a transaction."""

    place: Place
    provider: IdentityProvider
    secret: str


async def way_by(provider_id: UUID) -> Way | None:
    """The provider with that id, if people may sign in by it."""
    place = await provider_place(provider_id)
    if place is None:
        return None
    async with open_work(place, Actor.system()) as work:
        provider = await work.session.get(IdentityProvider, provider_id)
        if provider is None or not provider.enabled:
            return None
        return Way(place, provider, await client_secret_of(work, provider))


async def _ways_for(email: str) -> list[Way]:
    """The providers of the companies that have the address's domain."""
    try:
        domain = checked_domain(email.rpartition("@")[2])
    except Invalid:
        return []
    ways: list[Way] = []
    for place in await places_of_domain(domain):
        async with open_work(place, Actor.system()) as work:
            ways += [
                Way(place, each, await client_secret_of(work, each))
                for each in await enabled_providers(work)
                if domain in each.email_domains
            ]
    return ways


async def elsewhere(account: Account, way: Way) -> list[tuple[str, str]]:
    """The other companies that the account may choose: their names, and a link that works once.

    A company takes an account only from an issuer and a client that its own admins entered.
    """
    return [
        ((await known_tenant_of(place.tenant_id)).name, link)
        for place in await places_of(account)
        if place != way.place and (link := await _link_into(place, account, way.provider))
    ]


async def _link_into(place: Place, account: Account, by: IdentityProvider) -> str | None:
    try:
        (await known_tenant_of(place.tenant_id)).require(Capability.SIGN_IN)
        async with open_work(place, Actor.system()) as work:
            person_id = await _person_of(work, account)
            if person_id is None or not await _takes(work, by):
                return None
            return await create_sign_in_link(work, person_id=person_id, mailed_to=account.hash)
    except (NotAllowed, NotFound):
        return None


async def _person_of(work: UnitOfWork, account: Account) -> UUID | None:
    known = select(Identity.person_id).where(Identity.hash == account.hash)
    person_id: UUID | None = await work.session.scalar(known)
    return person_id


async def _takes(work: UnitOfWork, by: IdentityProvider) -> bool:
    return any(
        (each.issuer, each.client_id) == (by.issuer, by.client_id)
        for each in await enabled_providers(work)
    )


async def ways_asked_for(asked: Mapping[str, str]) -> list[Way]:
    """By a provider's id or, without one, by an address."""
    if "provider" not in asked:
        return await _ways_for(asked.get("email", ""))
    try:
        way = await way_by(UUID(asked["provider"]))
    except ValueError:
        return []
    return [way] if way else []
