"""Many people at once, as an HR system lists them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from domain import typed
from domain.errors import DomainError, Invalid
from domain.people.circles import refuse_circles
from domain.people.commands import require_directory_rights
from domain.people.events import PersonAdded, PersonAmended
from domain.people.lines import appoint, lines_of, lock_directory
from domain.people.person import Person, email_address, title_of
from domain.people.queries import today
from domain.work import UnitOfWork

MOST_ROWS = 5_000
_ROWS_NAMED = 10


@dataclass(frozen=True, kw_only=True)
class PersonItem:
    """One row. What is left out stays as it is for those already here."""

    name: str
    email: str
    title: str | None = None
    manager_email: str | None = None
    joined_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ImportedPeople:
    created: int
    updated: int
    unchanged: int
    managers_changed: int
    people: Sequence[Person]
    """In the order of the rows."""


async def import_people(work: UnitOfWork, *, items: Sequence[PersonItem]) -> ImportedPeople:
    """HR and admins may. All rows or none; a refusal names the rows; a repeat changes nothing.

    Managers are found by e-mail address among the rows and those already here. They count from
    the day of joining for whom is new, and from today for the others.
    """
    require_directory_rights(work)
    rows = _checked(items)
    await lock_directory(work)
    here = await _people_by_email(work, rows)
    _refuse_unknown_managers(rows, here, today(work))
    created = _join_missing(work, rows, here)
    updated = _amend_others(work, rows, here, created)
    await work.session.flush()
    return ImportedPeople(
        created=len(created),
        updated=len(updated),
        unchanged=len(rows) - len(created) - len(updated),
        managers_changed=await _appoint_all(work, rows, here, created),
        people=[here[row.email] for row in rows],
    )


def _checked(items: Sequence[PersonItem]) -> list[PersonItem]:
    if not 0 < len(items) <= MOST_ROWS:
        raise Invalid(
            f"Import between 1 and {MOST_ROWS} people at once",
            zh=f"每次请导入 1 至 {MOST_ROWS} 人",
            field="items",
        )
    rows: list[PersonItem] = []
    faults: list[DomainError] = []
    for at, item in enumerate(items):
        try:
            rows.append(_row(item, f"items.{at}"))
        except Invalid as fault:
            faults.append(fault)
    _refuse(faults)
    often = Counter(row.email for row in rows)
    _refuse(
        Invalid(
            f"{row.email} is listed twice", zh=f"{row.email} 重复出现", field=f"items.{at}.email"
        )
        for at, row in enumerate(rows)
        if often[row.email] > 1
    )
    return rows


def _row(item: PersonItem, field: str) -> PersonItem:
    manager = item.manager_email
    row = PersonItem(
        name=typed.line(item.name, f"{field}.name"),
        email=email_address(item.email, f"{field}.email"),
        title=title_of(item.title, f"{field}.title"),
        manager_email=email_address(manager, f"{field}.manager_email") if manager else None,
        joined_on=item.joined_on,
    )
    if row.manager_email == row.email:
        raise Invalid(
            "Nobody can be their own manager",
            zh="不能将本人设为自己的上级",
            field=f"{field}.manager_email",
        )
    return row


async def _people_by_email(work: UnitOfWork, rows: Sequence[PersonItem]) -> dict[str, Person]:
    named = {row.email for row in rows} | {row.manager_email for row in rows}
    found = await work.session.scalars(select(Person).where(Person.email.in_(named - {None})))
    return {person.email: person for person in found}


def _refuse_unknown_managers(
    rows: Sequence[PersonItem], here: Mapping[str, Person], day: date
) -> None:
    known = {row.email for row in rows} | here.keys()
    gone = {person.email for person in here.values() if not person.works_on(day)}
    _refuse(
        Invalid(
            f"Nobody with the address {row.manager_email} works here",
            zh=f"没有邮箱为 {row.manager_email} 的在职员工",
            field=f"items.{at}.manager_email",
        )
        for at, row in enumerate(rows)
        if row.manager_email and row.manager_email not in known - gone
    )
    _refuse(
        Invalid(f"{row.email} has left", zh=f"{row.email} 已离职", field=f"items.{at}.email")
        for at, row in enumerate(rows)
        if row.manager_email and row.email in gone
    )


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
        known = (person.name, person.title, person.joined_on)
        now = (row.name, row.title or person.title, row.joined_on or person.joined_on)
        if row.email in created or known == now:
            continue
        person.name, person.title, person.joined_on = now
        updated.add(row.email)
        work.announce(PersonAmended(subject_id=person.id))
    return updated


async def _appoint_all(
    work: UnitOfWork, rows: Sequence[PersonItem], here: Mapping[str, Person], created: set[str]
) -> int:
    managed = [row for row in rows if row.manager_email]
    lines = await lines_of(work, [here[row.email].id for row in managed])
    changed: list[UUID] = []
    for row in managed:
        person, manager = here[row.email], here[str(row.manager_email)]
        day = person.joined_on if row.email in created else today(work)
        if await appoint(work, person, lines[person.id], manager=manager, from_=day):
            changed.append(person.id)
    await refuse_circles(work, changed, "items")
    return len(changed)


def _refuse(faults: Iterable[DomainError]) -> None:
    """Refuse with the first faulty row's field, and a sentence that names the rows."""
    if not (found := list(faults)):
        return
    named, more = found[:_ROWS_NAMED], len(found[_ROWS_NAMED:])
    raise Invalid(
        "; ".join(f"{fault.field}: {fault.message}" for fault in named)
        + (f"; and {more} more" if more else ""),
        zh="；".join(f"{fault.field}：{fault.zh}" for fault in named)
        + (f"；另有 {more} 处" if more else ""),
        field=found[0].field,
    )
