"""A company may let its people in by its own accounts alone."""

from domain.actor import Role
from domain.errors import Conflict, NotAllowed
from domain.events import Event
from domain.work import UnitOfWork
from tenants.access.sign_in_policy import SignInPolicy, has_company_account


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
    work.actor.require_signed_in()
    me = work.actor.require_person()
    if demanded and not await has_company_account(work, me):
        raise Conflict(
            "Sign in with your company account yourself first, or you would shut yourself out",
            zh="请先使用企业账号登录一次，否则您自己将无法登录",
            field="demanded",
        )
    policy = await SignInPolicy.of(work)
    if policy.single_sign_on != demanded:
        policy.single_sign_on = demanded
        work.announce(SingleSignOnDemanded(subject_id=me, demanded=demanded))
