"""Where people of the company are signed in, for admins: seen, and ended from afar."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, false, select

from domain.actor import Role
from domain.errors import NotAllowed
from domain.people.person import Person
from domain.viewer import Viewer
from domain.work import UnitOfWork
from tenants.audit.notes import note
from tenants.credential import TokenKind
from tenants.session import IDLE_AT_MOST, LIVES, Session
from tenants.token import AccessToken, TokenRevoked


def visible_sessions_of_all(viewer: Viewer) -> Select[Session]:
    """Admins see everybody's that have not ended; what they sign in to is the company's."""
    if not viewer.has(Role.ADMIN):
        return select(Session).where(false())
    return select(Session).where(
        Session.ended_at.is_(None),
        Session.seen_at > viewer.now - IDLE_AT_MOST,
        Session.created_at > viewer.now - LIVES,
    )


async def end_sessions_of(
    work: UnitOfWork, *, person_id: UUID, tokens_too: bool = False
) -> Sequence[Session]:
    """Sign a person out everywhere, and revoke their own access tokens if that is wished. Admins
    may. It counts everywhere within five seconds.
    """
    if not work.actor.has(Role.ADMIN):
        raise NotAllowed("Only an admin can do this", zh="只有管理员可以执行此操作")
    person = await work.get(Person, person_id, field="person_id")
    theirs = select(Session).where(Session.person_id == person.id, Session.ended_at.is_(None))
    sessions = (await work.session.scalars(theirs.with_for_update())).all()
    for session in sessions:
        session.end(work.now)
        note(work, "session.ended", subject="session", subject_id=session.id, about=[person.id])
    if tokens_too:
        await _revoke_tokens(work, person.id)
    return sessions


async def _revoke_tokens(work: UnitOfWork, person_id: UUID) -> None:
    standing = select(AccessToken).where(
        AccessToken.kind == TokenKind.USER,
        AccessToken.person_id == person_id,
        AccessToken.revoked_at.is_(None),
    )
    for token in await work.session.scalars(standing.with_for_update()):
        token.revoke(work.now)
        work.announce(TokenRevoked(subject_id=token.id))
