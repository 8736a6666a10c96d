"""What acts in somebody's name from afar, ended: their own tokens, and plugins they let act."""

from uuid import UUID

from sqlalchemy import select

from domain.work import UnitOfWork
from tenants.delegation import Delegation, EndedBecause, end_delegation
from tenants.token import AccessToken, TokenRevoked


async def end_tokens(work: UnitOfWork, person_id: UUID, because: EndedBecause) -> None:
    """Their own, and what acts for them."""
    tokens = select(AccessToken).where(
        AccessToken.person_id == person_id, AccessToken.revoked_at.is_(None)
    )
    for token in await work.session.scalars(tokens.with_for_update()):
        token.revoke(work.now)
        work.announce(TokenRevoked(subject_id=token.id))
    acting = select(Delegation).where(
        Delegation.person_id == person_id, Delegation.ended_at.is_(None)
    )
    for delegation in await work.session.scalars(acting.with_for_update()):
        end_delegation(work, delegation, because)
