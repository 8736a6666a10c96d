"""What an HR system lists, row by row, and what is wrong with which row."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain import typed
from domain.errors import DomainError, Invalid
from domain.people.person import Person, email_address, title_of

MOST_ROWS = 5_000
_ROWS_NAMED = 10
_ROWS_LISTED = 200


@dataclass(frozen=True, kw_only=True)
class PersonItem:
    """One row. What is left out stays as it is for those already here."""

    name: str
    email: str
    title: str | None = None
    manager_email: str | None = None
    joined_on: date | None = None


def checked(items: Sequence[PersonItem]) -> list[PersonItem]:
    """The rows as they will be kept. Raises Invalid, which names the faulty ones."""
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


def refuse_unknown_managers(
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
        reasons=found[:_ROWS_LISTED],
    )
