"""Whose eyes to look through, and what to look at first."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from demo.living_company.cast import SLUG, member
from domain.actor import Actor
from domain.people.person import Person
from operate.sign_in_links import links_into, open_tenant
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
            "what waits for a name, people; on their pages that they talked, and not what was said",
            "等待指定负责人的沟通、员工；在员工页能看到谈过，看不到谈了什么",
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
    """Who can sign in, and a link for each; none where the company is not."""
    tenant = await open_tenant(SLUG)
    if tenant is None:
        return {}
    addresses = {member(one.name).email: one.name for one in ENTRANCES}
    async with open_work(tenant.place, Actor.system()) as work:
        known = select(Person).where(Person.email.in_(addresses), Person.left_on.is_(None))
        people = {addresses[one.email]: one.id for one in await work.session.scalars(known)}
    links = await links_into(tenant.place, list(people.values()))
    return {one.name: links[people[one.name]] for one in ENTRANCES if one.name in people}
