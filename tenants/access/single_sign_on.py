"""A company may let its people in by its own accounts alone."""

from sqlalchemy import select

from domain.actor import Role
from domain.errors import Conflict, NotAllowed
from domain.events import Event
from domain.work import UnitOfWork
from tenants.access.sign_in_policy import SignInPolicy
from tenants.identity import Identity
from tenants.identity_provider import enabled_providers


class SingleSignOnDemanded(Event):
    """Or no longer. Links that somebody asks for, or is invited by, let nobody in meanwhile."""

    name = "single_sign_on.demanded"
    subject = "person"

    demanded: bool


async def demand_single_sign_on(work: UnitOfWork, *, demanded: bool) -> None:
    """Admins who come in by the company's account themselves ask it of everybody.

    Whoever cannot, is let back in by another admin or by whoever runs Tanlu.
    """
    if not work.actor.has(Role.ADMIN):
        raise NotAllowed(
            "Only an admin decides how people sign in", zh="只有管理员可以设置登录方式"
        )
    work.actor.refuse_programs()
    me = work.actor.require_person()
    if demanded:
        await _require_a_way(work)
    policy = await SignInPolicy.of(work)
    if policy.single_sign_on != demanded:
        policy.single_sign_on = demanded
        work.announce(SingleSignOnDemanded(subject_id=me, demanded=demanded))


async def _require_a_way(work: UnitOfWork) -> None:
    issuers = {each.issuer for each in await enabled_providers(work)}
    mine = select(Identity.id).where(
        Identity.person_id == work.actor.require_person(), Identity.issuer.in_(issuers)
    )
    if await work.session.scalar(mine.limit(1)) is None:
        raise Conflict(
            "Sign in with your company account yourself first, or you would shut yourself out",
            zh="请先使用企业账号登录一次，否则您自己将无法登录",
            field="demanded",
        )
