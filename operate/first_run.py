"""What a new Tanlu finds in its house: a token for its operator, a company to look around in."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.actor import Actor, Role
from domain.errors import NotFound
from domain.people.commands import add_person
from domain.people.person import Person
from domain.people.queries import person_by_email
from domain.work import UnitOfWork
from infra import clock
from infra.database import Place, owner_engine
from operate.home import Home
from operate.sign_in_links import links_into, open_tenant
from tenants.credential import digest
from tenants.operators import create_operator_token
from tenants.provisioning import create_tenant
from tenants.tenant import find_tenant
from tenants.token import AccessToken
from tenants.work import open_work

DEMO = "demo"
_LINKS = 6


async def keep_operator_token(home: Home) -> None:
    """A token that works is in the file: the one of last time, or a new one."""
    kept = home.operator_token()
    async with AsyncSession(owner_engine()) as session:
        known = select(AccessToken).where(AccessToken.hash == digest(kept))
        token = await session.scalar(known)
    if token is None or not token.good_at(clock.now()):
        home.keep_operator_token(await create_operator_token("./tanlu up", clock.now()))


async def make_demo_company(colleagues: Mapping[str, str]) -> None:
    """The company `demo`, if no company of that name was ever made.

    Args:
        colleagues: who else works there, names by address.
    """
    try:
        await find_tenant(DEMO)
    except NotFound:
        await _hire(await create_tenant(DEMO, "Demo Ltd"), colleagues)


async def demo_links() -> dict[str, str]:
    """Who can sign in to the demo, and a link for each; none where there is no demo."""
    tenant = await open_tenant(DEMO)
    if tenant is None:
        return {}
    async with open_work(tenant.place, Actor.system()) as work:
        everybody = select(Person).where(Person.left_on.is_(None)).order_by(Person.id)
        people = (await work.session.scalars(everybody.limit(_LINKS))).all()
    links = await links_into(tenant.place, [person.id for person in people])
    return {f"{person.name}, {person.title}": links[person.id] for person in people}


async def _hire(place: Place, colleagues: Mapping[str, str]) -> None:
    """Mei manages all but Ivan, who manages nobody, and Hua lets everybody in."""
    async with open_work(place, Actor.system()) as work:
        await _person(work, "Hua Zhang", "Head of people", roles=(Role.ADMIN, Role.HR))
        mei = await _person(work, "Mei Lin", "Team lead")
        await _person(work, "Omar Haddad", "Engineer", manager=mei)
        await _person(work, "Ana Souza", "Engineer", manager=mei)
        await _person(work, "Ivan Petrov", "Designer")
        for email, name in colleagues.items():
            if await person_by_email(work, email) is not None:
                continue
            await add_person(work, name=name, email=email, title="Engineer", manager_id=mei.id)


async def _person(
    work: UnitOfWork,
    name: str,
    title: str,
    *,
    roles: tuple[Role, ...] = (),
    manager: Person | None = None,
) -> Person:
    email = f"{name.split(maxsplit=1)[0].lower()}@demo.example"
    above = manager.id if manager else None
    return await add_person(
        work, name=name, email=email, title=title, roles=roles, manager_id=above
    )
