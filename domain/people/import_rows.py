"""What an HR system lists, row by row, and what is wrong with which row."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain import typed
from domain.errors import DomainError, Invalid
from domain.people.person import Person, title_of

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
    refuse(faults)
    often = Counter(row.email for row in rows)
    refuse(
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
        name=typed.name(item.name, f"{field}.name"),
        email=typed.address(item.email, f"{field}.email"),
        title=title_of(item.title, f"{field}.title"),
        manager_email=typed.address(manager, f"{field}.manager_email") if manager else None,
        joined_on=item.joined_on,
    )
    if row.manager_email == row.email:
        raise Invalid(
            "Nobody can be their own manager",
            zh="不能将本人设为自己的直属上级",
            field=f"{field}.manager_email",
        )
    return row


def returns(row: PersonItem, person: Person | None, day: date) -> bool:
    """Whether the row says that somebody who has left by that day works here again."""
    if person is None or person.left_on is None or row.joined_on is None:
        return False
    return not person.works_on(day) and row.joined_on >= person.left_on


def reports_from(row: PersonItem, person: Person | None, day: date) -> date:
    """From when on the row's manager counts: the day of joining, or today for who is here."""
    new = person is None or returns(row, person, day)
    return row.joined_on or day if new else day


def refuse_leavers(rows: Sequence[PersonItem], here: Mapping[str, Person], day: date) -> None:
    """Who has left, or is about to, comes back by a day of joining after that, or not at all."""
    refuse(
        Invalid(
            f"{row.email} leaves on {left_on}; give a later day of joining once they come back",
            zh=f"{row.email} 的离职日期为 {left_on}；如重新入职，请填写之后的入职日期",
            field=f"items.{at}.joined_on",
        )
        for at, row in enumerate(rows)
        if (left_on := _left_on(here.get(row.email)))
        and not returns(row, here[row.email], day)
        and ((row.manager_email and left_on <= day) or (row.joined_on and row.joined_on > left_on))
    )


def refuse_unknown_managers(
    rows: Sequence[PersonItem], here: Mapping[str, Person], day: date
) -> None:
    """A manager is among the rows or here, and works here today and when the person starts."""
    listed = {row.email: row for row in rows}

    def manages(manager: str, from_: date) -> bool:
        person = here.get(manager)
        row = listed.get(manager)
        if row is not None and (person is None or returns(row, person, day)):
            return True
        return person is not None and person.works_on(from_)

    refuse(
        Invalid(
            f"Nobody with the address {row.manager_email} works here on {from_}",
            zh=f"{from_} 没有邮箱为 {row.manager_email} 的在职员工",
            field=f"items.{at}.manager_email",
        )
        for at, row in enumerate(rows)
        for from_ in [max(reports_from(row, here.get(row.email), day), day)]
        if row.manager_email and not manages(row.manager_email, from_)
    )


def _left_on(person: Person | None) -> date | None:
    return person.left_on if person else None


def refuse(faults: Iterable[DomainError]) -> None:
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
