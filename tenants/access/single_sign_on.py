"""A company may let its people in by its own accounts alone."""

from domain.actor import Role
from domain.errors import Conflict, NotAllowed
from domain.events import Event
from domain.work import UnitOfWork
from tenants.access.sign_in_policy import (
    SignInPolicy,
    demands_single_sign_on,
    has_company_account,
)
from tenants.email_domain import has_domain


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


async def require_way_left(work: UnitOfWork) -> None:
    """Once a provider or an account is gone: whoever took it away comes in still, so somebody can
    lift the demand. Raises Conflict.
    """
    await work.session.flush()
    if not await demands_single_sign_on(work):
        return
    if not await has_company_account(work, work.actor.require_person()):
        raise Conflict(
            "Everybody has to sign in with a company account, and you would have none left: lift"
            " that first",
            zh="当前要求全员使用企业账号登录，此操作将使您自己无法登录，请先取消该要求",
        )


async def require_domain_left(work: UnitOfWork) -> None:
    """Once a domain is gone. Raises Conflict."""
    await work.session.flush()
    if await demands_single_sign_on(work) and not await has_domain(work):
        raise Conflict(
            "Everybody has to sign in with a company account, and nobody new would be known by"
            " theirs without this domain: lift that first",
            zh="当前要求全员使用企业账号登录，移除最后一个域名后新员工将无法识别，请先取消该要求",
        )
