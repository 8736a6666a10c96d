"""Somebody is always left who may give roles."""

from collections.abc import Collection

from sqlalchemy import select

from domain.actor import Role
from domain.errors import Conflict
from domain.people.person import Person
from domain.work import UnitOfWork


async def lock_admins(work: UnitOfWork) -> Collection[Person]:
    """Locked in one order, so that two admins who demote each other do not both succeed."""
    staying = (
        select(Person)
        .where(Person.roles.contains([Role.ADMIN.value]), Person.left_on.is_(None))
        .order_by(Person.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await work.session.scalars(staying)).all()


def require_another(admins: Collection[Person], person: Person) -> None:
    if not any(admin.id != person.id for admin in admins):
        raise Conflict(
            f"{person.name} is the only admin; make somebody else one first",
            zh=f"{person.name} 是唯一的管理员，请先指定另一位管理员",
            field="person_id",
        )
