"""Another admin answers for a program's token, whose own has left or is no admin any more."""

from collections.abc import Collection
from uuid import UUID

from domain.actor import Role
from domain.errors import Conflict
from domain.events import Event
from domain.work import UnitOfWork
from tenants.access.token_rights import require_own
from tenants.credential import TokenKind
from tenants.token import AccessToken, token_of_id


class TokenApproved(Event):
    """Another admin answers for a program's token."""

    name = "token.approved"
    subject = "token"


async def approve_token(work: UnitOfWork, *, token_id: UUID, held: Collection[str]) -> AccessToken:
    """An admin answers for a program's token from now on: it goes on under what they may do.

    They must hold what it is good for, its scopes and its roles. How long it lives stays. Where
    the company demands a second factor, it rests unless they have shown theirs.
    """
    answering = work.actor.require_person()
    token = await token_of_id(work, token_id)
    if token.kind is not TokenKind.APP or not token.good_at(work.now):
        raise Conflict(
            "Only a program's token that has not ended is approved",
            zh="只有未到期且未吊销的程序令牌才能批准",
            field="token_id",
        )
    roles = [Role(role) for role in token.roles]
    require_own(work.actor, token.kind, roles, token.scopes, held)
    confirmed = work.actor.factor_shown
    if (token.approved_by_id, token.confirmed) != (answering, confirmed):
        token.approved_by_id, token.confirmed = answering, confirmed
        work.announce(TokenApproved(subject_id=token.id))
    return token
