"""What a passkey is to sign: asked of one session, answered once, within five minutes."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from domain.errors import Conflict, NotAllowed
from domain.work import UnitOfWork
from tenants.session import Session

ANSWERED_WITHIN = timedelta(minutes=5)
_BYTES = 32


async def own_session(work: UnitOfWork, session_id: UUID | None) -> Session:
    """The session in which the actor is signed in, locked.

    Raises:
        NotAllowed: a token asks, or the session has ended meanwhile.
    """
    found = None
    if session_id is not None:
        found = await work.session.get(Session, session_id, with_for_update=True)
    if found is None or found.ended_at is not None or found.person_id != work.actor.person_id:
        raise NotAllowed(
            "Do this in a browser in which you are signed in", zh="请在已登录的浏览器中执行此操作"
        )
    return found


def new_challenge(session: Session, now: datetime) -> bytes:
    """In the place of the one before."""
    asked = secrets.token_bytes(_BYTES)
    session.challenge, session.challenged_at = asked.hex(), now
    return asked


def spend_challenge(session: Session, now: datetime) -> bytes:
    """What the session was asked to sign. Raises Conflict."""
    asked, at = session.challenge, session.challenged_at
    session.challenge = session.challenged_at = None
    if asked is None or at is None or now - at > ANSWERED_WITHIN:
        raise Conflict("That took too long. Begin again", zh="操作超时，请重新开始")
    return bytes.fromhex(asked)
