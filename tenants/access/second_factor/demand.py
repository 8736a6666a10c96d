"""What admins decide of second factors: that they are asked for, and that somebody's are reset."""

from uuid import UUID

from sqlalchemy import delete

from domain.actor import Role
from domain.errors import Conflict, NotAllowed
from domain.events import Event
from domain.people.closed_text import close_text
from domain.people.person import Person
from domain.work import UnitOfWork
from tenants.access.second_factor.authenticator import Authenticator
from tenants.access.second_factor.challenge import own_session
from tenants.access.second_factor.events import FactorsReset
from tenants.access.second_factor.guesses import forget_guesses
from tenants.access.second_factor.passkey import Passkey
from tenants.access.second_factor.recovery_code import forget_recovery_codes
from tenants.access.second_factor.standing import has_factor
from tenants.access.sign_in_policy import SignInPolicy
from tenants.session import end_all_sessions


class SecondFactorDemanded(Event):
    """Or no longer: of whoever holds a role."""

    name = "second_factor.demanded"
    subject = "person"

    demanded: bool


async def demand_second_factor(
    work: UnitOfWork, *, demanded: bool, session_id: UUID | None
) -> None:
    """Admins who have one themselves ask it of all who hold a role: until then, no role counts."""
    me = await _admin(work, session_id)
    if demanded and not await has_factor(work, me):
        raise Conflict(
            "Set up a second factor of your own first, or you would shut yourself out",
            zh="请先为自己设置两步验证，否则您将无法使用管理权限",
            field="demanded",
        )
    policy = await SignInPolicy.of(work)
    if policy.second_factor != demanded:
        policy.second_factor = demanded
        work.announce(SecondFactorDemanded(subject_id=me, demanded=demanded))


async def reset_second_factor(
    work: UnitOfWork, *, person_id: UUID, session_id: UUID | None = None
) -> Person:
    """Another admin does it, or an operator, for whoever has lost theirs.

    Others let them in again: their sessions end, and what they wrote for nobody else stays closed
    until they confirm.
    """
    if not work.actor.is_system and await _admin(work, session_id) == person_id:
        raise NotAllowed(
            "Ask another admin or whoever runs Tanlu to reset yours",
            zh="请由另一位管理员或系统运维人员为您重置",
            field="person_id",
        )
    person = await work.get(Person, person_id, lock=True, field="person_id")
    for factor in (Authenticator, Passkey):
        await work.session.execute(delete(factor).where(factor.person_id == person.id))
    await forget_recovery_codes(work, person.id)
    await forget_guesses(work, person.id)
    await end_all_sessions(work, person.id)
    await close_text(work, person, former_email=person.email)
    work.announce(FactorsReset(subject_id=person.id))
    return person


async def _admin(work: UnitOfWork, session_id: UUID | None) -> UUID:
    if not work.actor.has(Role.ADMIN):
        raise NotAllowed(
            "Only an admin decides about second factors", zh="只有管理员可以设置两步验证"
        )
    return (await own_session(work, session_id)).person_id
