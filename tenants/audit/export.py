"""The trail as a table for other programs. That it was taken out stands in it, too."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from domain.actor import Role
from domain.errors import Invalid, NotAllowed
from domain.people.person import Person
from domain.work import UnitOfWork
from tenants.audit.entry import AuditEntry
from tenants.audit.notes import note
from tenants.audit.trail import matching, visible_entries

MOST: Final = 10_000
"""Entries in one table."""
_COLUMNS: Final = (
    "seq",
    "at",
    "actor_kind",
    "actor",
    "actor_id",
    "via_id",
    "program_id",
    "deed",
    "subject",
    "subject_id",
    "about",
    "details",
    "network",
    "hash",
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Export:
    csv: str
    entries: int


async def export_audit(
    work: UnitOfWork,
    *,
    actor_id: UUID | None = None,
    about_id: UUID | None = None,
    deeds: Sequence[str] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Export:
    """The entries for which all of this holds, as CSV. Admins may; it leaves an entry itself."""
    if not work.actor.has(Role.ADMIN):
        raise NotAllowed("Only an admin can do this", zh="只有管理员可以执行此操作")
    given: dict[str, Any] = {"actor_id": actor_id, "about_id": about_id, "deeds": deeds}
    wanted = matching(visible_entries(work.viewer), since=since, until=until, **given)
    found = (await work.session.scalars(wanted.order_by(AuditEntry.seq).limit(MOST + 1))).all()
    _require_few(found)
    about = [about_id] if about_id else []
    span: dict[str, Any] = {"entries": len(found), "since": since, "until": until}
    note(work, "audit.exported", subject="audit", subject_id=None, about=about, **span)
    return Export(as_csv(found, await _names(work, found)), len(found))


def _require_few(found: Sequence[AuditEntry]) -> None:
    if len(found) > MOST:
        raise Invalid(
            f"These are more than {MOST:,} entries: choose a shorter time",
            zh=f"符合条件的记录超过 {MOST:,} 条，请缩短时间范围",
            field="since",
        )


def as_csv(entries: Sequence[AuditEntry], names: Mapping[UUID, str]) -> str:
    """With a mark by which spreadsheets know UTF-8, and no cell that they would compute."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(_COLUMNS)
    for each in entries:
        people = "; ".join(names.get(person, str(person)) for person in each.about)
        cells = {name: getattr(each, name, None) for name in _COLUMNS} | {
            "at": each.at.isoformat(),
            "actor": names.get(each.actor_id) if each.actor_id else None,
            "about": people,
            "details": json.dumps(each.details, ensure_ascii=False, sort_keys=True),
        }
        table.writerow([defused(cells[name]) for name in _COLUMNS])
    return "\ufeff" + written.getvalue()


def defused(cell: object) -> str:
    """A person may be called `=HYPERLINK(…)`; a spreadsheet must take that for a name."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


async def _names(work: UnitOfWork, entries: Sequence[AuditEntry]) -> dict[UUID, str]:
    ids = {each.actor_id for each in entries} | {one for each in entries for one in each.about}
    named = select(Person.id, Person.name).where(Person.id.in_(ids - {None}))
    return {row.id: row.name for row in await work.session.execute(named)}
