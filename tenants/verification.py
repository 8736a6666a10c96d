"""From a secret to who stands behind it, as of now."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.actor import Actor, ActorKind, Role
from domain.people.person import Person
from infra.database import Place, act_for
from tenants.access.second_factor.standing import is_asked_of, is_demanded
from tenants.client import Client
from tenants.credential import TOKENS, CredentialKind, TokenKind, accepted_kind, digest
from tenants.delegation import Delegation
from tenants.presenting import presenting
from tenants.session import Session, note_seen
from tenants.token import AccessToken


@dataclass(frozen=True)
class Verified:
    """Who may act, for whom, until when. A session is good for whatever its person may do."""

    place: Place | None
    actor: Actor
    scopes: frozenset[str] | None
    """None: not narrowed."""
    until: datetime | None = None
    program_id: UUID | None = None
    """Who asks, where it is no person: the plugin, its delegation by a person, or the token."""
    session_id: UUID | None = None
    """Where they are signed in; None for a token."""


async def verify(kind: CredentialKind, secret: str, now: datetime) -> Verified | None:
    """Who stands behind a secret of that kind, which is a session or an access token."""
    if kind is CredentialKind.SESSION:
        return await verify_session(secret, now)
    return await verify_token(secret, now)


async def verify_token(secret: str, now: datetime) -> Verified | None:
    """Who sent the token, if it is good. What cannot be a token costs no look into the database."""
    if accepted_kind(secret, TOKENS) is None:
        return None
    async with presenting(digest(secret)) as session:
        token = await session.scalar(select(AccessToken))
        if token is None or not token.good_at(now):
            return None
        return await _stands_for(session, token, now)


async def verify_session(secret: str, now: datetime) -> Verified | None:
    """Who is signed in with that cookie, if they still are."""
    if accepted_kind(secret, {CredentialKind.SESSION}) is None:
        return None
    async with presenting(digest(secret)) as session:
        found = await session.scalar(select(Session))
        if found is None:
            return None
        place = Place.of(found.tenant_id)
        await act_for(await session.connection(), place)
        actor = await _person(session, found.person_id, now)
        if actor is None or not found.good_at(now, actor):
            return None
        await note_seen(session, found, now)
        shown = found.confirmed_at is not None
        actor = await _held(session, actor, confirmed=shown)
        return Verified(place, actor, scopes=None, session_id=found.id)


async def _stands_for(session: AsyncSession, token: AccessToken, now: datetime) -> Verified | None:
    scopes = frozenset(token.scopes)
    if token.kind is TokenKind.OPERATOR or token.tenant_id is None:
        return Verified(None, Actor.system(), scopes, token.expires_at, token.id)
    place = Place.of(token.tenant_id)
    await act_for(await session.connection(), place)
    if token.last_used_on != now.date():
        token.last_used_on = now.date()
    if token.client_id is not None:
        return await _plugin(session, token, token.client_id, place, now)
    if token.person_id is None:
        return await _program(session, token, place, now)
    actor = await _person(session, token.person_id, now, token_id=token.id)
    if actor is None:
        return None
    actor = await _held(session, actor, confirmed=token.confirmed)
    return Verified(place, actor, scopes, token.expires_at, token.id)


async def _program(
    session: AsyncSession, token: AccessToken, place: Place, now: datetime
) -> Verified | None:
    """Under what whoever answers for it may do by now, and nobody once they may not."""
    answering = await session.get(Person, token.approved_by_id) if token.approved_by_id else None
    roles = token.acts_under(answering, now.date())
    if roles is None:
        return None
    if not token.confirmed and await session.scalar(select(is_demanded())):
        return None
    program = Actor(kind=ActorKind.PLUGIN, roles=roles, token_id=token.id)
    return Verified(place, program, frozenset(token.scopes), token.expires_at, token.id)


async def _plugin(
    session: AsyncSession, token: AccessToken, client_id: UUID, place: Place, now: datetime
) -> Verified | None:
    """A token keeps no right that its plugin has lost, nor one that its person has."""
    client = await session.get(Client, client_id)
    if client is None or not client.may_act:
        return None
    scopes = frozenset(token.scopes) & frozenset(client.scopes)
    if token.delegation_id is None:
        return Verified(place, Actor.plugin(client_id), scopes, token.expires_at, client_id)
    delegation = await session.get(Delegation, token.delegation_id)
    if delegation is None or not delegation.is_live(now):
        return None
    actor = await _person(session, delegation.person_id, now, via_id=client_id)
    if actor is None:
        return None
    actor = await _held(session, actor, confirmed=delegation.confirmed)
    return Verified(place, actor, scopes, token.expires_at, delegation.id)


async def _held(session: AsyncSession, actor: Actor, *, confirmed: bool) -> Actor:
    """With their roles, if a second factor was shown where it comes from, or none is asked."""
    if not actor.roles:
        return actor
    if confirmed:
        return replace(actor, factor_shown=True)
    asked = await is_asked_of(session, actor.require_person())
    return actor.until_confirmed() if asked else actor


async def _person(
    session: AsyncSession,
    person_id: UUID,
    now: datetime,
    *,
    via_id: UUID | None = None,
    token_id: UUID | None = None,
) -> Actor | None:
    """Rights are read anew each time: a token keeps none that its person has lost."""
    person = await session.get(Person, person_id)
    if person is None or not person.works_on(now.date()):
        return None
    roles = (Role(role) for role in person.roles)
    return Actor.person(person.id, *roles, via_id=via_id, token_id=token_id)
