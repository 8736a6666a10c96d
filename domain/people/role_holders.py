"""Who holds a role is changed by admins alone: by another address, HR could come in as an admin."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from domain.actor import Role
from domain.errors import NotAllowed
from domain.people.events import EmailConfirmed
from domain.people.import_rows import PersonItem, refuse
from domain.people.lines import lines_of
from domain.people.person import Person
from domain.people.queries import today
from domain.people.reporting_line import ReportingLine, line_on
from domain.work import UnitOfWork


def require_rights_over(work: UnitOfWork, person: Person) -> None:
    """Raises NotAllowed."""
    if person.roles and not work.actor.has(Role.ADMIN):
        raise _refusal(person, "person_id")


def vouches_for_addresses(work: UnitOfWork) -> bool:
    """Whether another address that the actor has signed in to write shows who somebody is."""
    return work.actor.has(Role.ADMIN)


async def confirm_email(work: UnitOfWork, *, person_id: UUID) -> Person:
    """Admins may: whoever shows that the address is theirs comes in as the person again."""
    if not work.actor.has(Role.ADMIN):
        raise NotAllowed("Only an admin can confirm an address", zh="只有管理员可以确认邮箱地址")
    work.actor.require_signed_in()
    person = await work.get(Person, person_id, lock=True, field="person_id")
    if not person.email_confirmed:
        person.email_confirmed = True
        work.announce(EmailConfirmed(subject_id=person.id))
    return person


async def refuse_rows_of_role_holders(
    work: UnitOfWork,
    rows: Sequence[PersonItem],
    here: Mapping[str, Person],
    changed: Collection[str],
) -> None:
    """Those that would change one, or who manages them. Raises Invalid, which names the rows.

    `changed` are the addresses of the rows that say something else than what is known.
    """
    if work.actor.has(Role.ADMIN):
        return
    theirs = [
        (at, row, here[row.email])
        for at, row in enumerate(rows)
        if row.email in here and here[row.email].roles
    ]
    lines = await lines_of(work, [person.id for _, _, person in theirs])
    refuse(
        _refusal(person, f"items.{at}.email")
        for at, row, person in theirs
        if row.email in changed
        or _names_another_manager(row, here, line_on(lines[person.id], today(work)))
    )


def _names_another_manager(
    row: PersonItem, here: Mapping[str, Person], line: ReportingLine | None
) -> bool:
    if row.manager_email is None:
        return False
    named = here.get(row.manager_email)
    return named is None or line is None or line.manager_id != named.id


def _refusal(person: Person, field: str) -> NotAllowed:
    return NotAllowed(
        f"{person.name} holds a role, so only an admin can change this",
        zh=f"{person.name} 拥有角色，只有管理员可以修改",
        field=field,
    )
