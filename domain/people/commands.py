"""What HR and admins do to the directory."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from domain import typed
from domain.actor import Role
from domain.errors import Conflict, NotAllowed
from domain.people.admins import lock_admins, require_another
from domain.people.circles import refuse_circles
from domain.people.closed_text import close_text
from domain.people.events import PersonAdded, PersonAmended, PersonLeft, RolesChanged
from domain.people.lines import appoint, lines_of, lock_directory, prolong_all, release_all
from domain.people.person import Person, title_of
from domain.people.queries import person_by_email, today
from domain.people.role_holders import require_rights_over, vouches_for_addresses
from domain.work import UnitOfWork


async def add_person(
    work: UnitOfWork,
    *,
    name: str,
    email: str,
    title: str | None = None,
    joined_on: date | None = None,
    roles: Collection[Role] = (),
    manager_id: UUID | None = None,
) -> Person:
    """HR and admins may; only admins give roles. The manager counts from the day of joining.

    Whom a token adds does not come in by their address until an admin invites them, or confirms it.
    """
    require_directory_rights(work)
    if roles:
        require_admin(work)
        work.actor.require_signed_in()
    person = Person.join(
        name=name,
        email=email,
        title=title,
        roles=roles,
        joined_on=joined_on or today(work),
        email_confirmed=work.actor.is_signed_in,
    )
    await lock_directory(work)
    await _require_free(work, person.email)
    work.add(person)
    await work.session.flush()
    work.announce(PersonAdded(subject_id=person.id))
    if manager_id is not None:
        await set_manager(work, person_id=person.id, manager_id=manager_id, from_=person.joined_on)
    return person


async def amend_person(
    work: UnitOfWork,
    *,
    person_id: UUID,
    name: str | None = None,
    email: str | None = None,
    title: str | None = None,
) -> Person:
    """HR and admins may; only admins where somebody holds a role. What is not given stays.

    An empty title takes the title away. Another address proves nothing about who comes with it
    until an admin confirms it; an admin's own word does so at once. No token changes one.
    """
    require_directory_rights(work)
    await lock_directory(work)
    person = await work.get(Person, person_id, lock=True, field="person_id")
    require_rights_over(work, person)
    if name is not None:
        person.name = typed.name(name, "name")
    if email is not None and (address := typed.address(email, "email")) != person.email:
        work.actor.require_signed_in()
        await _require_free(work, address)
        if work.actor.person_id != person.id:
            await close_text(work, person, former_email=person.email)
        person.email, person.email_confirmed = address, vouches_for_addresses(work)
    if title is not None:
        person.title = title_of(title, "title")
    if work.session.is_modified(person):
        work.announce(PersonAmended(subject_id=person.id))
    return person


async def set_manager(
    work: UnitOfWork, *, person_id: UUID, manager_id: UUID | None, from_: date | None = None
) -> Person:
    """HR and admins may; only admins where the person holds a role.

    Holds from that day, today unless told, until the next known change.
    """
    require_directory_rights(work)
    day = from_ or today(work)
    await lock_directory(work)
    person = await work.get(Person, person_id, field="person_id")
    require_rights_over(work, person)
    _require_employed(person, day, "person_id")
    manager = await _manager_to_be(work, person, manager_id, day)
    lines = (await lines_of(work, [person_id]))[person_id]
    if await appoint(work, person, lines, manager=manager, from_=day):
        await refuse_circles(work, [person_id], "manager_id")
    return person


async def change_roles(work: UnitOfWork, *, person_id: UUID, roles: Collection[Role]) -> Person:
    """Only admins may, or HR could make themselves admins. Somebody stays an admin."""
    require_admin(work)
    work.actor.require_signed_in()
    admins = await lock_admins(work)
    person = await work.get(Person, person_id, lock=True, field="person_id")
    if Role.ADMIN not in roles and person.has(Role.ADMIN):
        require_another(admins, person)
    former, person.roles = person.roles, sorted(set(roles))
    if former == person.roles:
        return person
    work.announce(RolesChanged(subject_id=person.id, roles=person.roles, former_roles=former))
    return person


async def end_employment(work: UnitOfWork, *, person_id: UUID, on: date | None = None) -> Person:
    """HR and admins may; only admins where the person holds a role.

    From that day the person has no manager and manages nobody. Another day than the one already
    known corrects it: who reported to whom follows.
    """
    require_directory_rights(work)
    day = on or today(work)
    await lock_directory(work)
    admins = await lock_admins(work)
    person = await work.get(Person, person_id, lock=True, field="person_id")
    require_rights_over(work, person)
    if person.has(Role.ADMIN):
        require_another(admins, person)
    if person.left_on == day:
        return person
    former = person.left_on
    person.leave(day)
    if former is not None and former < day:
        await prolong_all(work, person, former)
        await refuse_circles(work, [person.id], "on")
    await release_all(work, person, day)
    work.announce(PersonLeft(subject_id=person.id, on=day))
    return person


def require_directory_rights(work: UnitOfWork) -> None:
    if not work.actor.has(Role.ADMIN, Role.HR):
        raise NotAllowed(
            "Only HR and admins change the directory", zh="只有 HR 和管理员可以维护通讯录"
        )


def require_admin(work: UnitOfWork) -> None:
    if not work.actor.has(Role.ADMIN):
        raise NotAllowed("Only admins give and take roles", zh="只有管理员可以授予或收回角色")


async def _manager_to_be(
    work: UnitOfWork, person: Person, manager_id: UUID | None, day: date
) -> Person | None:
    if manager_id is None:
        return None
    if manager_id == person.id:
        raise Conflict(
            "Nobody can be their own manager", zh="不能将本人设为自己的直属上级", field="manager_id"
        )
    manager = await work.get(Person, manager_id, field="manager_id")
    _require_employed(manager, day, "manager_id")
    return manager


def _require_employed(person: Person, day: date, field: str) -> None:
    if not person.works_on(day):
        raise Conflict(
            f"{person.name} leaves on {person.left_on}",
            zh=f"{person.name} 将于 {person.left_on} 离职",
            field=field,
        )


async def _require_free(work: UnitOfWork, email: str) -> None:
    if await person_by_email(work, email) is not None:
        raise Conflict(
            "Somebody with this e-mail address is already here",
            zh="该邮箱地址已被使用",
            field="email",
        )
