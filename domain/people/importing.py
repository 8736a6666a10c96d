"""Many people at once, as an HR system lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from domain.people.circles import refuse_circles
from domain.people.commands import require_directory_rights
from domain.people.events import PersonAdded, PersonAmended
from domain.people.import_rows import (
    PersonItem,
    checked,
    refuse_leavers,
    refuse_unknown_managers,
    reports_from,
    returns,
)
from domain.people.lines import appoint, lines_of, lock_directory
from domain.people.person import Person
from domain.people.queries import today
from domain.people.rehire import take_back
from domain.people.role_holders import refuse_rows_of_role_holders
from domain.work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class ImportPreview:
    created: int
    updated: int
    unchanged: int


@dataclass(frozen=True, kw_only=True)
class ImportedPeople:
    created: int
    updated: int
    unchanged: int
    managers_changed: int
    people: Sequence[Person]
    """In the order of the rows."""


async def import_people(work: UnitOfWork, *, items: Sequence[PersonItem]) -> ImportedPeople:
    """HR and admins may, admins alone where a row changes who holds a role.

    All rows or none; a refusal names the rows; a repeat changes nothing.
    Managers are found by e-mail address among the rows and those already here. They count from
    the day of joining for whom is new, and from today for the others.
    """
    require_directory_rights(work)
    rows = checked(items)
    await lock_directory(work)
    here = await _people_by_email(work, rows)
    await _refuse_faulty(work, rows, here)
    starts = {row.email: reports_from(row, here.get(row.email), today(work)) for row in rows}
    back = await _take_back(work, rows, here)
    created = _join_missing(work, rows, here)
    updated = _amend_others(work, rows, here, created) | back
    await work.session.flush()
    return ImportedPeople(
        created=len(created),
        updated=len(updated),
        unchanged=len(rows) - len(created) - len(updated),
        managers_changed=await _appoint_all(work, rows, here, starts),
        people=[here[row.email] for row in rows],
    )


async def preview_import(work: UnitOfWork, *, items: Sequence[PersonItem]) -> ImportPreview:
    """HR and admins may. What an import of these rows would do, or why it would be refused.

    Only circles are left for the import itself to find: they depend on every line of the company.
    """
    require_directory_rights(work)
    rows = checked(items)
    here = await _people_by_email(work, rows)
    await _refuse_faulty(work, rows, here)
    known, updated = sum(row.email in here for row in rows), len(_changed(rows, here))
    return ImportPreview(created=len(rows) - known, updated=updated, unchanged=known - updated)


async def _refuse_faulty(
    work: UnitOfWork, rows: Sequence[PersonItem], here: Mapping[str, Person]
) -> None:
    refuse_leavers(rows, here, today(work))
    refuse_unknown_managers(rows, here, today(work))
    await refuse_rows_of_role_holders(work, rows, here, _changed(rows, here))


def _changed(rows: Sequence[PersonItem], here: Mapping[str, Person]) -> set[str]:
    return {
        row.email
        for row in rows
        if row.email in here and _as_listed(row, here[row.email]) != _as_known(here[row.email])
    }


async def _take_back(
    work: UnitOfWork, rows: Sequence[PersonItem], here: Mapping[str, Person]
) -> set[str]:
    back = [row for row in rows if returns(row, here.get(row.email), today(work))]
    for row in back:
        await take_back(work, here[row.email], row.joined_on or today(work))
    return {row.email for row in back}


async def _people_by_email(work: UnitOfWork, rows: Sequence[PersonItem]) -> dict[str, Person]:
    named = {row.email for row in rows} | {row.manager_email for row in rows}
    found = await work.session.scalars(select(Person).where(Person.email.in_(named - {None})))
    return {person.email: person for person in found}


def _join_missing(
    work: UnitOfWork, rows: Sequence[PersonItem], here: dict[str, Person]
) -> set[str]:
    created = {row.email for row in rows} - here.keys()
    for row in rows:
        if row.email in created:
            here[row.email] = person = Person.join(
                name=row.name,
                email=row.email,
                title=row.title,
                roles=(),
                joined_on=row.joined_on or today(work),
                email_confirmed=work.actor.is_signed_in,
            )
            work.add(person)
            work.announce(PersonAdded(subject_id=person.id))
    return created


def _amend_others(
    work: UnitOfWork, rows: Sequence[PersonItem], here: Mapping[str, Person], created: set[str]
) -> set[str]:
    updated: set[str] = set()
    for row in rows:
        person = here[row.email]
        listed = _as_listed(row, person)
        if row.email in created or listed == _as_known(person):
            continue
        person.name, person.title, person.joined_on = listed
        updated.add(row.email)
        work.announce(PersonAmended(subject_id=person.id))
    return updated


def _as_listed(row: PersonItem, person: Person) -> tuple[str, str | None, date]:
    return row.name, row.title or person.title, row.joined_on or person.joined_on


def _as_known(person: Person) -> tuple[str, str | None, date]:
    return person.name, person.title, person.joined_on


async def _appoint_all(
    work: UnitOfWork,
    rows: Sequence[PersonItem],
    here: Mapping[str, Person],
    starts: Mapping[str, date],
) -> int:
    managed = [row for row in rows if row.manager_email]
    lines = await lines_of(work, [here[row.email].id for row in managed])
    changed: list[UUID] = []
    for row in managed:
        person, manager = here[row.email], here[str(row.manager_email)]
        if await appoint(work, person, lines[person.id], manager=manager, from_=starts[row.email]):
            changed.append(person.id)
    await refuse_circles(work, changed, "items")
    return len(changed)
