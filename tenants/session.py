"""Sessions: a person who has signed in, until they sign out or are away for too long."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain.actor import Actor, ActorKind, Role
from domain.base import new_id
from domain.errors import NotFound
from domain.exported import NOT_AT_ALL, Exported
from domain.people.queries import own_id
from domain.viewer import Viewer
from domain.work import UnitOfWork
from infra.database import Place, act_for
from tenants.audit.chain import append
from tenants.audit.notes import Note, note
from tenants.credential import CredentialKind, digest, new_credential
from tenants.presenting import presenting
from tenants.shared import OWN, Shared, Wall, presented

IDLE_AT_MOST = timedelta(hours=8)
LIVES = timedelta(hours=24)
LIVES_FOR_ADMINS = timedelta(hours=12)
SEEN_AGAIN_AFTER = timedelta(minutes=5)
"""Use is noted this coarsely, so that reading does not write."""
_LONGEST_BROWSER = 200


class Session(Shared):
    """A person who has signed in. The cookie holds the secret, the row its hash."""

    __tablename__ = "sessions"
    exported: ClassVar[Exported] = NOT_AT_ALL
    walls: ClassVar[tuple[Wall, ...]] = (
        Wall("app", ["SELECT"], presented("hash")),
        Wall("tenants", ["SELECT", "INSERT", "UPDATE", "DELETE"], OWN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    hash: Mapped[str] = mapped_column(unique=True)
    tenant_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(index=True)
    browser: Mapped[str]
    """As it names itself, so that its owner knows it again."""
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    """When a second factor was shown in it."""
    challenge: Mapped[str | None] = mapped_column(default=None)
    """What a passkey was asked to sign last, until it is answered."""
    challenged_at: Mapped[datetime | None] = mapped_column(default=None)
    proven_by: Mapped[str | None] = mapped_column(default=None)
    """The hash of the address or the account by which they came; None: a link that others saw."""

    def good_at(self, moment: datetime, actor: Actor) -> bool:
        """For that actor, who is its person with the roles they have by now."""
        lives = LIVES_FOR_ADMINS if actor.has(Role.ADMIN) else LIVES
        idle, age = moment - self.seen_at, moment - self.created_at
        return self.ended_at is None and idle < IDLE_AT_MOST and age < lives

    def end(self, now: datetime) -> None:
        self.ended_at = self.ended_at or now


def visible_sessions(viewer: Viewer) -> Select[Session]:
    """One's own that have not ended; nobody sees another's."""
    lives = LIVES_FOR_ADMINS if viewer.has(Role.ADMIN) else LIVES
    return select(Session).where(
        Session.person_id == own_id(viewer),
        Session.ended_at.is_(None),
        Session.seen_at > viewer.now - IDLE_AT_MOST,
        Session.created_at > viewer.now - lives,
    )


def open_session(
    work: UnitOfWork, person_id: UUID, *, browser: str = "", proven_by: str | None = None
) -> str:
    """A session of its own for each signing in. Returns its secret, which is kept nowhere."""
    secret = new_credential(CredentialKind.SESSION)
    session = Session(
        hash=digest(secret),
        tenant_id=work.tenant_id,
        person_id=person_id,
        browser="".join(letter for letter in browser if letter.isprintable())[:_LONGEST_BROWSER],
        created_at=work.now,
        seen_at=work.now,
        proven_by=proven_by,
    )
    work.session.add(session)
    return secret


async def came_by(work: UnitOfWork, session_id: UUID | None) -> str | None:
    """The hash of the address or the account by which that session was opened."""
    found = await work.session.get(Session, session_id) if session_id else None
    return None if found is None else found.proven_by


def renew_secret(session: Session) -> str:
    """For a session that gains rights: who knew it before has nothing. Returns the new secret."""
    secret = new_credential(CredentialKind.SESSION)
    session.hash = digest(secret)
    return secret


async def revoke_sessions(work: UnitOfWork, *, session_ids: Sequence[UUID]) -> Sequence[Session]:
    """One's own, on whatever device. They are refused everywhere within five seconds."""
    work.actor.require_confirmed()
    mine = visible_sessions(work.viewer).where(Session.id.in_(session_ids)).with_for_update()
    sessions = (await work.session.scalars(mine)).all()
    if len(sessions) != len(set(session_ids)):
        raise NotFound(
            "You have no such session, or it has ended",
            zh="找不到您的该会话，或会话已结束",
            field="session_ids",
        )
    for session in sessions:
        session.end(work.now)
        note(
            work,
            "session.ended",
            subject="session",
            subject_id=session.id,
            about=[session.person_id],
        )
    return sessions


async def end_all_sessions(
    work: UnitOfWork, person_id: UUID, *, besides: str | None = None
) -> None:
    """Whatever somebody has open, but for the session with that hash."""
    theirs = update(Session).where(Session.person_id == person_id, Session.ended_at.is_(None))
    others = theirs.where(Session.hash.is_distinct_from(besides))
    await work.session.execute(others.values(ended_at=work.now))


async def end_session(secret: str, now: datetime) -> None:
    """Sign out. Ending a session that is none does nothing."""
    async with presenting(digest(secret)) as session:
        found = await session.scalar(select(Session))
        if found is None or found.ended_at is not None:
            return
        connection = await session.connection()
        await act_for(connection, Place.of(found.tenant_id))
        found.end(now)
        await session.flush()
        await append(connection, found.tenant_id, [_signed_out(found)], now)


def _signed_out(session: Session) -> Note:
    return Note(
        kind=ActorKind.PERSON.value,
        person_id=session.person_id,
        deed="session.ended",
        subject="session",
        subject_id=session.id,
        about=[session.person_id],
    )


async def note_seen(session: AsyncSession, found: Session, now: datetime) -> None:
    """In a transaction that acts for the session's tenant."""
    if now - found.seen_at > SEEN_AGAIN_AFTER:
        found.seen_at = now
        await session.flush()
