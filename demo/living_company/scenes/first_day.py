"""The company begins with Tanlu: its people arrive in one list, and one more comes later."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Final

from demo.living_company.cast import ADMIN, HRBP, NEWCOMER, ROLES, Member, everybody, member, team
from demo.living_company.company import Company
from domain.actor import Actor
from domain.people.commands import add_person, change_roles
from domain.people.import_rows import PersonItem
from domain.people.importing import import_people
from domain.policy.commands import install_default_rules
from tenants.sign_in import create_sign_in_link, redeem_link
from tenants.work import open_work

BEGAN: Final = 186
"""Days ago."""
AWAY: Final = {NEWCOMER, *team("魏国强")}
"""Who did not sign in that day: who was to come later, and the shop floor, which has no mail."""


async def first_day(company: Company) -> AsyncIterator[datetime]:
    yield company.at(BEGAN, "08:30")
    await _let_the_admin_in(company)
    yield company.at(BEGAN, "09:30")
    async with company.acting(ADMIN) as work:
        rows = [_row(one, company) for one in everybody() if one.name != NEWCOMER]
        arrived = await import_people(work, items=rows)
        company.ids |= {person.name: person.id for person in arrived.people}
        await change_roles(work, person_id=company.ids[HRBP], roles=[ROLES[HRBP]])
    yield company.at(BEGAN, "10:20")
    async with company.acting(HRBP) as work:
        await install_default_rules(work)
    yield company.at(BEGAN, "11:00")
    await _come_in(company, [one.name for one in everybody() if one.name not in AWAY])


async def newcomer(company: Company) -> AsyncIterator[datetime]:
    joined = member(NEWCOMER).joined
    yield company.at(joined + 5, "15:00")
    async with company.acting(HRBP) as work:
        row = _row(member(NEWCOMER), company)
        person = await add_person(
            work,
            name=row.name,
            email=row.email,
            title=row.title,
            joined_on=row.joined_on,
            manager_id=company.ids[member(NEWCOMER).manager or ""],
        )
        company.ids[row.name] = person.id
    yield company.at(joined, "09:10")
    await _come_in(company, [NEWCOMER])


async def _let_the_admin_in(company: Company) -> None:
    """As whoever runs Tanlu does for a company's first admin."""
    first = member(ADMIN)
    async with open_work(company.place, Actor.system(), now=company.now) as work:
        person = await add_person(
            work,
            name=first.name,
            email=first.email,
            title=first.title,
            joined_on=company.day(first.joined),
            roles=[ROLES[ADMIN]],
        )
        company.ids[first.name] = person.id


async def _come_in(company: Company, names: Sequence[str]) -> None:
    """The admin hands everybody a link, and they use it."""
    async with company.acting(ADMIN) as work:
        secrets = [await create_sign_in_link(work, person_id=company.ids[name]) for name in names]
    async with open_work(company.place, Actor.system(), now=company.now) as work:
        for secret in secrets:
            await redeem_link(work, secret)


def _row(one: Member, company: Company) -> PersonItem:
    return PersonItem(
        name=one.name,
        email=one.email,
        title=one.title,
        manager_email=member(one.manager).email if one.manager else None,
        joined_on=company.day(one.joined),
    )
