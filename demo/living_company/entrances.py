"""Whose eyes to look through, and what to look at first."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from demo.living_company.cast import SLUG, member
from domain.actor import Actor
from domain.errors import NotFound
from domain.people.person import Person
from tenants.sign_in import create_sign_in_link, link_address
from tenants.states import TenantState
from tenants.tenant import find_tenant
from tenants.work import open_work


@dataclass(frozen=True)
class Entrance:
    """Somebody of the company; with words in English and in Chinese."""

    name: str
    role: tuple[str, str]
    look_at: tuple[str, str]


ENTRANCES: Final = (
    Entrance(
        "陈露",
        ("employee", "员工"),
        (
            "a goal that waits for your word, the next one-to-one, how your conversion came back",
            "待你确认的目标、下一次一对一，以及转化率如何回升",
        ),
    ),
    Entrance(
        "郑凯",
        ("manager", "主管"),
        (
            "Monday's page: a metric that fell, who waits for you, promises, your scorecard",
            "周一的首页：下滑的指标、等你处理的事、承诺和你的沟通计分卡",
        ),
    ),
    Entrance(
        "苏敏",
        ("HR", "HR"),
        (
            "the rules and who talks with whom; not one word of what was said",
            "沟通规则、谁与谁在沟通；看不到任何谈话内容",
        ),
    ),
    Entrance(
        "高翔",
        ("admin", "管理员"),
        (
            "people, connections, plugins, API tokens, the audit trail",
            "员工、集成、插件、API 令牌和审计日志",
        ),
    ),
)


async def living_links() -> dict[str, str]:
    """Who can sign in, and a link for each that works once and for fifteen minutes."""
    try:
        tenant = await find_tenant(SLUG)
    except NotFound:
        return {}
    if tenant.state is not TenantState.ACTIVE:
        return {}
    addresses = [member(one.name).email for one in ENTRANCES]
    async with open_work(tenant.place, Actor.system()) as work:
        known = select(Person).where(Person.email.in_(addresses), Person.left_on.is_(None))
        people = {person.email: person for person in await work.session.scalars(known)}
        return {
            one.name: link_address(
                await create_sign_in_link(work, person_id=people[member(one.name).email].id)
            )
            for one in ENTRANCES
            if member(one.name).email in people
        }
